"""Examples of the operations on devices; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym


def list_devices(gym: PerfectGym) -> None:
    for device in gym.devices.list_devices():
        print(device.id, device.name)


def activate_device(gym: PerfectGym) -> None:
    device = gym.devices.list_devices()[0]
    print(gym.devices.activate_device(device.id))
