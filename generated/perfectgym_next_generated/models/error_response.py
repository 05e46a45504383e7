from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Model as _Model

from .typed_argument import TypedArgument


@_define(kw_only=True, repr=False)
class ErrorResponse(_Model):
    """Details of a request that failed.

    Attributes:
        error_message: Text that explains what went wrong.
        error_code: Code of the error, for handling by software.
        trace_id: Id for tracing the request when asking for support.
        args: Deprecated. Untyped arguments of the error (deprecated); see `typedArgs`.
        typed_args: Deprecated. Arguments of the error, each with its type.
        reference: Dotted path to what the error refers to.
    """

    error_message: str
    error_code: str | None = None
    trace_id: str | None = None
    args: list[Any] | None = None
    typed_args: list[TypedArgument] | None = None
    reference: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "ErrorResponse"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.error_message = value if (value := take("errorMessage")).__class__ is str else _scalar(value)
        self.error_code = (
            value if (value := take("errorCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.trace_id = value if (value := take("traceId", None)) is None or value.__class__ is str else _scalar(value)
        self.args = None if (value := take("args", None)) is None else _array(value)
        self.typed_args = (
            None
            if (value := take("typedArgs", None)) is None
            else [_new(TypedArgument)._decode(item) for item in (value if value.__class__ is list else _array(value))]
        )
        self.reference = (
            value if (value := take("reference", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.error_message is None:
            raise _missing_member(self, "error_message")
        out = dict(self.additional_properties)
        out["errorMessage"] = self.error_message
        if self.error_code is not None:
            out["errorCode"] = self.error_code
        if self.trace_id is not None:
            out["traceId"] = self.trace_id
        if self.args is not None:
            out["args"] = self.args
        if self.typed_args is not None:
            out["typedArgs"] = [item.to_dict() for item in self.typed_args]
        if self.reference is not None:
            out["reference"] = self.reference
        return out
