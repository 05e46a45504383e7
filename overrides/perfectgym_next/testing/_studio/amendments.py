"""Amendments: changes that customers request themselves; staff has to verify some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers, Record
from perfectgym_next.testing._studio.problems import conflict, invalid, not_found

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["KINDS", "RULES", "Amendments"]

RULES = _READ_ONLY, _VERIFIED, _UNVERIFIED = "READ", "CHANGES_REQUIRE_VERIFICATION", "CHANGES_WITHOUT_VERIFICATION"
"""The rules: no change, change after verification by staff, change at once."""

_ADDRESS = (
    "street houseNumber zipCode city province secondStreet cityPart district streetType streetBlock portal "
    "stairway door additionalAddressInformation floor buildingName"
)
_CONTACT = "email phonePrivate phonePrivateMobile phoneBusiness phoneBusinessMobile"
_MASTER = "firstName lastName gender dateOfBirth"
_BANK = "accountHolder bankName bic iban"


def _same_names(text: str) -> dict[str, str]:
    return {name: name for name in text.split()}


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of data.

    Attributes:
        fields: The fields of the customer's record by their names in the API.
        within: Field of the record that holds the data; None means the record itself.
    """

    fields: dict[str, str]
    within: str | None = None


KINDS = {
    "address": _Kind({**_same_names(_ADDRESS), "countryCode": "country"}),
    "contact": _Kind(_same_names(_CONTACT)),
    "master": _Kind({**_same_names(_MASTER), "countryOfBirth": "countryOfBirth"}),
    "payment": _Kind(_same_names(_BANK), within="bankAccount"),
}
"""The kinds of data that customers can change, each under a rule of its own."""

_REQUIRED = {
    "address": {"street": "", "zipCode": "", "city": "", "countryCode": "DE"},
    "master": {"firstName": "", "lastName": "", "gender": "UNISEX", "dateOfBirth": "1900-01-01"},
}
_HIDDEN = ("countryOfBirth", "customerTitle")  # stored here: a customer's record does not have them


class Amendments:
    """The pending amendments, the studio's rule for each kind, and the data that customer records do not have."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._pending: dict[tuple[int, str], dict[str, Any]] = {}
        self._hidden: dict[int, dict[str, Any]] = {}
        self.rules: dict[str, str] = {kind: _UNVERIFIED if kind == "contact" else _VERIFIED for kind in KINDS}

    def read(self, customer_id: int, kind_name: str) -> dict[str, Any]:
        """Return the data of one kind with its rule and pending amendment, as the API returns them.

        Args:
            customer_id: The customer.
            kind_name: ``address``, ``contact``, ``master`` or ``payment``.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        record, kind = self._customers.get(customer_id), KINDS[kind_name]
        source = record.get(kind.within, {}) if kind.within else record
        data: dict[str, Any] = dict(_REQUIRED.get(kind_name, {}))
        data.update({name: source[stored] for name, stored in kind.fields.items() if stored in source})
        if kind_name == "master":
            data.update({"customerTitle": "NONE", **self._hidden.get(customer_id, {})})
        if kind_name == "payment":
            data["requireSignature"] = True
        data["amendmentConfigurationStatus"] = self.rules[kind_name]
        if self.is_pending(customer_id, kind_name):
            data["pendingAmendment"] = self._pending[customer_id, kind_name]
        return data

    def submit(self, customer_id: int, kind_name: str, body: dict[str, Any]) -> dict[str, Any]:
        """Apply an amendment, or make it the pending one of its kind, and return it.

        Args:
            customer_id: The customer.
            kind_name: ``address``, ``contact``, ``master`` or ``payment``.
            body: Body of the request.

        Raises:
            ProblemResponse: The customer does not exist, the signature for new bank details is missing, the studio
                allows no change, or an amendment of the kind is pending, which stays as it is.
        """
        self._customers.check(customer_id)
        if kind_name == "payment" and "signature" not in body:
            raise invalid("signature is missing: new bank details must be signed", "signature")
        if self.rules[kind_name] == _READ_ONLY:
            raise conflict("AMENDMENT_NOT_ALLOWED", f"the studio does not let customers change their {kind_name} data")
        if self.is_pending(customer_id, kind_name):
            raise conflict("AMENDMENT_PENDING", f"an amendment of the {kind_name} data is pending: withdraw it first")
        amendment = {"id": self._studio.new_id(), **{name: body[name] for name in body if name != "signature"}}
        if self.rules[kind_name] == _VERIFIED:
            self._pending[customer_id, kind_name] = amendment
        else:
            self._apply(customer_id, kind_name, body)
        return amendment

    def is_pending(self, customer_id: int, kind_name: str) -> bool:
        """Return whether a customer has a pending amendment of one kind of data."""
        return (customer_id, kind_name) in self._pending

    def withdraw(self, customer_id: int, amendment_id: int) -> None:
        """Delete a pending amendment.

        Raises:
            ProblemResponse: The customer does not exist, or the customer has no such pending amendment.
        """
        self._customers.check(customer_id)
        del self._pending[self._find(customer_id, amendment_id)]

    def accept(self, customer_id: int) -> None:
        """Apply all pending amendments of a customer, as if staff had verified them."""
        for owner, kind_name in list(self._pending):
            if owner == customer_id:
                self._apply(customer_id, kind_name, self._pending.pop((owner, kind_name)))

    def _find(self, customer_id: int, amendment_id: int) -> tuple[int, str]:
        for (owner, kind_name), amendment in self._pending.items():
            if owner == customer_id and amendment["id"] == amendment_id:
                return owner, kind_name
        raise not_found("pending amendment", amendment_id, "amendmentId")

    def _apply(self, customer_id: int, kind_name: str, body: dict[str, Any]) -> None:
        kind = KINDS[kind_name]
        record: Record = self._customers.edit(customer_id)
        target = record.setdefault(kind.within, {}) if kind.within else record
        hidden = self._hidden.setdefault(customer_id, {})
        for name, value in body.items():
            if name in _HIDDEN:
                hidden[name] = value
            elif name in kind.fields:
                target[kind.fields[name]] = value
