from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .additional_module_payment_frequency import AdditionalModulePaymentFrequency
from .additional_module_trial_period_config import AdditionalModuleTrialPeriodConfig
from .rate_code import RateCode
from .term_information import TermInformation


@_define(kw_only=True, repr=False)
class AdditionalModule(_Model):
    """An extra, such as a drink flat rate, that can be added to a membership.

    Attributes:
        id: Identifier of the additional module.
        name: Name shown to members.
        image_url: URL of a picture of the module.
        payment_frequencies: Ways to pay for the module, with their prices.
        term_information: Length, extension and notice period of a contract for this module.
        description: Longer text about what the module offers.
        trial_period_config: Details of the trial period, if the module offers one.
        rate_codes: Rate codes assigned to the module.
    """

    id: int
    name: str
    image_url: str
    payment_frequencies: list[AdditionalModulePaymentFrequency]
    term_information: TermInformation
    description: str | None = None
    trial_period_config: AdditionalModuleTrialPeriodConfig | None = None
    rate_codes: list[RateCode] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AdditionalModule"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.id = value if (value := take("id")).__class__ is int else _scalar(value)
        self.name = value if (value := take("name")).__class__ is str else _scalar(value)
        self.image_url = value if (value := take("imageUrl")).__class__ is str else _scalar(value)
        self.payment_frequencies = [
            _new(AdditionalModulePaymentFrequency)._decode(item) for item in _array(take("paymentFrequencies"))
        ]
        self.term_information = _new(TermInformation)._decode(take("termInformation"))
        self.description = (
            value if (value := take("description", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.trial_period_config = (
            None
            if (value := take("trialPeriodConfig", None)) is None
            else _new(AdditionalModuleTrialPeriodConfig)._decode(value)
        )
        self.rate_codes = (
            None
            if (value := take("rateCodes", None)) is None
            else [_new(RateCode)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.id is None
            or self.name is None
            or self.image_url is None
            or self.payment_frequencies is None
            or self.term_information is None
        ):
            raise _missing_member(self, "id", "name", "image_url", "payment_frequencies", "term_information")
        out = dict(self.additional_properties)
        out["id"] = self.id
        out["name"] = self.name
        out["imageUrl"] = self.image_url
        out["paymentFrequencies"] = [item.to_dict() for item in self.payment_frequencies]
        out["termInformation"] = self.term_information.to_dict()
        if self.description is not None:
            out["description"] = self.description
        if self.trial_period_config is not None:
            out["trialPeriodConfig"] = self.trial_period_config.to_dict()
        if self.rate_codes is not None:
            out["rateCodes"] = [item.to_dict() for item in self.rate_codes]
        return out
