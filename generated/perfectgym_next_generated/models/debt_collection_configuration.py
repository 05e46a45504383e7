from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .client_details import ClientDetails
from .debt_collection_type import VALUES as _debt_collection_type
from .debt_collection_type import DebtCollectionType
from .debt_derecognition import VALUES as _debt_derecognition
from .debt_derecognition import DebtDerecognition


@_define(kw_only=True, repr=False)
class DebtCollectionConfiguration(_Model):
    """Settings that govern how debts are handed to and returned from collection.

    Attributes:
        client: Client on whose behalf debts are collected.
        debt_collection_type: Whether claims are collected in trust or purchased.
        derecognize_remaining_debts_on_closure: Whether leftover debts are derecognised on closure always or as the partner directs.
        derecognize_remaining_debts_on_rejection: Whether leftover debts are derecognised on rejection always or as the partner directs.
    """

    client: ClientDetails | None = None
    debt_collection_type: DebtCollectionType | None = None
    derecognize_remaining_debts_on_closure: DebtDerecognition | None = None
    derecognize_remaining_debts_on_rejection: DebtDerecognition | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtCollectionConfiguration"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.client = None if (value := take("client", None)) is None else _new(ClientDetails)._decode(value)
        self.debt_collection_type = _debt_collection_type[take("debtCollectionType", None)]
        self.derecognize_remaining_debts_on_closure = _debt_derecognition[
            take("derecognizeRemainingDebtsOnClosure", None)
        ]
        self.derecognize_remaining_debts_on_rejection = _debt_derecognition[
            take("derecognizeRemainingDebtsOnRejection", None)
        ]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.client is not None:
            out["client"] = self.client.to_dict()
        if self.debt_collection_type is not None:
            out["debtCollectionType"] = _text(self.debt_collection_type)
        if self.derecognize_remaining_debts_on_closure is not None:
            out["derecognizeRemainingDebtsOnClosure"] = _text(self.derecognize_remaining_debts_on_closure)
        if self.derecognize_remaining_debts_on_rejection is not None:
            out["derecognizeRemainingDebtsOnRejection"] = _text(self.derecognize_remaining_debts_on_rejection)
        return out
