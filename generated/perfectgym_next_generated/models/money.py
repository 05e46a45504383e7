from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next.model import Model as _Model
from perfectgym_next.money import MoneyBase, currency_code, decimal_amount
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import null_member as _null_member
from perfectgym_next.wire import number as _number

_MEMBERS: frozenset[str] = frozenset(
    (
        "amount",
        "currency",
    )
)
_set = object.__setattr__


@_define(frozen=True, slots=False, eq=False, repr=False)
class Money(MoneyBase, _Model):
    """An amount of money together with its currency.

    Attributes:
        amount: Amount in units of the currency, decimals allowed.
        currency: ISO 4217 code of the currency (ISO 4217).
    """

    amount: Decimal = _field(converter=decimal_amount)
    currency: str = _field(converter=currency_code)
    additional_properties: dict[str, Any] = _field(factory=dict, kw_only=True)

    _schema_: ClassVar[str] = "Money"

    @classmethod
    def _decode(cls, src: Any) -> Self:
        get = src.get
        self = cls.__new__(cls)
        _set(self, "amount", _number(src["amount"]))
        _set(self, "currency", src["currency"])
        if self.currency is None:
            raise _null_member()
        _set(
            self,
            "additional_properties",
            {} if _MEMBERS.issuperset(src) else {k: v for k, v in src.items() if k not in _MEMBERS},
        )
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.amount is None or self.currency is None:
            raise _missing_member(self, "amount", "currency")
        out = dict(self.additional_properties)
        out["amount"] = self.amount
        out["currency"] = self.currency
        return out
