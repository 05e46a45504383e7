from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .client_details import ClientDetails
from .debt_collection_type import VALUES as _debt_collection_type
from .debt_collection_type import DebtCollectionType
from .transfer_details_origin import VALUES as _transfer_details_origin
from .transfer_details_origin import TransferDetailsOrigin
from .transfer_details_status import VALUES as _transfer_details_status
from .transfer_details_status import TransferDetailsStatus


@_define(kw_only=True, repr=False)
class TransferDetails(_Model):
    """General facts about the transfer of one debt collection run.

    Attributes:
        collection_date: Calendar date of the collection.
        debt_collection_type: Whether claims are collected in trust or purchased.
        client: Client on whose behalf debts are collected.
        status: How far processing of the transfer has come.
        origin: What gave rise to the transfer.
    """

    collection_date: datetime.date | None = None
    debt_collection_type: DebtCollectionType | None = None
    client: ClientDetails | None = None
    status: TransferDetailsStatus | None = None
    origin: TransferDetailsOrigin | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "TransferDetails"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.collection_date = None if (value := take("collectionDate", None)) is None else _read_date(value)
        self.debt_collection_type = _debt_collection_type[take("debtCollectionType", None)]
        self.client = None if (value := take("client", None)) is None else _new(ClientDetails)._decode(value)
        self.status = _transfer_details_status[take("status", None)]
        self.origin = _transfer_details_origin[take("origin", None)]
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        out = dict(self.additional_properties)
        if self.collection_date is not None:
            out["collectionDate"] = _format_date(self.collection_date, "TransferDetails.collection_date")
        if self.debt_collection_type is not None:
            out["debtCollectionType"] = _text(self.debt_collection_type)
        if self.client is not None:
            out["client"] = self.client.to_dict()
        if self.status is not None:
            out["status"] = _text(self.status)
        if self.origin is not None:
            out["origin"] = _text(self.origin)
        return out
