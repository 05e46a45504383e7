"""Examples of the operations on communication; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym
from perfectgym_next.models import (
    CommunicationChannel,
    CommunicationDirection,
    CommunicationThreadRequest,
    CommunicationThreadStatus,
)


def list_preferences(gym: PerfectGym) -> None:
    for preference in gym.customers_communication.list_preferences(1001):
        print(preference.message_category, preference.channels)


def update_preferences(gym: PerfectGym) -> None:
    preferences = gym.customers_communication.list_preferences(1001)
    for channel in preferences[0].channels or []:
        channel.active = False
    gym.customers_communication.update_preferences(1001, preferences)


def create_thread(gym: PerfectGym) -> None:
    created = gym.customers_communication.create_thread(
        1001,
        CommunicationThreadRequest(
            communication_thread_status=CommunicationThreadStatus.CREATED,
            subject="Locker",
            content="The lock of locker 12 is broken.",
            communication_direction=CommunicationDirection.INCOMING,
            communication_channel=CommunicationChannel.EMAIL,
        ),
    )
    print(created)


def add_to_thread(gym: PerfectGym) -> None:
    message = CommunicationThreadRequest(
        communication_thread_status=CommunicationThreadStatus.CREATED,
        subject="Locker",
        content="The lock of locker 12 is broken.",
        communication_direction=CommunicationDirection.INCOMING,
        communication_channel=CommunicationChannel.EMAIL,
    )
    thread = gym.customers_communication.create_thread(1001, message)
    message.content = "It is repaired."
    gym.customers_communication.add_to_thread(1001, thread.thread_id, message)
