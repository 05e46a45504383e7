from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import check_list as _check_list
from perfectgym_next._core.decoding import check_model as _check_model
from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import scalars as _scalars
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .closure_update import ClosureUpdate
from .debt_update import DebtUpdate


@_define(kw_only=True, repr=False)
class AgencyCollectionCaseUpdate(_Model):
    """The state of one case at the collection agency, with its debts and any closure.

    Attributes:
        agency_collection_case_id: Id under which the agency runs the case.
        collection_case_ids: Ids of the collection cases gathered in this agency case.
        debts: Amounts and blocks reported for each debt of the case.
        public_collection_case_id: Public-facing reference of the collection case.
        closure: How and when the case was closed, if it was.
    """

    agency_collection_case_id: str
    collection_case_ids: list[str]
    debts: list[DebtUpdate]
    public_collection_case_id: str | None = None
    closure: ClosureUpdate | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "AgencyCollectionCaseUpdate"
    _checks_: ClassVar[_Checks] = (
        ("agency_collection_case_id", _check_scalar),
        ("collection_case_ids", _check_list(_check_scalar)),
        ("debts", _check_list(_check_model(DebtUpdate))),
        ("public_collection_case_id", _check_scalar),
        ("closure", _check_model(ClosureUpdate)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.agency_collection_case_id = (
            value if (value := take("agencyCollectionCaseId")).__class__ is str else _scalar(value)
        )
        self.collection_case_ids = _scalars(take("collectionCaseIds"))
        self.debts = [_new(DebtUpdate)._decode(item) for item in _array(take("debts"))]
        self.public_collection_case_id = (
            value
            if (value := take("publicCollectionCaseId", None)) is None or value.__class__ is str
            else _scalar(value)
        )
        self.closure = None if (value := take("closure", None)) is None else _new(ClosureUpdate)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.agency_collection_case_id is None or self.collection_case_ids is None or self.debts is None:
            raise _missing_member(self, "agency_collection_case_id", "collection_case_ids", "debts")
        out = dict(self.additional_properties)
        out["agencyCollectionCaseId"] = self.agency_collection_case_id
        out["collectionCaseIds"] = self.collection_case_ids
        out["debts"] = [item.to_dict() for item in self.debts]
        if self.public_collection_case_id is not None:
            out["publicCollectionCaseId"] = self.public_collection_case_id
        if self.closure is not None:
            out["closure"] = self.closure.to_dict()
        return out
