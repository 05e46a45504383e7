"""``source.toml``: the origin of the description."""

from __future__ import annotations

import datetime
import hashlib
import json
import tomllib
from pathlib import Path

OPENAPI = Path(__file__).resolve().parents[2] / "openapi"


def test_the_note_describes_the_checked_in_description() -> None:
    note = tomllib.loads((OPENAPI / "source.toml").read_text(encoding="utf-8"))
    description = (OPENAPI / "perfectgym-next.json").read_bytes()
    info = json.loads(description)["info"]
    assert note["sha256"] == hashlib.sha256(description).hexdigest()
    assert (note["title"], note["version"]) == (info["title"], info["version"])
    assert type(note["obtained"]) is datetime.date
    assert note["address"].startswith("https://")
    assert note["how"]
