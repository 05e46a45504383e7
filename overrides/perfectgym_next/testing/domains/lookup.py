"""Customers found by what identifies or describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import Refusal
from perfectgym_next.testing.domains.customers import Customers, Record, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["customer_by", "debtor_id", "handlers"]

handlers = Handlers()

_MEDIA = {"cardNumber": "CARD_NUMBER", "barcode": "BARCODE", "pin": "PIN"}


class _Index:
    """Which customers of the seed have an identifier; made at the first look-up, since their identifiers are fixed."""

    def __init__(self, studio: Studio) -> None:
        self._customers = studio.part(Customers)
        self._ids: dict[tuple[str, str], int] = {}
        for record in self._customers.from_the_seed():
            for identifier in _identifiers(record, "DECIMAL"):
                self._ids[identifier] = record["id"]

    def candidates(self, identifier: tuple[str, str]) -> Iterator[Record]:
        """Customers that may have it: who had it from the start, and all that were added or changed."""
        if identifier in self._ids:
            yield self._customers.get(self._ids[identifier])
        yield from self._customers.changed()


def customer_by(studio: Studio, query: Mapping[str, Any]) -> Record:
    """The customer whom the identifiers of a query name together.

    Raises:
        Refusal: There is no identifier, or no customer who has all of them.
    """
    card_format = query.get("cardNumberFormat", "DECIMAL")
    wanted = [(name, query[name]) for name in (*_MEDIA, "debtorId", "qrCodeUuid", "customerNumber") if name in query]
    if not wanted:
        names = ", ".join((*_MEDIA, "debtorId", "qrCodeUuid", "customerNumber"))
        raise Refusal(400, "IDENTIFIER_MISSING", f"give one of {names}")
    name, value = wanted[0]
    if name == "cardNumber":
        value = _decimal(value, card_format)
    for record in studio.part(_Index).candidates((name, value)):
        if set(wanted) <= set(_identifiers(record, card_format)):
            return record
    raise Refusal(404, "CUSTOMER_NOT_FOUND", f"no customer has this {' and '.join(name for name, _ in wanted)}", name)


def debtor_id(customer_id: int) -> str:
    """The debtor id under which debt collection knows a customer."""
    return str(2_000_000 + customer_id)


@handlers.answers("customers.get_customer_by", "cross_studio.get_cross_studio_customer_by")
def get_customer_by(call: Call) -> Any:
    """The customer with a card, PIN, barcode or number."""
    return shown(customer_by(call.studio, call.query), call.query.get("cardNumberFormat"))


@handlers.answers("customers.search_customers", "cross_studio.search_cross_studio_customers")
def search_customers(call: Call) -> Any:
    """All customers whose names begin as given and whose other data are equal, without regard to case."""
    wanted = {
        name: call.body[name].casefold()
        for name in ("firstName", "lastName", "email", "dateOfBirth")
        if call.body.get(name)
    }
    if not wanted:
        raise Refusal(400, "CRITERIA_MISSING", "give firstName, lastName, email or dateOfBirth")
    card_format = call.body.get("cardNumberFormat")
    return [
        shown(record, card_format)
        for record in call.studio.part(Customers).after(0)
        if all(_fits(record, name, text) for name, text in wanted.items())
    ]


def _fits(record: Record, name: str, text: str) -> bool:
    has = str(record.get(name, "")).casefold()
    return has.startswith(text) if name in ("firstName", "lastName") else has == text


def _identifiers(record: Record, card_format: str) -> Iterator[tuple[str, str]]:
    for medium in shown(record, card_format).get("accessMediums", []):
        for name, kind in _MEDIA.items():
            if medium["type"] == kind:
                yield name, medium["value"]
    yield "customerNumber", record["customerNumber"]
    yield "qrCodeUuid", record["uuid"]
    yield "debtorId", debtor_id(record["id"])


def _decimal(number: str, card_format: str) -> str:
    """A card number of any notation in decimal; what is none stays as it is."""
    if card_format == "DECIMAL":
        return number
    try:
        return str(int.from_bytes(bytes.fromhex(number), "big" if card_format == "HEX_MSB" else "little"))
    except ValueError:
        return number
