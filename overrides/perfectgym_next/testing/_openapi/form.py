"""The form of responses and of the studio's lead forms: what the description and the vendor's pages leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

__all__ = ["DateTimes", "Form", "LeadFields", "Nulls"]

DateTimes: TypeAlias = Literal["examples", "zone", "offset", "utc"]
LeadFields: TypeAlias = Literal["mixed", "optional", "mandatory"]
Nulls: TypeAlias = bool | Literal["all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One choice for everything that is left open. The defaults follow the vendor's examples.

    Attributes:
        date_times: How date-times are written.
        nulls: Which absent optional fields of a response are null: some, all or none.
        strict_nulls: Whether null for an optional field of a request is refused; otherwise it means absent.
        error_lists: Whether errors are sent as a list.
        lead_fields: Which fields of leads and trial leads are mandatory: some, none or all.

    Raises:
        ValueError: A choice does not exist.
    """

    date_times: DateTimes = "examples"
    nulls: Nulls = True
    strict_nulls: bool = False
    error_lists: bool = False
    lead_fields: LeadFields = "mixed"

    def __post_init__(self) -> None:
        _check("date_times", self.date_times, get_args(DateTimes))
        _check("nulls", self.nulls, (True, False, "all"))
        _check("strict_nulls", self.strict_nulls, (True, False))
        _check("error_lists", self.error_lists, (True, False))
        _check("lead_fields", self.lead_fields, get_args(LeadFields))


def _check(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in allowed):
        *others, last = map(repr, allowed)
        raise ValueError(f"invalid {name}={value!r}: expected {', '.join(others)} or {last}")
