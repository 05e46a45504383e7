"""How customers get in: access media, access codes and restrictions."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import Refusal, conflict, invalid, not_found
from perfectgym_next.testing.domains.customers import Customers, Record
from perfectgym_next.testing.domains.lookup import customer_by

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["handlers"]

handlers = Handlers()

_QUERY_NAMES = {"CARD_NUMBER": "cardNumber", "PIN": "pin", "BARCODE": "barcode"}


@handlers.answers("customers.get_access_code")
def get_access_code(call: Call) -> Any:
    """A code for the entrance, good for a quarter of an hour."""
    record = call.studio.part(Customers).get(call.path["customerId"])
    expires = (call.studio.now + timedelta(minutes=15)).astimezone(UTC)
    content = f"0049{call.studio.dice('access code', record['id']).randrange(10**15):015d}"
    return {"format": "QR_CODE", "expiresAt": f"{expires:%Y-%m-%dT%H:%M:%SZ}", "content": content}


@handlers.answers("customers.create_access_medium", "customers.add_access_medium_deprecated")
def create_access_medium(call: Call) -> Any:
    """One more card, PIN, barcode or wallet pass; nobody else may have it."""
    for member in ("type", "value"):
        if not call.body.get(member):
            raise invalid(f"{member} is missing", member)
    record = call.studio.part(Customers).edit(call.path["customerId"])
    _check_free(call.studio, call.body["type"], call.body["value"])
    medium = {"id": call.studio.new_id(), "type": call.body["type"], "value": call.body["value"]}
    record.setdefault("accessMediums", []).append(medium)
    _list_cards(record)
    return medium


@handlers.answers("customers.update_access_medium")
def update_access_medium(call: Call) -> Any:
    """Another value for a medium."""
    record, medium = _medium(call)
    value = call.body.get("value")
    if not value:
        raise invalid("value is missing", "value")
    if value != medium["value"]:
        _check_free(call.studio, medium["type"], value)
    medium["value"] = value
    _list_cards(record)
    return medium


@handlers.answers("customers.delete_access_medium")
def delete_access_medium(call: Call) -> Any:
    """Take a medium away."""
    record, medium = _medium(call)
    record["accessMediums"].remove(medium)
    _list_cards(record)


@handlers.answers("customers.set_access_restriction")
def set_access_restriction(call: Call) -> Any:
    """Restrict access; while the restriction runs, it is refused."""
    record = call.studio.part(Customers).edit(call.path["customerId"])
    start, end = (
        date.fromisoformat(call.body[name]) if name in call.body else None for name in ("startDate", "endDate")
    )
    if start and end and end < start:
        raise invalid("endDate must not be before startDate", "endDate")
    record["accessRestrictions"] = [call.body]
    record["accessRefusal"] = (start or call.studio.today) <= call.studio.today <= (end or date.max)
    return call.body


@handlers.answers("customers.delete_access_restriction")
def delete_access_restriction(call: Call) -> Any:
    """Lift the restriction."""
    record = call.studio.part(Customers).edit(call.path["customerId"])
    if not record.get("accessRestrictions"):
        raise Refusal(404, "ACCESS_RESTRICTION_NOT_FOUND", "the customer has no access restriction", "customerId")
    record["accessRestrictions"] = []
    record["accessRefusal"] = False


def _medium(call: Call) -> tuple[Record, dict[str, Any]]:
    record, wanted = call.studio.part(Customers).edit(call.path["customerId"]), call.path["accessMediumId"]
    for medium in record.get("accessMediums", []):
        if medium["id"] == wanted:
            return record, medium
    raise not_found("access medium", wanted, "accessMediumId")


def _check_free(studio: Studio, kind: str, value: str) -> None:
    """Refuse what somebody has already."""
    if kind not in _QUERY_NAMES:
        return
    try:
        customer_by(studio, {_QUERY_NAMES[kind]: value})
    except Refusal:
        return
    raise conflict("ACCESS_MEDIUM_IN_USE", f"another access medium has this {kind} already", "value")


def _list_cards(record: Record) -> None:
    record["cardNumbers"] = [m["value"] for m in record.get("accessMediums", []) if m["type"] == "CARD_NUMBER"]
