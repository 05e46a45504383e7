from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .bonus_period_extension_type import VALUES as _bonus_period_extension_type
from .bonus_period_extension_type import BonusPeriodExtensionType
from .bonus_period_term_strategy import VALUES as _bonus_period_term_strategy
from .bonus_period_term_strategy import BonusPeriodTermStrategy
from .term import Term


@_define(kw_only=True, repr=False)
class MembershipOfferRateBonusPeriod(_Model):
    """Bonus time that is granted with a membership rate or a voucher.

    Attributes:
        term: Length of the bonus period.
        term_strategy: Point of reference at which the bonus period is placed.
        runtime_extension_type: Whether the bonus period extends the running time of the contract.
        display_separately: True if the bonus period is to be shown as an item of its own.
        extends_cancellation_period: True if the bonus period also extends the cancellation period.
    """

    term: Term
    term_strategy: BonusPeriodTermStrategy
    runtime_extension_type: BonusPeriodExtensionType
    display_separately: bool | None = None
    extends_cancellation_period: bool | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "MembershipOfferRateBonusPeriod"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.term = _new(Term)._decode(take("term"))
        self.term_strategy = _bonus_period_term_strategy[take("termStrategy")]
        self.runtime_extension_type = _bonus_period_extension_type[take("runtimeExtensionType")]
        self.display_separately = (
            value
            if (value := take("displaySeparately", None)) is None or value is True or value is False
            else _boolean(value)
        )
        self.extends_cancellation_period = (
            value
            if (value := take("extendsCancellationPeriod", None)) is None or value is True or value is False
            else _boolean(value)
        )
        if self.term_strategy is None or self.runtime_extension_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.term is None or self.term_strategy is None or self.runtime_extension_type is None:
            raise _missing_member(self, "term", "term_strategy", "runtime_extension_type")
        out = dict(self.additional_properties)
        out["term"] = self.term.to_dict()
        out["termStrategy"] = _text(self.term_strategy)
        out["runtimeExtensionType"] = _text(self.runtime_extension_type)
        if self.display_separately is not None:
            out["displaySeparately"] = self.display_separately
        if self.extends_cancellation_period is not None:
            out["extendsCancellationPeriod"] = self.extends_cancellation_period
        return out
