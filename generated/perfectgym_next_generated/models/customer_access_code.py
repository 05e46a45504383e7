from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime

from .customer_access_code_format import VALUES as _customer_access_code_format
from .customer_access_code_format import CustomerAccessCodeFormat


@_define(kw_only=True, repr=False)
class CustomerAccessCode(_Model):
    """A code with which a customer enters the studio.

    Attributes:
        format_: How the code is to be shown.
        content: Text to encode in the given format.
        expires_at: Moment after which the code is void, ISO 8601, UTC in the example.
    """

    format_: CustomerAccessCodeFormat
    content: str
    expires_at: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CustomerAccessCode"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.format_ = _customer_access_code_format[take("format")]
        self.content = value if (value := take("content")).__class__ is str else _scalar(value)
        self.expires_at = None if (value := take("expiresAt", None)) is None else _read_datetime(value)
        if self.format_ is None:
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.format_ is None or self.content is None:
            raise _missing_member(self, "format_", "content")
        out = dict(self.additional_properties)
        out["format"] = _text(self.format_)
        out["content"] = self.content
        if self.expires_at is not None:
            out["expiresAt"] = _format_datetime(self.expires_at, "CustomerAccessCode.expires_at")
        return out
