"""Render the table of currencies with their minor units by ISO 4217, from the `iso4217` package."""

from __future__ import annotations

import iso4217

__all__ = ["render_currencies"]

_HEAD = '''"""Minor units of the currencies in use, by ISO 4217."""

from typing import Final

__all__ = ["MINOR_UNITS", "PUBLISHED"]

PUBLISHED: Final = "{published}"
"""Date of the ISO 4217 list."""

MINOR_UNITS: Final[dict[str, int]] = {{
'''


def render_currencies() -> str:
    """Return the text of ``currencies.py``, without units that have no minor unit, such as gold and test codes."""
    digits = {code: str(entry["CcyMnrUnts"]) for code, entry in iso4217.raw_table.items()}
    lines = [f'    "{code}": {digits[code]},\n' for code in sorted(filter(None, digits)) if digits[code].isdigit()]
    return _HEAD.format(published=iso4217.__published__.isoformat()) + "".join(lines) + "}\n"
