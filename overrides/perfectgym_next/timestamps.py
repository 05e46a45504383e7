"""Parsing and formatting dates and date-times of the API.

The API writes date-times as ISO 8601 with offset and, mostly, an IANA zone in brackets (RFC 9557):
``2022-06-22T08:00:00.000+02:00[Europe/Berlin]``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

__all__ = ["ZoneDataError", "format_date", "format_datetime", "format_naive_datetime", "load_zone", "parse_datetime"]

_PROBES = ("Europe/Berlin", "Europe/London")


class ZoneDataError(RuntimeError):
    """The machine has no time zone database, so date-times with a zone cannot be parsed.

    It is raised as it is, and not a `PerfectGymError`: nothing is wrong with the request or its response.
    """


def parse_datetime(text: str) -> datetime:
    """Parse a date-time of the API.

    The offset decides the instant. A zone in brackets that agrees with the offset becomes the ``tzinfo`` of the
    result; with an unknown zone, or one that contradicts the offset, it is the fixed offset. Without an offset the
    result is naive.

    Args:
        text: ISO 8601, with or without offset (``Z`` too), with or without ``[Zone]``.

    Raises:
        ValueError: The text is not an ISO 8601 date-time.
        TypeError: The value is not text.
        ZoneDataError: The text has a zone, and the machine has no time zone database.
    """
    if not str.endswith(text, "]"):  # of str, so that anything else is a TypeError
        value = datetime.fromisoformat(text)
        if len(text) < 11:
            raise ValueError(f"expected a date-time, not the date {text!r}")
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
    # Another offset contradicts the zone, or is in the hour that is skipped in spring.
    return zoned if zoned.utcoffset() == offset else value


def load_zone(name: str) -> tzinfo:
    """Return the time zone with an IANA name.

    Raises:
        ValueError: The time zone database does not have it.
        ZoneDataError: The machine has no time zone database.
    """
    zone = _zone(name) if isinstance(name, str) else None
    if zone is None:
        raise ValueError(f"unknown time zone {name!r}: expected an IANA name such as 'Europe/Berlin'")
    return zone


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except ValueError:  # not a name of a zone
        return None
    except (LookupError, OSError):  # not in the database, or there is none
        pass
    if any(map(_is_known, _PROBES)):
        return None
    raise ZoneDataError(
        f"cannot read the zone {name[:40]!r}: no time zone database found; install the package tzdata "
        "(pip install tzdata), or the system's (/usr/share/zoneinfo)"
    )


def _is_known(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (LookupError, OSError):
        return False
    return True


def format_datetime(value: datetime, name: str = "a date-time") -> str:
    """Format a date-time as the API does: with offset, and the zone's name in brackets where the value has one.

    Args:
        value: An aware date-time. Its zone is written if ``tzinfo`` is a `zoneinfo.ZoneInfo`.
        name: Name of the value, for the error message.

    Raises:
        TypeError: The value is not a `datetime`.
        ValueError: The value is naive, so its instant is unknown; or it is `pandas.NaT`, or has nanoseconds.
    """
    text = _isoformat(value, name)
    if len(text) <= 26 and value.utcoffset() is None:  # a longer text holds an offset
        raise ValueError(
            f"{name} has no time zone: {text!r} could be any instant; "
            "set one, for example value.replace(tzinfo=ZoneInfo('Europe/Berlin'))"
        )
    zone = getattr(value.tzinfo, "key", None)
    return f"{text}[{zone}]" if zone else text


def format_naive_datetime(value: datetime, name: str = "a date-time") -> str:
    """Format a date-time of a field that the service keeps without offset; an offset of the value is written.

    Raises:
        TypeError: The value is not a `datetime`.
        ValueError: The value is `pandas.NaT`, or has nanoseconds.
    """
    return _isoformat(value, name)


def _isoformat(value: datetime, name: str) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"{name} must be a datetime, not {type(value).__name__}")
    # Positional arguments: as keywords they take a tenth longer.
    text = value.isoformat("T", "microseconds" if value.microsecond % 1000 else "milliseconds")
    if len(text) < 23:  # pandas.NaT, a datetime by its class
        raise ValueError(f"{name} must be a date-time, not {text}")
    if type(value) is not datetime and getattr(value, "nanosecond", False):  # of pandas.Timestamp
        raise ValueError(f"{name} has nanoseconds, {value}: round it to microseconds, such as value.round('us')")
    return text


def format_date(value: date, name: str = "a date") -> str:
    """Format a date as ISO 8601, ``2024-02-29``.

    Raises:
        TypeError: The value is not a `date`, or it is a `datetime`, whose day depends on a time zone.
    """
    if type(value) is date or (isinstance(value, date) and not isinstance(value, datetime)):
        return value.isoformat()
    hint = "; take its .date() in the time zone that is meant" if isinstance(value, datetime) else ""
    raise TypeError(f"{name} must be a date, not {type(value).__name__}{hint}")
