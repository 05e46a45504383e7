from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .money import DRAFT as _money
from .money import Money


@_define(kw_only=True, repr=False)
class CustomerAccountBalance(_Model):
    """Balance and debt state of a customer's account.

    Attributes:
        in_debt_collection: Whether the customer is in debt collection.
        account_balance: Balance of the account, with its currency.
        consumption_credit: Credit available for consumption, with its currency.
        dunning_level: Name of the dunning level the customer is at.
    """

    in_debt_collection: bool
    account_balance: Money | None = None
    consumption_credit: Money | None = None
    dunning_level: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerAccountBalance"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.in_debt_collection = (
            value if (value := take("inDebtCollection")) is True or value is False else _boolean(value)
        )
        self.account_balance = None if (value := take("accountBalance", None)) is None else _new(_money)._decode(value)
        self.consumption_credit = (
            None if (value := take("consumptionCredit", None)) is None else _new(_money)._decode(value)
        )
        self.dunning_level = (
            value if (value := take("dunningLevel", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.in_debt_collection is None:
            raise _missing_member(self, "in_debt_collection")
        out = dict(self.additional_properties)
        out["inDebtCollection"] = self.in_debt_collection
        if self.account_balance is not None:
            out["accountBalance"] = self.account_balance.to_dict()
        if self.consumption_credit is not None:
            out["consumptionCredit"] = self.consumption_credit.to_dict()
        if self.dunning_level is not None:
            out["dunningLevel"] = self.dunning_level
        return out
