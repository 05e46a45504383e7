from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import array as _array
from perfectgym_next._core.decoding import boolean as _boolean
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import new as _new
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next.pagination import Slice as _Slice

from .debtor import Debtor


@_define(kw_only=True, repr=False)
class DebtorSlicedResult(_Slice[Debtor]):
    """One slice of a run's debtors, with the means to read on.

    Attributes:
        result: Debtors in this slice.
        has_next: True while further slices remain to be read.
        offset: Position to send as `offset` to obtain the next slice.
    """

    result: list[Debtor]
    has_next: bool
    offset: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "DebtorSlicedResult"

    @property
    def entries(self) -> list[Debtor]:
        """The entries of this slice."""
        return self.result

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.result = [_new(Debtor)._decode(item) for item in _array(take("result"))]
        self.has_next = value if (value := take("hasNext")) is True or value is False else _boolean(value)
        self.offset = value if (value := take("offset", None)) is None or value.__class__ is str else _scalar(value)
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.result is None or self.has_next is None:
            raise _missing_member(self, "result", "has_next")
        out = dict(self.additional_properties)
        out["result"] = [item.to_dict() for item in self.result]
        out["hasNext"] = self.has_next
        if self.offset is not None:
            out["offset"] = self.offset
        return out
