"""Dates and date-times as the API writes them.

The API writes date-times as ISO 8601 with offset and, mostly, an IANA zone in brackets (RFC 9557):
``2022-06-22T08:00:00.000+02:00[Europe/Berlin]``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

__all__ = ["ZoneDataError", "format_date", "format_datetime", "format_naive_datetime", "parse_datetime"]

_PROBES = ("Europe/Berlin", "Europe/London")


class ZoneDataError(RuntimeError):
    """The machine has no time zone database, so that date-times with a zone cannot be read.

    It is neither wrapped nor a `PerfectGymError`: nothing is wrong with the request or its response.
    """


def parse_datetime(text: str) -> datetime:
    """Read a date-time of the API.

    The offset decides the instant. A zone in brackets that agrees with the offset becomes the value's ``tzinfo``;
    a zone that is unknown here, or at odds with the offset, leaves the fixed offset. Without an offset the value
    is naive.

    Args:
        text: ISO 8601, with or without offset (``Z`` too), with or without ``[Zone]``.

    Raises:
        ValueError: The text is no ISO 8601 date-time.
        TypeError: It is no text.
        ZoneDataError: There is a zone, and no time zone database.
    """
    if not str.endswith(text, "]"):  # of str, so that anything else is a TypeError
        value = datetime.fromisoformat(text)
        if len(text) < 11:
            raise ValueError(f"a date-time is wanted, got the date {text!r}")
        return value
    bare, _, zone = text[:-1].partition("[")
    value = datetime.fromisoformat(bare)
    offset = value.utcoffset()
    return value if offset is None else _in_zone(value, offset, zone)


def _in_zone(value: datetime, offset: timedelta, name: str) -> datetime:
    zone = _zone(name)
    if zone is None:
        return value
    try:
        zoned = value.astimezone(zone)
    except OverflowError:  # at the ends of the calendar
        zoned = value.replace(tzinfo=zone)
    # Another offset: at odds with the zone, or in the hour that is skipped in spring.
    return zoned if zoned.utcoffset() == offset else value


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except ValueError:  # not a zone's name
        return None
    except (LookupError, OSError):  # not in the database, or there is none
        pass
    if any(map(_is_known, _PROBES)):
        return None
    raise ZoneDataError(
        f"no time zone database, so the zone {name[:40]!r} cannot be read: install the package tzdata "
        "(pip install tzdata), or the system's (/usr/share/zoneinfo)"
    )


def _is_known(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (LookupError, OSError):
        return False
    return True


def format_datetime(value: datetime, member: str = "a date-time") -> str:
    """Write a date-time as the API does: offset, and the zone's name in brackets where the value has one.

    Args:
        value: An aware date-time. Its zone is written when ``tzinfo`` is a `zoneinfo.ZoneInfo`.
        member: What is written, for the error message.

    Raises:
        TypeError: The value is no `datetime`.
        ValueError: The value is naive: the instant it means is not known.
    """
    text = _isoformat(value, member)
    if value.utcoffset() is None:
        raise ValueError(
            f"{member} has no time zone: {text!r} could mean any instant; "
            "give it one, for example value.replace(tzinfo=ZoneInfo('Europe/Berlin'))"
        )
    zone = getattr(value.tzinfo, "key", None)
    return f"{text}[{zone}]" if zone else text


def format_naive_datetime(value: datetime, member: str = "a date-time") -> str:
    """Write a date-time of a member that the service keeps without offset; an offset that is there is written."""
    return _isoformat(value, member)


def _isoformat(value: datetime, member: str) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{member} must be a datetime, not {type(value).__name__}")
    return value.isoformat(timespec="microseconds" if value.microsecond % 1000 else "milliseconds")


def format_date(value: date, member: str = "a date") -> str:
    """Write a date as ISO 8601, ``2024-02-29``.

    Raises:
        TypeError: The value is no `date`, or a `datetime`, whose day depends on a time zone.
    """
    if type(value) is date or (isinstance(value, date) and not isinstance(value, datetime)):
        return value.isoformat()
    hint = "; take its .date() in the zone you mean" if isinstance(value, datetime) else ""
    raise TypeError(f"{member} must be a date, not {type(value).__name__}{hint}")
