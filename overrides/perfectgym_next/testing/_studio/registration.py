"""Registration of new customers: members, prospects and leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.additional_information import check_values
from perfectgym_next.testing._studio.customers import Customers, Record
from perfectgym_next.testing._studio.payment_requests import PaymentRequests
from perfectgym_next.testing._studio.problems import conflict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["add_lead", "has_email", "register_customer"]

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
_SAME = (
    "thirdPartyId firstName secondFirstName lastName secondLastName dateOfBirth email gender street secondStreet "
    "cityPart district streetType streetBlock portal stairway door province additionalAddressInformation floor "
    "houseNumber buildingName city zipCode additionalInformationFieldAssignments"
)
_RECORD_NAMES = {**{name: name for name in _SAME.split()}, **_RENAMED}
"""Names of a customer record's fields by their names in forms."""


def register_customer(studio: Studio, data: Mapping[str, Any], status: str, path: str = "") -> Record:
    """Add a customer from the data of a sign-up form.

    Args:
        studio: The state.
        data: The form.
        status: ``MEMBER`` or ``PROSPECT``.
        path: Dotted path of the form within the request, with a dot at its end.

    Raises:
        ProblemResponse: The form has the token of a payment request that cannot be used, or an additional field has an
            invalid value.
    """
    additional = "additionalInformationFieldAssignments"
    check_values(data.get(additional, ()), f"{path}{additional}", allow_unknown=True)
    token, reference, requests = (
        data.get("paymentRequestToken"),
        f"{path}paymentRequestToken",
        studio.part(PaymentRequests),
    )
    request = None if token is None else requests.find(token, reference)
    if request is not None:
        request.check_newcomer(reference)
        request.check_instrument(reference)
    record = studio.part(Customers).add({**_record_fields(data), "status": status})
    if request is not None:
        request.used = True
        requests.assign(request, record["id"])
    return record


def add_lead(studio: Studio, data: Mapping[str, Any], address: Mapping[str, Any] | None, path: str) -> Record:
    """Add a prospect from the data of a lead form.

    Args:
        studio: The state.
        data: The form.
        address: The address, if the form has one.
        path: Dotted path of the form within the request.

    Raises:
        ProblemResponse: Another customer has the e-mail address.
    """
    if has_email(studio, data["email"]):
        raise conflict("DUPLICATE_CUSTOMER", "another customer has this e-mail address", f"{path}.email")
    return studio.part(Customers).add({**_record_fields(data), **_record_fields(address or {}), "status": "PROSPECT"})


def has_email(studio: Studio, email: str) -> bool:
    """Return whether a customer has this e-mail address, ignoring case."""
    folded = email.casefold()
    return any(record.get("email", "").casefold() == folded for record in studio.part(Customers).after(0))


def _record_fields(data: Mapping[str, Any]) -> Record:
    """Return the fields of a form that a customer's record has too, by the record's names."""
    return {_RECORD_NAMES[name]: value for name, value in data.items() if name in _RECORD_NAMES}
