from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_date as _read_date
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_date as _format_date

from .debt_collection_block_limit_type import VALUES as _debt_collection_block_limit_type
from .debt_collection_block_limit_type import DebtCollectionBlockLimitType


@_define(kw_only=True, repr=False)
class DebtCollectionBlockUpdate(_Model):
    """A debt collection block as reported in an agency update.

    Attributes:
        limit_type: Whether the block is switched off, limited in time or open-ended.
        end_date: Date on which a limited block ends.
    """

    limit_type: DebtCollectionBlockLimitType
    end_date: datetime.date
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "OpenApiV1BlockDto"
    _checks_: ClassVar[_Checks] = (
        ("limit_type", _check_scalar),
        ("end_date", _format_date),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.limit_type = _debt_collection_block_limit_type[take("limitType")]
        self.end_date = _read_date(take("endDate"))
        if self.limit_type is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.limit_type is None or self.end_date is None:
            raise _missing_member(self, "limit_type", "end_date")
        out = dict(self.additional_properties)
        out["limitType"] = _text(self.limit_type)
        out["endDate"] = _format_date(self.end_date, "DebtCollectionBlockUpdate.end_date")
        return out
