"""Membership offers, and the terms in which they can be concluded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import not_found

__all__ = ["TERMS", "OfferTerm", "euros", "extended_offer", "handlers", "offer_term", "volume"]

handlers = Handlers()


class OfferTerm(NamedTuple):
    """An offer in one of its terms: what a contract is concluded on. `price` is in euros a month."""

    id: int
    offer_id: int
    rate_name: str
    months: int
    price: Decimal

    @property
    def term(self) -> dict[str, Any]:
        """The term as the API shows it."""
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
    """An amount in euros as the API shows it."""
    return {"amount": amount, "currency": "EUR"}


def offer_term(term_id: int, reference: str) -> OfferTerm:
    """The term with this id.

    Raises:
        Refusal: There is none; `reference` is blamed.
    """
    for term in TERMS:
        if term.id == term_id:
            return term
    raise not_found("offer term", term_id, reference)


def extended_offer(offer_id: int) -> dict[str, Any]:
    """An offer with everything that a sign-up form needs."""
    return {
        **_offer(offer_id),
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
                **_term(term),
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


@handlers.answers("memberships.list_membership_offers")
def list_membership_offers(call: Call) -> Any:
    """All offers."""
    return [
        {**_offer(offer_id), "terms": [_term(term) for term in TERMS if term.offer_id == offer_id]}
        for offer_id in _NAMES
    ]


@handlers.answers("memberships.get_membership_offer")
def get_membership_offer(call: Call) -> Any:
    """One offer."""
    offer_id = call.path["membershipOfferId"]
    if offer_id not in _NAMES:
        raise not_found("membership offer", offer_id, "membershipOfferId")
    return extended_offer(offer_id)


def volume(term: OfferTerm) -> dict[str, Any]:
    """What a contract on this term adds up to."""
    return {
        "totalContractVolume": euros(term.price * term.months),
        "averagePaymentVolumePerMonth": euros(term.price),
        "averagePaymentVolumePerPaymentFrequencyTerm": euros(term.price),
    }


def _offer(offer_id: int) -> dict[str, Any]:
    name = _NAMES[offer_id]
    return {
        "id": offer_id,
        "name": name,
        "description": f"The {name} membership",
        "imageUrl": f"https://images.example.com/offers/{offer_id}",
        "preUseType": "NOT_AVAILABLE",
        "rateCodes": [{"name": name, "identifier": f"RC{offer_id}"}],
    }


def _term(term: OfferTerm) -> dict[str, Any]:
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
