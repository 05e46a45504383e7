"""Amendments: changes that customers ask for themselves, some of which somebody has to verify."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found
from perfectgym_next.testing.domains.customers import Customers, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Amendments", "handlers"]

handlers = Handlers()

_ADDRESS = [
    "street",
    "houseNumber",
    "zipCode",
    "city",
    "province",
    "secondStreet",
    "cityPart",
    "district",
    "streetType",
    "streetBlock",
    "portal",
    "stairway",
    "door",
    "additionalAddressInformation",
    "floor",
    "buildingName",
]
_CONTACT = ["email", "phonePrivate", "phonePrivateMobile", "phoneBusiness", "phoneBusinessMobile"]
_MASTER = ["firstName", "lastName", "gender", "dateOfBirth"]
_BANK = ["accountHolder", "bankName", "bic", "iban"]


def _named(names: list[str]) -> dict[str, str]:
    return dict(zip(names, names, strict=True))


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of data: which members of the record it shows, under which names, and whether changes wait."""

    members: dict[str, str]
    verified: bool
    within: str | None = None


_KINDS = {
    "address": _Kind({**_named(_ADDRESS), "countryCode": "country"}, verified=True),
    "contact": _Kind(_named(_CONTACT), verified=False),
    "master": _Kind({**_named(_MASTER), "countryOfBirth": "countryOfBirth"}, verified=True),
    "payment": _Kind(_named(_BANK), verified=True, within="bankAccount"),
}
_REQUIRED = {
    "address": {"street": "", "zipCode": "", "city": "", "countryCode": "DE"},
    "master": {"firstName": "", "lastName": "", "gender": "UNISEX", "dateOfBirth": "1900-01-01"},
}
_HIDDEN = ("countryOfBirth", "customerTitle")  # kept with the amendments: a customer's record does not show them


class Amendments:
    """What is pending, and the data that no customer record shows."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._pending: dict[tuple[int, str], dict[str, Any]] = {}
        self._hidden: dict[int, dict[str, Any]] = {}

    def read(self, customer_id: int, kind_name: str) -> dict[str, Any]:
        """The data of one kind, with the rule for changing them and what is pending."""
        record, kind = self._customers.get(customer_id), _KINDS[kind_name]
        source = record.get(kind.within, {}) if kind.within else record
        data: dict[str, Any] = dict(_REQUIRED.get(kind_name, {}))
        data.update({name: source[stored] for name, stored in kind.members.items() if stored in source})
        if kind_name == "master":
            data.update({"customerTitle": "NONE", **self._hidden.get(customer_id, {})})
        if kind_name == "payment":
            data["requireSignature"] = True
        rule = "CHANGES_REQUIRE_VERIFICATION" if kind.verified else "CHANGES_WITHOUT_VERIFICATION"
        data["amendmentConfigurationStatus"] = rule
        if (customer_id, kind_name) in self._pending:
            data["pendingAmendment"] = self._pending[customer_id, kind_name]
        return data

    def submit(self, customer_id: int, kind_name: str, body: dict[str, Any]) -> dict[str, Any]:
        """Take a change: at once, or pending in the place of an earlier one."""
        self._customers.check(customer_id)
        amendment = {"id": self._studio.new_id(), **{name: body[name] for name in body if name != "signature"}}
        if _KINDS[kind_name].verified:
            self._pending[customer_id, kind_name] = amendment
        else:
            self._apply(customer_id, kind_name, body)
        return amendment

    def withdraw(self, customer_id: int, amendment_id: int) -> None:
        """Forget a pending change."""
        self._customers.check(customer_id)
        del self._pending[self._find(customer_id, amendment_id)]

    def accept(self, customer_id: int) -> None:
        """Apply all pending changes of a customer, as staff who verify them do."""
        for owner, kind_name in list(self._pending):
            if owner == customer_id:
                self._apply(customer_id, kind_name, self._pending.pop((owner, kind_name)))

    def _find(self, customer_id: int, amendment_id: int) -> tuple[int, str]:
        for (owner, kind_name), amendment in self._pending.items():
            if owner == customer_id and amendment["id"] == amendment_id:
                return owner, kind_name
        raise not_found("pending amendment", amendment_id, "amendmentId")

    def _apply(self, customer_id: int, kind_name: str, body: dict[str, Any]) -> None:
        kind = _KINDS[kind_name]
        record: Record = self._customers.edit(customer_id)
        target = record.setdefault(kind.within, {}) if kind.within else record
        hidden = self._hidden.setdefault(customer_id, {})
        for name, value in body.items():
            if name in _HIDDEN:
                hidden[name] = value
            elif name in kind.members:
                target[kind.members[name]] = value


def _reader(kind_name: str) -> Callable[[Call], Any]:
    def read(call: Call) -> Any:
        return call.studio.part(Amendments).read(call.path["customerId"], kind_name)

    return read


def _submitter(kind_name: str) -> Callable[[Call], Any]:
    def submit(call: Call) -> Any:
        return call.studio.part(Amendments).submit(call.path["customerId"], kind_name, call.body)

    return submit


for _name in _KINDS:
    handlers.answers(f"customers_self_service.get_{_name}_data")(_reader(_name))
for _name in ("address", "contact", "master"):
    handlers.answers(f"customers_self_service.create_{_name}_data_amendment")(_submitter(_name))


@handlers.answers("customers_self_service.create_payment_data_amendment")
def create_payment_data_amendment(call: Call) -> Any:
    """Take new bank details, which must be signed."""
    call.studio.part(Customers).check(call.path["customerId"])
    if "signature" not in call.body:
        raise invalid("signature is missing: bank details must be signed", "signature")
    return call.studio.part(Amendments).submit(call.path["customerId"], "payment", call.body)


@handlers.answers("customers_self_service.withdraw_amendment")
def withdraw_amendment(call: Call) -> Any:
    """Take back a change that is pending."""
    call.studio.part(Amendments).withdraw(call.path["customerId"], call.path["amendmentId"])
