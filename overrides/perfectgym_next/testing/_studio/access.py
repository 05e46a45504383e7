"""Access of customers to the studio: codes, media such as cards and PINs, and restrictions."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customer_search import find_customer
from perfectgym_next.testing._studio.customers import Customers, Record
from perfectgym_next.testing._studio.problems import ProblemResponse, conflict, invalid
from perfectgym_next.testing._studio.records import find_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["add_medium", "delete_medium", "lift_restriction", "make_access_code", "restrict", "update_medium"]

_QUERY_NAMES = {"CARD_NUMBER": "cardNumber", "PIN": "pin", "BARCODE": "barcode"}


class _Created:
    """What was created through the API: the rest belongs to the studio, and requests cannot change it."""

    def __init__(self, studio: Studio) -> None:
        self.media: set[int] = set()
        self.restricted: set[int] = set()


def make_access_code(studio: Studio, customer_id: int) -> dict[str, Any]:
    """Return a code for the entrance, valid for 15 minutes, as the API returns it.

    Raises:
        ProblemResponse: The customer does not exist.
    """
    studio.part(Customers).check(customer_id)
    expires = (studio.now + timedelta(minutes=15)).astimezone(UTC)
    content = f"0049{studio.rng('access code', customer_id).randrange(10**15):015d}"
    return {"format": "QR_CODE", "expiresAt": f"{expires:%Y-%m-%dT%H:%M:%SZ}", "content": content}


def add_medium(studio: Studio, customer_id: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Add a medium that no other customer has.

    Raises:
        ProblemResponse: The customer does not exist, a field is missing, or the medium is in use.
    """
    _check_present(body, "type", "value")
    record = studio.part(Customers).edit(customer_id)
    _check_free(studio, body["type"], body["value"])
    medium = {"id": studio.new_id(), "type": body["type"], "value": body["value"]}
    record.setdefault("accessMediums", []).append(medium)
    studio.part(_Created).media.add(medium["id"])
    _update_card_numbers(record)
    return medium


def update_medium(studio: Studio, customer_id: int, medium_id: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change the value of a medium that was created through the API.

    Raises:
        ProblemResponse: The customer or medium does not exist, the studio created it, the value is missing, or it is in
            use.
    """
    record, medium = _find(studio, customer_id, medium_id)
    _check_present(body, "value")
    if body["value"] != medium["value"]:
        _check_free(studio, medium["type"], body["value"])
    medium["value"] = body["value"]
    _update_card_numbers(record)
    return medium


def delete_medium(studio: Studio, customer_id: int, medium_id: int) -> None:
    """Delete a medium that was created through the API.

    Raises:
        ProblemResponse: The customer or medium does not exist, or the studio created it.
    """
    record, medium = _find(studio, customer_id, medium_id)
    record["accessMediums"].remove(medium)
    _update_card_numbers(record)


def restrict(studio: Studio, customer_id: int, restriction: Mapping[str, Any]) -> None:
    """Restrict access; within the restriction's period it is refused.

    Raises:
        ProblemResponse: The customer does not exist, the customer has a restriction of the studio, the period has only
            one of its days, or it ends before it starts.
    """
    record = studio.part(Customers).edit(customer_id)
    _check_restriction(studio, record)
    start, end = (
        date.fromisoformat(restriction[name]) if name in restriction else None for name in ("startDate", "endDate")
    )
    if (start is None) != (end is None):
        missing = "startDate" if start is None else "endDate"
        raise invalid(f"{missing} is missing: give both startDate and endDate, or neither", missing)
    if start and end and end < start:
        raise invalid("endDate must not be before startDate", "endDate")
    record["accessRestrictions"] = [restriction]
    studio.part(_Created).restricted.add(customer_id)
    studio.part(Customers).update_access(record)


def lift_restriction(studio: Studio, customer_id: int) -> None:
    """Remove the restriction of access.

    Raises:
        ProblemResponse: The customer does not exist, the customer has no restriction, or the studio created it.
    """
    record = studio.part(Customers).edit(customer_id)
    if not record.get("accessRestrictions"):
        message = "the customer has no access restriction"
        raise ProblemResponse(404, "ACCESS_RESTRICTION_NOT_FOUND", message, "customerId")
    _check_restriction(studio, record)
    record["accessRestrictions"] = []
    studio.part(Customers).update_access(record)


def _find(studio: Studio, customer_id: int, medium_id: int) -> tuple[Record, dict[str, Any]]:
    record = studio.part(Customers).edit(customer_id)
    medium = find_record(record.get("accessMediums", []), "access medium", medium_id, "accessMediumId")
    if medium_id not in studio.part(_Created).media:
        message = "the studio created this access medium; the API changes only those that it created itself"
        raise conflict("ACCESS_MEDIUM_OF_STUDIO", message, "accessMediumId")
    return record, medium


def _check_restriction(studio: Studio, record: Record) -> None:
    if record.get("accessRestrictions") and record["id"] not in studio.part(_Created).restricted:
        message = "the studio created the access restriction; the API changes only those that it created itself"
        raise conflict("ACCESS_RESTRICTION_OF_STUDIO", message, "customerId")


def _check_present(body: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if not body.get(name):
            raise invalid(f"{name} is missing", name)


def _check_free(studio: Studio, kind: str, value: str) -> None:
    if kind not in _QUERY_NAMES:
        return
    try:
        find_customer(studio, {_QUERY_NAMES[kind]: value})
    except ProblemResponse as problem:
        if problem.status == 404:
            return
    raise conflict("ACCESS_MEDIUM_IN_USE", f"another access medium already has this {kind}", "value")


def _update_card_numbers(record: Record) -> None:
    record["cardNumbers"] = [m["value"] for m in record.get("accessMediums", []) if m["type"] == "CARD_NUMBER"]
