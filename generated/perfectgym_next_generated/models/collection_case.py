from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import number as _number
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .debt import Debt


@_define(kw_only=True, repr=False)
class CollectionCase(_Model):
    """A collection case of a debtor with the debts it comprises.

    Attributes:
        collection_case_id: Id of the case, referred to in agency updates.
        open_amount: Amount still owed in this case; the ISO 4217 currency stands with each debt.
        debt: Debts that make up the case.
        ext_human_id: External reference of the case meant for people to read.
        ext_reference_id: External reference id of the case.
    """

    collection_case_id: str
    open_amount: Decimal
    debt: list[Debt]
    ext_human_id: str | None = None
    ext_reference_id: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CollectionCase"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.collection_case_id = value if (value := take("collectionCaseId")).__class__ is str else _scalar(value)
        self.open_amount = value if (value := take("openAmount")).__class__ is Decimal else _number(value)
        self.debt = [_new(Debt)._decode(item) for item in _array(take("debt"))]
        self.ext_human_id = (
            value if (value := take("extHumanId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.ext_reference_id = (
            value if (value := take("extReferenceId", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.collection_case_id is None or self.open_amount is None or self.debt is None:
            raise _missing_member(self, "collection_case_id", "open_amount", "debt")
        out = dict(self.additional_properties)
        out["collectionCaseId"] = self.collection_case_id
        out["openAmount"] = self.open_amount
        out["debt"] = [item.to_dict() for item in self.debt]
        if self.ext_human_id is not None:
            out["extHumanId"] = self.ext_human_id
        if self.ext_reference_id is not None:
            out["extReferenceId"] = self.ext_reference_id
        return out
