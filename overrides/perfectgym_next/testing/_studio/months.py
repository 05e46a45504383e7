"""Arithmetic of months and terms for the studio's contracts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

__all__ = ["add_months", "add_term"]


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_term(day: date, value: int, unit: str) -> date:
    """The day so many ``DAY``, ``WEEK``, ``MONTH`` or ``YEAR`` later."""
    if unit in ("DAY", "WEEK"):
        return day + timedelta(days=value * (7 if unit == "WEEK" else 1))
    return add_months(day, value * (12 if unit == "YEAR" else 1))
