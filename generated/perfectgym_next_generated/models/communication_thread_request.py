from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from attr import define as _define
from attr import field as _field

from perfectgym_next._core.decoding import check_scalar as _check_scalar
from perfectgym_next._core.decoding import missing_member as _missing_member
from perfectgym_next._core.decoding import null_member as _null_member
from perfectgym_next._core.decoding import read_datetime as _read_datetime
from perfectgym_next._core.decoding import scalar as _scalar
from perfectgym_next._core.decoding import text as _text
from perfectgym_next._core.model import Checks as _Checks
from perfectgym_next._core.model import Model as _Model
from perfectgym_next.timestamps import format_datetime as _format_datetime

from .communication_channel import VALUES as _communication_channel
from .communication_channel import CommunicationChannel
from .communication_direction import VALUES as _communication_direction
from .communication_direction import CommunicationDirection
from .communication_thread_status import VALUES as _communication_thread_status
from .communication_thread_status import CommunicationThreadStatus


@_define(kw_only=True, repr=False)
class CommunicationThreadRequest(_Model):
    """A communication with a customer to be recorded in a thread.

    Attributes:
        communication_thread_status: Where the thread stands: new, in progress or closed.
        subject: Subject line of the communication.
        content: Text of the communication.
        communication_direction: Whether the communication came from the customer or went out to them.
        communication_channel: Medium through which the communication took place.
        ticket_number: Number of the related ticket in an external ticketing system.
        ticket_link: URL of the related ticket in an external ticketing system.
        agent: Name of the person who dealt with the customer.
        communication_date_time: When the communication took place, as a timestamp with UTC offset and time zone.
    """

    communication_thread_status: CommunicationThreadStatus
    subject: str
    content: str
    communication_direction: CommunicationDirection
    communication_channel: CommunicationChannel
    ticket_number: str | None = None
    ticket_link: str | None = None
    agent: str | None = None
    communication_date_time: datetime.datetime | None = None
    additional_properties: dict[str, Any] = _field(factory=dict)

    _schema_: ClassVar[str] = "CommunicationThreadRequest"
    _checks_: ClassVar[_Checks] = (
        ("communication_thread_status", _check_scalar),
        ("subject", _check_scalar),
        ("content", _check_scalar),
        ("communication_direction", _check_scalar),
        ("communication_channel", _check_scalar),
        ("ticket_number", _check_scalar),
        ("ticket_link", _check_scalar),
        ("agent", _check_scalar),
        ("communication_date_time", _format_datetime),
    )

    def _decode(self, src: Any) -> Self:
        take = src.pop
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
        self.communication_date_time = (
            None if (value := take("communicationDateTime", None)) is None else _read_datetime(value)
        )
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
            self.communication_thread_status is None
            or self.subject is None
            or self.content is None
            or self.communication_direction is None
            or self.communication_channel is None
        ):
            raise _missing_member(
                self,
                "communication_thread_status",
                "subject",
                "content",
                "communication_direction",
                "communication_channel",
            )
        out = dict(self.additional_properties)
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
        if self.communication_date_time is not None:
            out["communicationDateTime"] = _format_datetime(
                self.communication_date_time, "CommunicationThreadRequest.communication_date_time"
            )
        return out
