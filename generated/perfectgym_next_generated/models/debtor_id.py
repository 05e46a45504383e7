from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .debt import Debt
from .debt_collection_block import DebtCollectionBlock


@_define(kw_only=True, repr=False)
class DebtorId(_Model):
    """A debtor reduced to the id, with blocks and the debts concerned.

    Attributes:
        debtor_id: Id of the debtor.
        block: Debt collection block on the debtor, if any.
        debts: Debts of the debtor that the result concerns.
    """

    debtor_id: str
    block: DebtCollectionBlock | None = None
    debts: list[Debt] | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtorId"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debtor_id = value if (value := take("debtorId")).__class__ is str else _scalar(value)
        self.block = None if (value := take("block", None)) is None else _new(DebtCollectionBlock)._decode(value)
        self.debts = (
            None
            if (value := take("debts", None)) is None
            else [_new(Debt)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.debtor_id is None:
            raise _missing_member(self, "debtor_id")
        out = dict(self.additional_properties)
        out["debtorId"] = self.debtor_id
        if self.block is not None:
            out["block"] = self.block.to_dict()
        if self.debts is not None:
            out["debts"] = [item.to_dict() for item in self.debts]
        return out
