from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model


@_define(kw_only=True, repr=False)
class Language(_Model):
    """A language, optionally narrowed to a country.

    Attributes:
        language_code: ISO 639-1 code of the language (ISO 639-1).
        country_code: ISO 3166-1 code of the country, for regional variants (ISO 3166-1).
    """

    language_code: str
    country_code: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "Language"
    _checks_: ClassVar[_Checks] = (
        ("language_code", _check_scalar),
        ("country_code", _check_scalar),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.language_code = value if (value := take("languageCode")).__class__ is str else _scalar(value)
        self.country_code = (
            value if (value := take("countryCode", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if self.language_code is None:
            raise _missing_member(self, "language_code")
        out = dict(self.additional_properties)
        out["languageCode"] = self.language_code
        if self.country_code is not None:
            out["countryCode"] = self.country_code
        return out
