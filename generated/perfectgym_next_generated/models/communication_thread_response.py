from __future__ import annotations

from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Model as _Model

from .communication_channel import VALUES as _communication_channel
from .communication_channel import CommunicationChannel
from .communication_direction import VALUES as _communication_direction
from .communication_direction import CommunicationDirection
from .communication_thread_status import VALUES as _communication_thread_status
from .communication_thread_status import CommunicationThreadStatus


@_define(kw_only=True, repr=False)
class CommunicationThreadResponse(_Model):
    """A recorded communication with the ids it received.

    Attributes:
        customer_id: Id of the customer the communication was held with.
        communication_id: Id of this single communication.
        thread_id: Id of the thread, needed to add further communications.
        communication_thread_status: Where the thread stands: new, in progress or closed.
        subject: Subject line of the communication.
        content: Text of the communication.
        communication_direction: Whether the communication came from the customer or went out to them.
        communication_channel: Medium through which the communication took place.
        ticket_number: Number of the related ticket in an external ticketing system.
        ticket_link: URL of the related ticket in an external ticketing system.
        agent: Name of the person who dealt with the customer.
    """

    customer_id: int
    communication_id: int
    thread_id: int
    communication_thread_status: CommunicationThreadStatus
    subject: str
    content: str
    communication_direction: CommunicationDirection
    communication_channel: CommunicationChannel
    ticket_number: str | None = None
    ticket_link: str | None = None
    agent: str | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CommunicationThreadResponse"

    def _decode(self, src: Any) -> Self:
        take = src.pop
        self.customer_id = value if (value := take("customerId")).__class__ is int else _scalar(value)
        self.communication_id = value if (value := take("communicationId")).__class__ is int else _scalar(value)
        self.thread_id = value if (value := take("threadId")).__class__ is int else _scalar(value)
        self.communication_thread_status = _communication_thread_status[take("communicationThreadStatus")]
        self.subject = value if (value := take("subject")).__class__ is str else _scalar(value)
        self.content = value if (value := take("content")).__class__ is str else _scalar(value)
        self.communication_direction = _communication_direction[take("communicationDirection")]
        self.communication_channel = _communication_channel[take("communicationChannel")]
        self.ticket_number = (
            value if (value := take("ticketNumber", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.ticket_link = (
            value if (value := take("ticketLink", None)) is None or value.__class__ is str else _scalar(value)
        )
        self.agent = value if (value := take("agent", None)) is None or value.__class__ is str else _scalar(value)
        if (
            self.communication_thread_status is None
            or self.communication_direction is None
            or self.communication_channel is None
        ):
            raise _null_member()
        self.additional_properties = {**src} if src else {}
        return self

    def to_dict(self) -> dict[str, Any]:
        if (
            self.customer_id is None
            or self.communication_id is None
            or self.thread_id is None
            or self.communication_thread_status is None
            or self.subject is None
            or self.content is None
            or self.communication_direction is None
            or self.communication_channel is None
        ):
            raise _missing_member(
                self,
                "customer_id",
                "communication_id",
                "thread_id",
                "communication_thread_status",
                "subject",
                "content",
                "communication_direction",
                "communication_channel",
            )
        out = dict(self.additional_properties)
        out["customerId"] = self.customer_id
        out["communicationId"] = self.communication_id
        out["threadId"] = self.thread_id
        out["communicationThreadStatus"] = _text(self.communication_thread_status)
        out["subject"] = self.subject
        out["content"] = self.content
        out["communicationDirection"] = _text(self.communication_direction)
        out["communicationChannel"] = _text(self.communication_channel)
        if self.ticket_number is not None:
            out["ticketNumber"] = self.ticket_number
        if self.ticket_link is not None:
            out["ticketLink"] = self.ticket_link
        if self.agent is not None:
            out["agent"] = self.agent
        return out
