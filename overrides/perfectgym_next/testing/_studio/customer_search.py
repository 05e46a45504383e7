"""Search for customers by identifiers or personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers, Record, with_card_format
from perfectgym_next.testing._studio.problems import ProblemResponse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["FIRST_DEBTOR", "debtor_id", "find_customer", "search_customers"]

FIRST_DEBTOR = 2_000_000
"""Ids in debt collection are this number plus the customer's id."""

_MEDIA = {"cardNumber": "CARD_NUMBER", "barcode": "BARCODE", "pin": "PIN"}
_IDENTIFIERS = (*_MEDIA, "debtorId", "qrCodeUuid", "customerNumber")


class _Index:
    """The ids of the initial customers by identifier, built on the first search; they never change."""

    derived = ("_ids",)

    def __init__(self, studio: Studio) -> None:
        self._customers = studio.part(Customers)
        self._ids: dict[tuple[str, str], int] = {}
        for record in self._customers.initial():
            for identifier in _identifiers(record, "DECIMAL"):
                self._ids[identifier] = record["id"]

    def candidates(self, identifier: tuple[str, str]) -> Iterator[Record]:
        """Yield the customers that may have an identifier: its initial owner, and all that were added or changed."""
        if identifier in self._ids:
            yield self._customers.get(self._ids[identifier])
        yield from self._customers.changed()


def find_customer(studio: Studio, query: Mapping[str, Any]) -> Record:
    """Return the customer who has all identifiers of a query.

    Args:
        studio: The state.
        query: Query of the request: any of ``cardNumber`` with ``cardNumberFormat``, ``barcode``, ``pin``,
            ``debtorId``, ``qrCodeUuid`` and ``customerNumber``.

    Raises:
        ProblemResponse: The query has no identifier, no customer has all of them, or the one who has gave no consent.
    """
    card_format = query.get("cardNumberFormat", "DECIMAL")
    given = [(name, query[name]) for name in _IDENTIFIERS if name in query]
    if not given:
        raise ProblemResponse(400, "IDENTIFIER_MISSING", f"missing identifier: give one of {', '.join(_IDENTIFIERS)}")
    name, value = given[0]
    if name == "cardNumber":
        value = _to_decimal(value, card_format)
    for record in studio.part(_Index).candidates((name, value)):
        if set(given) <= set(_identifiers(record, card_format)):
            studio.part(Customers).check_consent(record["id"], name)
            return record
    raise ProblemResponse(
        404, "CUSTOMER_NOT_FOUND", f"no customer has this {' and '.join(name for name, _ in given)}", name
    )


def debtor_id(customer_id: int) -> str:
    """Return the id of a customer in debt collection."""
    return str(FIRST_DEBTOR + customer_id)


def search_customers(studio: Studio, criteria: Mapping[str, Any]) -> list[Record]:
    """Return all customers whose names start as given and whose other data are equal, ignoring case.

    Args:
        studio: The state.
        criteria: Body of the request: any of ``firstName``, ``lastName``, ``email`` and ``dateOfBirth``.

    Raises:
        ProblemResponse: No criteria given.
    """
    names = ("firstName", "lastName", "email", "dateOfBirth")
    given = {name: criteria[name].casefold() for name in names if criteria.get(name)}
    if not given:
        raise ProblemResponse(400, "CRITERIA_MISSING", f"missing criteria: give one of {', '.join(names)}")
    return [
        with_card_format(record, criteria.get("cardNumberFormat"))
        for record in studio.part(Customers).after(0)
        if all(_matches(record, name, text) for name, text in given.items())
    ]


def _matches(record: Record, name: str, text: str) -> bool:
    value = str(record.get(name, "")).casefold()
    return value.startswith(text) if name in ("firstName", "lastName") else value == text


def _identifiers(record: Record, card_format: str) -> Iterator[tuple[str, str]]:
    for medium in with_card_format(record, card_format).get("accessMediums", []):
        for name, kind in _MEDIA.items():
            if medium["type"] == kind:
                yield name, medium["value"]
    yield "customerNumber", record["customerNumber"]
    yield "qrCodeUuid", record["uuid"]
    yield "debtorId", debtor_id(record["id"])


def _to_decimal(number: str, card_format: str) -> str:
    """Return a card number in decimal; an invalid one is returned unchanged."""
    if card_format == "DECIMAL":
        return number
    try:
        return str(int.from_bytes(bytes.fromhex(number), "big" if card_format == "HEX_MSB" else "little"))
    except ValueError:
        return number
