from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .class_ import Class


@_define(kw_only=True, repr=False)
class TrialOfferClass(_Model):
    """Class together with the trial offer it belongs to.

    Attributes:
        trial_offer_config_id: Id of the trial offer configuration that governs this class.
        trial_offer_class: Class that is offered as a trial.
        id: Numeric identifier of this entry.
    """

    trial_offer_config_id: int
    trial_offer_class: Class
    id: int | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TrialOfferClass"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.trial_offer_config_id = value if (value := take("trialOfferConfigId")).__class__ is int else _scalar(value)
        self.trial_offer_class = _new(Class)._decode(take("trialOfferClass"))
        self.id = value if (value := take("id", None)) is None or value.__class__ is int else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.trial_offer_config_id is None or self.trial_offer_class is None:
            raise _missing_member(self, "trial_offer_config_id", "trial_offer_class")
        out = dict(self.additional_properties)
        out["trialOfferConfigId"] = self.trial_offer_config_id
        out["trialOfferClass"] = self.trial_offer_class.to_dict()
        if self.id is not None:
            out["id"] = self.id
        return out
