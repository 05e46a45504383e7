"""Which operation causes which webhook event.

The vendor documents the events, but not what causes them: this table is our reading. Operations that are not in it
cause none. What happens otherwise (check-ins, new employees, the passing of time) is sent by ``api.webhooks.emit``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from perfectgym_next.testing._studio.amendments import Amendments
from perfectgym_next.testing._studio.appointments import Appointments
from perfectgym_next.testing._studio.contracts import Contracts
from perfectgym_next_generated.webhooks import WebhookEventType as Type

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call

__all__ = ["CAUSES", "Caused", "find_caused"]

_Read: TypeAlias = Callable[["Call", Any], Any]
"""Reads a value of an event from a call and the result of its handler; None if the call causes no event."""


class Caused(NamedTuple):
    """An event that a call has caused.

    Attributes:
        type: What happened.
        entity_id: Id of what it happened to.
        content: Further fields by the vendor's names.
    """

    type: Type
    entity_id: int
    content: dict[str, Any]


class _Cause(NamedTuple):
    type: Type
    entity_id: _Read
    content: Mapping[str, _Read] = {}


def find_caused(call: Call, value: Any) -> list[Caused]:
    """Return the events that a successful call has caused.

    Args:
        call: The call.
        value: The result of its handler.
    """
    found = []
    for cause in CAUSES.get(call.operation.name, ()):
        entity_id = cause.entity_id(call, value)
        if entity_id is not None:
            content = {name: read(call, value) for name, read in cause.content.items()}
            found.append(Caused(cause.type, entity_id, content))
    return found + [Caused(*side_effect) for side_effect in call.side_effects]


def _path(name: str) -> _Read:
    return lambda call, value: call.path[name]


def _body(name: str) -> _Read:
    return lambda call, value: call.body[name]


def _result(name: str) -> _Read:
    return lambda call, value: value[name]


def _owner(call: Call, value: Any) -> int:
    """Return the customer that a contract belongs to."""
    return call.studio.part(Contracts).get(call.path["contractId"]).customer_id


def _new_contract_of(customer: _Read) -> _Read:
    """Return the id of a customer's latest contract."""
    return lambda call, value: call.studio.part(Contracts).of(customer(call, value))[-1].id


def _studio_id(call: Call, value: Any) -> int:
    return call.studio.id


def _amended(kind: str) -> _Read:
    """Return the customer whose data has changed; None if the amendment waits for verification."""

    def read(call: Call, value: Any) -> int | None:
        customer_id: int = call.path["customerId"]
        return None if call.studio.part(Amendments).is_pending(customer_id, kind) else customer_id

    return read


def _confirmed(key: str) -> _Read:
    """Return the id of a booking that was confirmed, if the appointments or the classes have it."""

    def read(call: Call, value: Any) -> int | None:
        is_appointment = call.studio.part(Appointments).has_booking(call.path["bookingId"])
        found = value["status"] == "CONFIRMED" and is_appointment is (key == "appointment")
        return call.path["bookingId"] if found else None

    return read


_CUSTOMER = _path("customerId")
_CONTRACT = {"contractId": _path("contractId")}
_MODULE = {**_CONTRACT, "moduleContractId": _path("additionalModuleContractId")}
_UPDATED = (_Cause(Type.CUSTOMER_UPDATED, _CUSTOMER),)
_MEDIUM_CREATED = (_Cause(Type.CUSTOMER_ACCESS_MEDIUM_CREATED, _CUSTOMER),)
_APPOINTMENT_CREATED = (_Cause(Type.APPOINTMENT_BOOKING_CREATED, _result("bookingId")),)
_CLASS_CREATED = (_Cause(Type.CLASS_BOOKING_CREATED, _result("bookingId")),)
_NEW_CONTRACT = _Cause(Type.CONTRACT_CREATED, _CUSTOMER, {"contractId": _new_contract_of(_CUSTOMER)})

