"""Customers with their access media, benefits, check-ins, contracts and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio import access, additional_information, customer_search, studios
from perfectgym_next.testing._studio.benefits import Benefits
from perfectgym_next.testing._studio.checkins import Checkins
from perfectgym_next.testing._studio.contracts import Contracts
from perfectgym_next.testing._studio.customers import Customers, with_card_format
from perfectgym_next.testing._studio.documents import Documents
from perfectgym_next.testing._studio.problems import invalid
from perfectgym_next.testing._studio.registration import register_customer
from perfectgym_next.testing._studio.slices import slice_after_id, slice_by_token

if TYPE_CHECKING:
    from perfectgym_next.testing._handlers._registry import Call


def list_customers(call: Call) -> Any:
    """Return members or prospects."""
    customers, status = call.studio.part(Customers), call.query["customerStatus"]
    card_format, start = call.query.get("cardNumberFormat"), call.query.get("lastOffsetId", 0)
    return slice_after_id(
        call.query,
        lambda last: (with_card_format(record, card_format) for record in customers.after(last, status)),
        start=start,
    )


def get_customer(call: Call) -> Any:
    """Return a customer."""
    record = call.studio.part(Customers).get(call.path["customerId"])
    return with_card_format(record, call.query.get("cardNumberFormat"))


def get_customer_by(call: Call) -> Any:
    """Return the customer with the given identifiers."""
    return with_card_format(customer_search.find_customer(call.studio, call.query), call.query.get("cardNumberFormat"))


def search_customers(call: Call) -> Any:
    """Return the customers with the given personal data."""
    return customer_search.search_customers(call.studio, call.body)


def create_customer(call: Call) -> Any:
    """Add a prospect."""
    return {"customerId": register_customer(call.studio, call.body, "PROSPECT")["id"]}


def switch_studio(call: Call) -> Any:
    """Move a customer to another studio."""
    studios.switch_studio(call.studio, call.path["customerId"], call.body)


def list_contracts(call: Call) -> Any:
    """Return a customer's contracts."""
    return call.studio.part(Contracts).render_all(call.path["customerId"], call.query.get("status"))


def list_contracts_by(call: Call) -> Any:
    """Return the contracts of the customer with the given identifiers."""
    customer_id = customer_search.find_customer(call.studio, call.query)["id"]
    return call.studio.part(Contracts).render_all(customer_id, call.query.get("status"))


def list_checkins(call: Call) -> Any:
    """Return a customer's check-ins within a period, the latest first."""
    first, last = call.query.get("fromDate"), call.query.get("toDate")
    checkins = call.studio.part(Checkins).between(call.path["customerId"], first, last)
    return slice_by_token(call.query, checkins)


def get_access_code(call: Call) -> Any:
    """Return a code for the entrance."""
    return access.make_access_code(call.studio, call.path["customerId"])


def create_access_medium(call: Call) -> Any:
    """Add an access medium."""
    return access.add_medium(call.studio, call.path["customerId"], call.body)


add_access_medium_deprecated = create_access_medium


def update_access_medium(call: Call) -> Any:
    """Change the value of an access medium."""
    return access.update_medium(call.studio, call.path["customerId"], call.path["accessMediumId"], call.body)


def delete_access_medium(call: Call) -> Any:
    """Delete an access medium."""
    access.delete_medium(call.studio, call.path["customerId"], call.path["accessMediumId"])


def set_access_restriction(call: Call) -> Any:
    """Restrict a customer's access."""
    access.restrict(call.studio, call.path["customerId"], call.body)
    return call.body


def delete_access_restriction(call: Call) -> Any:
    """Remove the restriction of a customer's access."""
    access.lift_restriction(call.studio, call.path["customerId"])


def list_additional_information_fields(call: Call) -> Any:
    """Return the additional fields."""
    return additional_information.FIELDS


def set_additional_information(call: Call) -> Any:
    """Replace the values of all additional fields."""
    return additional_information.assign_values(call.studio, call.path["customerId"], call.body)


def list_benefits(call: Call) -> Any:
    """Return which benefits are valid for a customer."""
    record = call.studio.part(Customers).get(call.path["customerId"])
    return call.studio.part(Benefits).render(record, call.query.get("key"))


def list_benefits_by_card_number(call: Call) -> Any:
    """Return which benefits are valid for the holder of a card."""
    record = customer_search.find_customer(call.studio, call.query)
    return call.studio.part(Benefits).render(record, call.query.get("key"))


def use_benefit(call: Call) -> Any:
    """Use a benefit once."""
    call.studio.part(Benefits).use(call.path["customerId"], call.path["benefitKey"])


def create_weighing(call: Call) -> Any:
    """Store a weighing."""
    weighing_id = call.studio.part(Benefits).weigh(call.path["customerId"], call.body, call.query.get("benefitKey"))
    return {**call.body, "databaseId": weighing_id}


def get_latest_measurement(call: Call) -> Any:
    """Return a customer's personal data and height."""
    return call.studio.part(Benefits).measure(customer_search.find_customer(call.studio, call.query))


def list_documents(call: Call) -> Any:
    """Return a customer's documents."""
    return slice_by_token(call.query, call.studio.part(Documents).of(call.path["customerId"]))


def get_document(call: Call) -> Any:
    """Return a document of a customer."""
    return call.studio.part(Documents).get(call.path["customerId"], call.path["id"])


def upload_document(call: Call) -> Any:
    """Add a document."""
    documents, customer_id = call.studio.part(Documents), call.path["customerId"]
    documents.of(customer_id)
    name = _check_not_empty(call, "file").filename or "document"
    return {"id": documents.add(customer_id, name, call.query.get("description"), call.studio.new_id())["id"]}


def update_image(call: Call) -> Any:
    """Replace a customer's image."""
    record = call.studio.part(Customers).edit(call.path["customerId"])
    _check_not_empty(call, "image")
    record["imageUrl"] = f"https://images.example.com/{call.studio.new_id()}"
    return {"imageUrl": record["imageUrl"]}


def _check_not_empty(call: Call, name: str) -> Any:
    part = call.body[name]
    if not part.content:
        raise invalid(f"{name} is empty", name)
    return part
