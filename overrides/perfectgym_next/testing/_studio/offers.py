"""Membership offers and their terms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from perfectgym_next.testing._studio.problems import not_found

__all__ = ["TERMS", "OfferTerm", "euros", "extended_offer", "find_term", "list_offers", "volume"]


class OfferTerm(NamedTuple):
    """One term of an offer, the basis of a contract.

    Attributes:
        id: Id of the term.
        offer_id: Id of its offer.
        rate_name: Name of the rate.
        months: Length of the term.
        price: Monthly price in euros.
    """

    id: int
    offer_id: int
    rate_name: str
    months: int
    price: Decimal

    @property
    def term(self) -> dict[str, Any]:
        """The length of the term, as the API returns it."""
        return {"value": self.months, "unit": "MONTH"}


_NAMES = {501: "Basic", 502: "Premium", 503: "All-in"}
TERMS = tuple(
    OfferTerm(offer_id * 10 + number, offer_id, _NAMES[offer_id], months, Decimal(price))
    for offer_id, number, months, price in (
        (501, 1, 12, "19.90"),
        (501, 2, 1, "24.90"),
        (502, 1, 12, "29.90"),
        (502, 2, 1, "36.90"),
        (503, 1, 12, "44.99"),
        (503, 2, 24, "39.99"),
    )
)
"""All terms of all offers."""

_MONTH = {"value": 1, "unit": "MONTH"}


def euros(amount: Decimal) -> dict[str, Any]:
    """Return an amount in euros, as the API returns it."""
    return {"amount": amount, "currency": "EUR"}


def find_term(term_id: int, reference: str) -> OfferTerm:
    """Return the term with this id.

    Args:
        term_id: The id.
        reference: Dotted path of the field that holds the id.

    Raises:
        ProblemResponse: The term does not exist.
    """
    for term in TERMS:
        if term.id == term_id:
            return term
    raise not_found("offer term", term_id, reference)


def extended_offer(offer_id: int) -> dict[str, Any]:
    """Return an offer with all data of a sign-up form, as the API returns it.

    Raises:
        ProblemResponse: The offer does not exist.
    """
    if offer_id not in _NAMES:
        raise not_found("membership offer", offer_id, "membershipOfferId")
    return {
        **_render_offer(offer_id),
        "includedModules": [],
        "contractSignaturesRequired": False,
        "allowedPaymentChoices": ["SEPA", "CREDIT_CARD", "CASH"],
        "maximumNumberOfSelectableModules": 0,
        "contractTextBlocks": [
            {
                "id": 551,
                "title": "Terms of use",
                "text": "Please rerack your weights.",
                "order": 1,
                "hasSignature": False,
            }
        ],
        "selectableModules": [],
        "terms": [
            {
                **_render_term(term),
                "flatFees": [],
                "extensionType": "TERM_EXTENSION",
                "cancelationStrategy": "TERM",
                "cancelationPeriod": _MONTH,
                "extensionCancelationPeriod": _MONTH,
                "rateStartPrice": euros(term.price),
            }
            for term in TERMS
            if term.offer_id == offer_id
        ],
    }


def list_offers() -> list[dict[str, Any]]:
    """Return all offers, as the API returns them."""
    return [
        {**_render_offer(offer_id), "terms": [_render_term(term) for term in TERMS if term.offer_id == offer_id]}
        for offer_id in _NAMES
    ]


def volume(term: OfferTerm) -> dict[str, Any]:
    """Return the total and average volume of a contract on a term, as the API returns them."""
    return {
        "totalContractVolume": euros(term.price * term.months),
        "averagePaymentVolumePerMonth": euros(term.price),
        "averagePaymentVolumePerPaymentFrequencyTerm": euros(term.price),
    }


def _render_offer(offer_id: int) -> dict[str, Any]:
    name = _NAMES[offer_id]
    return {
        "id": offer_id,
        "name": name,
        "description": f"The {name} membership",
        "imageUrl": f"https://images.example.com/offers/{offer_id}",
        "preUseType": "NOT_AVAILABLE",
        "rateCodes": [{"name": name, "identifier": f"RC{offer_id}"}],
    }


def _render_term(term: OfferTerm) -> dict[str, Any]:
    return {
        "id": term.id,
        "term": term.term,
        "contractVolumeInformation": volume(term),
        "paymentFrequency": {
            "id": term.id * 10,
            "type": "RECURRING",
            "term": _MONTH,
            "price": euros(term.price),
            "recurring": True,
            "formattedPaymentFrequency": "Every month",
        },
        "extensionTerm": _MONTH,
    }