CAUSES: Final[Mapping[str, tuple[_Cause, ...]]] = {
    # ---- joining and leaving
    "customers.create_customer": (_Cause(Type.CUSTOMER_CREATED, _result("customerId")),),
    "leads.create_lead": (_Cause(Type.CUSTOMER_CREATED, _result("id")),),
    "trial_offers.create_trial_lead": (_Cause(Type.CUSTOMER_CREATED, _result("leadCustomerId")),),
    "memberships.sign_up": (
        _Cause(Type.CUSTOMER_CREATED, _result("customerId")),
        _Cause(
            Type.CONTRACT_CREATED,
            _result("customerId"),
            {"contractId": _new_contract_of(_result("customerId"))},
        ),
    ),
    "customers.switch_studio": (
        _Cause(
            Type.CUSTOMER_HOME_STUDIO_UPDATED,
            _CUSTOMER,
            {"sourceStudioId": _studio_id, "targetStudioId": _body("targetStudioId")},
        ),
    ),
    # ---- contracts
    "memberships.add_membership": (_NEW_CONTRACT,),
    "memberships.switch_membership": (
        _Cause(Type.CONTRACT_UPDATED, _CUSTOMER, {"contractId": _body("sourceContractId")}),
        _NEW_CONTRACT,
    ),
    "membership_self_service.cancel_contract": (
        _Cause(Type.CONTRACT_CANCELLED, _CUSTOMER, {"contractId": _body("contractId")}),
    ),
    "membership_self_service.withdraw_contract_cancelation": (_Cause(Type.CONTRACT_UPDATED, _CUSTOMER, _CONTRACT),),
    "membership_self_service.purchase_module": (
        _Cause(Type.CONTRACT_ADDITIONAL_MODULE_CREATED, _owner, {**_CONTRACT, "moduleContractId": _result("id")}),
    ),
    "membership_self_service.cancel_module_contract": (
        _Cause(Type.CONTRACT_ADDITIONAL_MODULE_CANCELLED, _owner, _MODULE),
    ),
    "membership_self_service.withdraw_module_contract_cancelation": (
        _Cause(Type.CONTRACT_ADDITIONAL_MODULE_UPDATED, _owner, _MODULE),
    ),
    # ---- bookings
    "appointments.book_appointment": _APPOINTMENT_CREATED,
    "appointments.cancel_appointment_booking": (_Cause(Type.APPOINTMENT_BOOKING_CANCELLED, _path("bookingId")),),
    "classes.book_class": _CLASS_CREATED,
    "classes.cancel_class_booking": (_Cause(Type.CLASS_BOOKING_CANCELLED, _path("bookingId")),),
    "trial_offers.book_trial_appointment": _APPOINTMENT_CREATED,
    "trial_offers.book_trial_class": _CLASS_CREATED,
    "trial_offers.confirm_trial_booking": (
        _Cause(Type.APPOINTMENT_BOOKING_UPDATED, _confirmed("appointment")),
        _Cause(Type.CLASS_BOOKING_UPDATED, _confirmed("class")),
    ),
    # ---- data of customers
    "customers.add_access_medium_deprecated": _MEDIUM_CREATED,
    "customers.create_access_medium": _MEDIUM_CREATED,
    "customers.update_access_medium": (_Cause(Type.CUSTOMER_ACCESS_MEDIUM_UPDATED, _CUSTOMER),),
    "customers.delete_access_medium": (_Cause(Type.CUSTOMER_ACCESS_MEDIUM_DELETED, _CUSTOMER),),
    "customers.set_access_restriction": (_Cause(Type.CUSTOMER_ACCESS_RESTRICTION_CREATED, _CUSTOMER),),
    "customers.delete_access_restriction": (_Cause(Type.CUSTOMER_ACCESS_RESTRICTION_DELETED, _CUSTOMER),),
    "customers.set_additional_information": _UPDATED,
    "customers.update_image": _UPDATED,
    **{
        f"customers_self_service.create_{kind}_data_amendment": (_Cause(Type.CUSTOMER_UPDATED, _amended(kind)),)
        for kind in ("address", "contact", "master", "payment")
    },
    "customers_communication.update_preferences": (_Cause(Type.CUSTOMER_COMMUNICATION_PREFERENCES_UPDATED, _CUSTOMER),),
    # ---- finance
    "finance.create_tax_advisor_export": (_Cause(Type.TAX_ADVISOR_EXPORT_CREATED, _result("exportId")),),
}
"""The events that each operation causes."""
