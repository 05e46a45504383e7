"""Types with which the generated models of pydantic and msgspec do what ours do, as far as those libraries can."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BeforeValidator, PlainSerializer

__all__ = ["OpenEnum", "ZonedDatetime"]


class OpenEnum(StrEnum):
    """An enum that keeps unlisted values."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member


def _read_zone(value: Any) -> Any:
    if isinstance(value, str) and value.endswith("]"):
        text, _, zone = value[:-1].partition("[")
        return datetime.fromisoformat(text).astimezone(ZoneInfo(zone))
    return value


def _write_zone(value: datetime) -> str:
    text = value.isoformat(timespec="milliseconds")
    zone = getattr(value.tzinfo, "key", None)
    return f"{text}[{zone}]" if zone else text


ZonedDatetime = Annotated[AwareDatetime, BeforeValidator(_read_zone), PlainSerializer(_write_zone)]
