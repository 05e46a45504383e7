"""Documents of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._studio.customers import Customers
from perfectgym_next.testing._studio.records import find_record

if TYPE_CHECKING:
    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["Documents"]


class Documents:
    """The documents of all customers, without their content: clients load it by URL, outside of the API."""

    lazy = "_documents"

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._documents: dict[int, list[dict[str, Any]]] = {}

    def of(self, customer_id: int) -> list[dict[str, Any]]:
        """Return a customer's documents, the oldest first.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        if customer_id not in self._documents:
            self._customers.check(customer_id)
            self._documents[customer_id] = []
            if self._customers.is_from_seed(customer_id):
                self.add(customer_id, "contract.pdf", "Signed contract", customer_id * 100 + 50)
        return self._documents[customer_id]

    def add(self, customer_id: int, filename: str, description: str | None, document_id: int) -> dict[str, Any]:
        """Add a document and return it.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        url = f"https://documents.example.com/{document_id}"
        document = {"id": document_id, "fileName": filename, "url": url}
        if description is not None:
            document["description"] = description
        self.of(customer_id).append(document)
        return document

    def get(self, customer_id: int, document_id: int) -> dict[str, Any]:
        """Return one document.

        Raises:
            ProblemResponse: The customer does not exist, or the customer has no such document.
        """
        return find_record(self.of(customer_id), "document", document_id, "id")
