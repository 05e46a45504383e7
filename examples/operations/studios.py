"""Examples of the operations on the studio; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym


def confirm_activation(gym: PerfectGym) -> None:
    gym.studios.confirm_activation()


def get_studio_information(gym: PerfectGym) -> None:
    print(gym.studios.get_studio_information().name)


def get_utilization(gym: PerfectGym) -> None:
    print(gym.studios.get_utilization())
