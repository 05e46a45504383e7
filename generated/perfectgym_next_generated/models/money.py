from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_number as _check_number
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.money import MoneyBase, read_amount


@_define(frozen=True, init=False, eq=False, repr=False, match_args=False)
class Money(MoneyBase, _Model):
    """An amount of money together with its currency.

    Attributes:
        amount: Amount in units of the currency, decimals allowed.
        currency: ISO 4217 code of the currency (ISO 4217).
    """

    amount: Decimal
    currency: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Money"
    _checks_: ClassVar[_Checks] = (
        ("amount", _check_number),
        ("currency", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        draft: Any = self
        take = src.pop
        draft.amount = value if type(value := take("amount")) is Decimal and value else read_amount(value)
        draft.currency = value if (value := take("currency")).__class__ is str else _scalar(value)
        draft.additional_properties = {**src} if src else {}
        draft.__class__ = Money
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.amount is None or self.currency is None:
            raise _missing_member(self, "amount", "currency")
        out = dict(self.additional_properties)
        out["amount"] = self.amount
        out["currency"] = self.currency
        return out


DRAFT: type[Money] = Money._draft
