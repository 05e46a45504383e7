from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferTrialPeriod(_Model):
    """Trial period of a module.

    Attributes:
        trial_period: Length of the trial period.
        description: Text that explains the trial period to members.
    """

    trial_period: Term
    description: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferTrialPeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.trial_period = _new(Term)._decode(take("trialPeriod"))
        self.description = value if (value := take("description")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.trial_period is None or self.description is None:
            raise _missing_member(self, "trial_period", "description")
        out = dict(self.additional_properties)
        out["trialPeriod"] = self.trial_period.to_dict()
        out["description"] = self.description
        return out
