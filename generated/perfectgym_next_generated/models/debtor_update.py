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
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model

from .agency_collection_case_update import AgencyCollectionCaseUpdate
from .debt_collection_block_update import DebtCollectionBlockUpdate


@_define(kw_only=True, repr=False)
class DebtorUpdate(_Model):
    """Changes to the collection cases of one debtor.

    Attributes:
        debtor_id: Id of the debtor the cases belong to.
        agency_collection_cases: Agency cases of this debtor with their current state.
        block: Debt collection block on this debtor, if any.
    """

    debtor_id: str
    agency_collection_cases: list[AgencyCollectionCaseUpdate]
    block: DebtCollectionBlockUpdate | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtorUpdate"
    _checks_: ClassVar[_Checks] = (
        ("debtor_id", _check_scalar),
        ("agency_collection_cases", _check_list(_check_model(AgencyCollectionCaseUpdate))),
        ("block", _check_model(DebtCollectionBlockUpdate)),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debtor_id = value if (value := take("debtorId")).__class__ is str else _scalar(value)
        self.agency_collection_cases = [
            _new(AgencyCollectionCaseUpdate)._decode(item) for item in _array(take("agencyCollectionCases"))
        ]
        self.block = None if (value := take("block", None)) is None else _new(DebtCollectionBlockUpdate)._decode(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.debtor_id is None or self.agency_collection_cases is None:
            raise _missing_member(self, "debtor_id", "agency_collection_cases")
        out = dict(self.additional_properties)
        out["debtorId"] = self.debtor_id
        out["agencyCollectionCases"] = [item.to_dict() for item in self.agency_collection_cases]
        if self.block is not None:
            out["block"] = self.block.to_dict()
        return out
