"""The sessions on the page of the command line: the commands still print them, and they use every option."""

from __future__ import annotations

import re

import pytest

from docs.site.commands import FOLDER, SESSIONS, read_options, run_session
from perfectgym_next.cli._commands import perfectgym
from perfectgym_next.testing import TEST_KEY


@pytest.mark.parametrize("command", sorted(SESSIONS))
def test_a_session_is_what_the_command_prints(command: str) -> None:
    assert run_session(command) == (FOLDER / f"{command}.txt").read_text("utf-8")


def test_every_command_has_a_session() -> None:
    assert set(SESSIONS) == set(perfectgym.commands) == {path.stem for path in FOLDER.iterdir()}


@pytest.mark.parametrize("command", sorted(SESSIONS))
def test_every_option_is_used(command: str) -> None:
    options = {name for written, _ in read_options(command) for name in re.findall("--[a-z-]+", written)}
    assert {"call": 3, "check-key": 2, "export": 9, "serve": 14}[command] <= len(options)
    typed = " ".join(SESSIONS[command])
    assert [name for name in options - {"--help"} if f" {name} " not in f"{typed} "] == []


@pytest.mark.parametrize("command", ["call", "check-key", "export"])
def test_no_session_has_a_key(command: str) -> None:
    assert not re.search(f"{TEST_KEY}|key-of-south", (FOLDER / f"{command}.txt").read_text("utf-8"))
