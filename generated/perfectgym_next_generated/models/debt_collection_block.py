from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .debt_collection_block_limit_type import VALUES as _debt_collection_block_limit_type
from .debt_collection_block_limit_type import DebtCollectionBlockLimitType


@_define(kw_only=True, repr=False)
class DebtCollectionBlock(_Model):
    """A debt collection block, with or without an end.

    Attributes:
        limit_type: Whether the block is switched off, limited in time or open-ended.
        end_date: Date on which a limited block ends.
    """

    limit_type: DebtCollectionBlockLimitType
    end_date: datetime.date | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1Block"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.limit_type = _debt_collection_block_limit_type[take("limitType")]
        self.end_date = None if (value := take("endDate", None)) is None else _read_date(value)
        if self.limit_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.limit_type is None:
            raise _missing_member(self, "limit_type")
        out = dict(self.additional_properties)
        out["limitType"] = _text(self.limit_type)
        if self.end_date is not None:
            out["endDate"] = _format_date(self.end_date, "DebtCollectionBlock.end_date")
        return out
