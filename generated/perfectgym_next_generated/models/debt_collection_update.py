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

from .debtor_update import DebtorUpdate


@_define(kw_only=True, repr=False)
class DebtCollectionUpdate(_Model):
    """A set of updates from a collection agency, grouped by debtor.

    Attributes:
        debtors: Debtors with the cases that changed.
        request_id: Identifier of this update request, e.g. a UUID.
    """

    debtors: list[DebtorUpdate]
    request_id: str
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtCollectionUpdate"
    _checks_: ClassVar[_Checks] = (
        ("debtors", _check_list(_check_model(DebtorUpdate))),
        ("request_id", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.debtors = [_new(DebtorUpdate)._decode(item) for item in _array(take("debtors"))]
        self.request_id = value if (value := take("requestId")).__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.debtors is None or self.request_id is None:
            raise _missing_member(self, "debtors", "request_id")
        out = dict(self.additional_properties)
        out["debtors"] = [item.to_dict() for item in self.debtors]
        out["requestId"] = self.request_id
        return out
