"""Writes the table of minor units, the decimals that ISO 4217 gives each currency, from the `iso4217` package.

`make generate` runs it; a test compares what is committed with `source()`.
"""

from __future__ import annotations

from pathlib import Path

import iso4217

TARGET = Path(__file__).parents[2] / "overrides" / "perfectgym_next" / "minor_units.py"

HEAD = '''"""Minor units of the currencies in use, by ISO 4217; written by openapi/pipeline/minor_units.py."""

from typing import Final

__all__ = ["MINOR_UNITS", "PUBLISHED"]

PUBLISHED: Final = "{published}"
"""Date of the ISO 4217 list."""

MINOR_UNITS: Final[dict[str, int]] = {{
'''


def source() -> str:
    """The text of `perfectgym_next.minor_units`; units without a minor unit (gold, test codes) are left out."""
    digits = {code: str(entry["CcyMnrUnts"]) for code, entry in iso4217.raw_table.items()}
    lines = [f'    "{code}": {digits[code]},\n' for code in sorted(filter(None, digits)) if digits[code].isdigit()]
    return HEAD.format(published=iso4217.__published__.isoformat()) + "".join(lines) + "}\n"


def main() -> None:
    """Write the table where it is imported from."""
    TARGET.write_text(source(), encoding="utf-8")


if __name__ == "__main__":
    main()
