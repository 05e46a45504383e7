"""Find one member by any of the ways that the API has: the request, and what its result means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfectgym_next._core.operation import check_option_names
from perfectgym_next.errors import AmbiguousCustomerError, NotFoundError

if TYPE_CHECKING:
    from perfectgym_next._core.operation import Request
    from perfectgym_next_generated.models import Customer

__all__ = ["CustomerLookup"]

_WAYS = ("customer_id", "customer_number", "card_number", "barcode", "qr_code_uuid", "pin", "debtor_id", "email")


class CustomerLookup:
    """One way to find a member.

    Args:
        arguments: Arguments of `find_customer` by name, the options of the call among them.

    Raises:
        TypeError: Not exactly one way is given, or the option does not exist.
        ValueError: It is given without a value, for which the service might return anybody.

    Attributes:
        request: The request to send.
    """

    request: Request[Any]

    def __init__(self, arguments: dict[str, Any]) -> None:
        check_option_names("find_customer", arguments["options"])
        given = {name: arguments[name] for name in _WAYS if arguments[name] is not None}
        if len(given) != 1:
            ways = ", ".join(f"{name}=" for name in _WAYS)
            known = " and ".join(f"{name}=" for name in given) or "none"
            raise TypeError(f"find_customer() needs exactly one of {ways}, not {known}")
        ((self._way, value),) = given.items()
        if self._way == "email" and not isinstance(value, str):
            raise TypeError(f"argument 'email' must be text, not {type(value).__name__}")
        if isinstance(value, str) and not value.strip():
            raise ValueError(f"find_customer() needs a value of {self._way}=, not an empty text")
        self._email = value.strip().casefold() if isinstance(value, str) else ""
        self.request = self._build(value, arguments["card_number_format"], cross_studio=arguments["cross_studio"])

    def _build(self, value: Any, card_number_format: Any, *, cross_studio: bool) -> Request[Any]:
        from perfectgym_next_generated.api import cross_studio as all_studios
        from perfectgym_next_generated.api import customers as own_studio
        from perfectgym_next_generated.models import CustomerSearchRequest

        if self._way == "email":
            body = CustomerSearchRequest(email=value, card_number_format=card_number_format)
            if cross_studio:
                return all_studios.search_cross_studio_customers(body)
            return own_studio.search_customers(body)
        if self._way == "customer_id":
            get = all_studios.get_cross_studio_customer if cross_studio else own_studio.get_customer
            return get(value, card_number_format=card_number_format)
        by = all_studios.get_cross_studio_customer_by if cross_studio else own_studio.get_customer_by
        return by(card_number_format=card_number_format, **{self._way: value})

    def select(self, found: Any) -> Customer | None:
        """Return the member of a response.

        Raises:
            AmbiguousCustomerError: Several members have the e-mail address.
        """
        if self._way != "email":
            customer: Customer = found
            return customer
        # The vendor says of names that their beginnings are searched for, and nothing of e-mail addresses.
        same: list[Customer] = [one for one in found if (one.email or "").strip().casefold() == self._email]
        if len(same) > 1:
            raise AmbiguousCustomerError(self.request.operation.name, self._way, [one.id for one in same])
        return same[0] if same else None

    def require_missing(self, error: NotFoundError) -> None:
        """Raise a 404 that the service itself did not write: the address may be wrong."""
        if not any(one.get("errorMessage") for one in error.errors):
            raise error
