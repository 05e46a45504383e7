"""The Node that runs `@redocly/cli`, and the lock of the tool."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openapi.pipeline.review import node


class TestNode:
    @pytest.mark.parametrize(
        ("version", "suits"),
        [
            *[("18.20.0", False), ("20.18.3", False), ("20.19.0", True), ("21.7.0", False)],
            *[("22.11.0", False), ("22.12.0", True), ("24.1.0", True), ("unknown", False)],
        ],
    )
    def test_takes_the_versions_that_the_tool_runs_on(
        self, version: str, suits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        script = tmp_path / "node"
        script.write_text(f"#!/bin/sh\necho v{version}\n", encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setattr("openapi.pipeline.review.node.importlib.util.find_spec", lambda _: None)
        if suits:
            assert node.find_node() == script
        else:
            with pytest.raises(node.NoNodeError, match="install Node"):
                node.find_node()

    def test_lock_and_package_pin_the_same_version_and_name_no_host(self) -> None:
        package = json.loads((node.TOOLS / "package.json").read_text(encoding="utf-8"))
        lock = (node.TOOLS / "package-lock.json").read_text(encoding="utf-8")
        pinned = json.loads(lock)["packages"]["node_modules/@redocly/cli"]["version"]
        assert package["dependencies"] == {"@redocly/cli": pinned}
        assert "://" not in lock
