"""Customers' documents and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import invalid, not_found
from perfectgym_next.testing._studio.slices import slice_by_count
from perfectgym_next.testing.domains.customers import Customers

if TYPE_CHECKING:
    from perfectgym_next.testing._server.multipart import Part
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Documents", "handlers"]

handlers = Handlers()


class Documents:
    """The documents of all customers, without their content: it is reached by URL, outside of the API."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._documents: dict[int, list[dict[str, Any]]] = {}

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """A customer's documents, the oldest first.

        Raises:
            Refusal: There is no such customer.
        """
        if customer_id not in self._documents:
            self._customers.check(customer_id)
            self._documents[customer_id] = []
            if self._customers.from_seed(customer_id):
                self.add(customer_id, "contract.pdf", "Signed contract", customer_id * 100 + 50)
        return self._documents[customer_id]

    def add(self, customer_id: int, filename: str, description: str | None, document_id: int) -> dict[str, Any]:
        """Add a document."""
        url = f"https://documents.example.com/{document_id}"
        document = {"id": document_id, "fileName": filename, "url": url}
        if description is not None:
            document["description"] = description
        self.of(customer_id).append(document)
        return document


@handlers.answers("customers.list_documents")
def list_documents(call: Call) -> Any:
    """A customer's documents."""
    return slice_by_count(call, call.studio.part(Documents).of(call.path["customerId"]))


@handlers.answers("customers.get_document")
def get_document(call: Call) -> Any:
    """One document of a customer."""
    for document in call.studio.part(Documents).of(call.path["customerId"]):
        if document["id"] == call.path["id"]:
            return document
    raise not_found("document", call.path["id"], "id")


@handlers.answers("customers.upload_document")
def upload_document(call: Call) -> Any:
    """Store a file under its name."""
    documents, customer_id = call.studio.part(Documents), call.path["customerId"]
    documents.of(customer_id)
    file = _content(call, "file")
    name = file.filename or "document"
    return {"id": documents.add(customer_id, name, call.query.get("description"), call.studio.new_id())["id"]}


@handlers.answers("customers.update_image")
def update_image(call: Call) -> Any:
    """Replace the customer's picture."""
    record = call.studio.part(Customers).edit(call.path["customerId"])
    _content(call, "image")
    record["imageUrl"] = f"https://images.example.com/{call.studio.new_id()}"
    return {"imageUrl": record["imageUrl"]}


def _content(call: Call, name: str) -> Part:
    part: Part = call.body[name]
    if not part.content:
        raise invalid(f"{name} is empty", name)
    return part
