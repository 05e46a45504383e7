"""Devices."""

from __future__ import annotations

from tests.support.embedded import Ask


class TestDevices:
    def test_are_switched_on(self, ask: Ask) -> None:
        device = next(device for device in ask("GET", "/v1/devices")[1] if not device["active"])
        answer = ask("PUT", f"/v1/devices/{device['id']}/activate")[1]
        assert (answer["id"], len(answer["accessToken"])) == (device["id"], 36)
        assert device["id"] in [d["id"] for d in ask("GET", "/v1/devices")[1] if d["active"]]
        assert ask("PUT", "/v1/devices/1/activate")[0] == 404
