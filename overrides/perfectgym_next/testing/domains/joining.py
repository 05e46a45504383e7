"""New customers: created by staff, or signed up as leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict
from perfectgym_next.testing.domains.customers import Customers, Record
from perfectgym_next.testing.domains.payments import PaymentRequests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["add_lead", "handlers", "has_email", "join"]

handlers = Handlers()

_RENAMED = {
    "phoneNumberPrivate": "phonePrivate",
    "phoneNumberMobile": "phonePrivateMobile",
    "countryCode": "country",
    "language": "preferredLanguage",
    "firstname": "firstName",
    "secondFirstname": "secondFirstName",
    "lastname": "lastName",
    "secondLastname": "secondLastName",
    "telephone": "phonePrivate",
}
_KEPT = frozenset(
    [
        "thirdPartyId",
        "firstName",
        "secondFirstName",
        "lastName",
        "secondLastName",
        "dateOfBirth",
        "email",
        "gender",
        "street",
        "secondStreet",
        "cityPart",
        "district",
        "streetType",
        "streetBlock",
        "portal",
        "stairway",
        "door",
        "province",
        "additionalAddressInformation",
        "floor",
        "houseNumber",
        "buildingName",
        "city",
        "zipCode",
        "additionalInformationFieldAssignments",
    ]
)


@handlers.answers("customers.create_customer")
def create_customer(call: Call) -> Any:
    """A new customer without a membership: a prospect."""
    return {"customerId": join(call.studio, call.body, "PROSPECT")["id"]}


def join(studio: Studio, data: Mapping[str, Any], status: str, within: str = "") -> Record:
    """Add a customer from what a sign-up form says.

    Raises:
        Refusal: The form names a payment request that cannot be used; `within` leads to it.
    """
    token = data.get("paymentRequestToken")
    if token is not None:
        studio.part(PaymentRequests).find(token, f"{within}paymentRequestToken").used = True
    return studio.part(Customers).add({**_members(data), "status": status})


def add_lead(studio: Studio, data: Mapping[str, Any], address: Mapping[str, Any] | None, within: str) -> Record:
    """Add a prospect from a lead form.

    Raises:
        Refusal: A customer has this e-mail address already.
    """
    if has_email(studio, data["email"]):
        raise conflict("DUPLICATE_CUSTOMER", "a customer has this e-mail address already", f"{within}.email")
    return studio.part(Customers).add({**_members(data), **_members(address or {}), "status": "PROSPECT"})


def has_email(studio: Studio, email: str) -> bool:
    """Whether some customer has this e-mail address."""
    wanted = email.casefold()
    return any(record.get("email", "").casefold() == wanted for record in studio.part(Customers).after(0))


def _members(data: Mapping[str, Any]) -> Record:
    """The members of a form that a customer's record has too, under the record's names."""
    return {_RENAMED.get(name, name): value for name, value in data.items() if name in _KEPT or name in _RENAMED}
