from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field
from attr.setters import NO_OP as _NO_OP

from perfectgym_next.model import Checks as _Checks
from perfectgym_next.model import Model as _Model
from perfectgym_next.money import MoneyBase, currency_code, decimal_amount
from perfectgym_next.wire import check_number as _check_number
from perfectgym_next.wire import check_scalar as _check_scalar
from perfectgym_next.wire import missing_member as _missing_member
from perfectgym_next.wire import number as _number
from perfectgym_next.wire import scalar as _scalar


@_define(eq=False, repr=False, match_args=False, on_setattr=_NO_OP)
class Money(MoneyBase, _Model):
    """An amount of money together with its currency.

    Attributes:
        amount: Amount in units of the currency, decimals allowed.
        currency: ISO 4217 code of the currency (ISO 4217).
    """

    _amount: Decimal = _field(alias="amount", converter=decimal_amount)
    _currency: str = _field(alias="currency", converter=currency_code)
    _additional_properties: dict[str, Any] = _field(alias="additional_properties", kw_only=True, factory=dict)

    _schema_: ClassVar[str] = "Money"
    _checks_: ClassVar[_Checks] = (
        ("amount", _check_number),
        ("currency", _check_scalar),
    )

    @property
    def amount(self) -> Decimal:
        """Amount in units of the currency, decimals allowed."""
        return self._amount

    @property
    def currency(self) -> str:
        """ISO 4217 code of the currency (ISO 4217)."""
        return self._currency

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self._amount = value if (value := take("amount")).__class__ is Decimal else _number(value)
        self._currency = value if (value := take("currency")).__class__ is str else _scalar(value)
        self._additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self._amount is None or self._currency is None:
            raise _missing_member(self, "amount", "currency")
        out = dict(self._additional_properties)
        out["amount"] = self._amount
        out["currency"] = self._currency
        return out
