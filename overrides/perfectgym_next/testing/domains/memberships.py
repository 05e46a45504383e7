"""Joining, adding and switching memberships, and what that would cost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.testing._handlers._registry import Call, Handlers
from perfectgym_next.testing._server.responses import conflict, invalid, not_found
from perfectgym_next.testing._studio.months import add_months
from perfectgym_next.testing.domains.account import Accounts
from perfectgym_next.testing.domains.contracts import Contract, Contracts
from perfectgym_next.testing.domains.customers import STUDIO_ID, Customers
from perfectgym_next.testing.domains.joining import join
from perfectgym_next.testing.domains.offers import OfferTerm, euros, extended_offer, offer_term, volume
from perfectgym_next.testing.domains.payments import PaymentRequests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["VOUCHER", "handlers"]

handlers = Handlers()

VOUCHER = "WELCOME10"
"""The one voucher code that is valid: 10 % off the base price."""

_SWITCH_CONFIG = 601
_CHARGES = 12  # payments that a preview shows and a new contract books ahead


@handlers.answers("memberships.sign_up")
def sign_up(call: Call) -> Any:
    """A new customer with a contract."""
    contract = call.body["contract"]
    term, start = _checked(call.studio, contract, "contract.")
    record = join(call.studio, call.body["customer"], "MEMBER", "customer.")
    _conclude(call.studio, record["id"], contract, term, start)
    return {"customerId": record["id"]}


@handlers.answers("memberships.preview_signup")
def preview_signup(call: Call) -> Any:
    """What a sign-up would cost."""
    return _preview(call.studio, call.body["contract"], "contract.")


@handlers.answers("memberships.add_membership")
def add_membership(call: Call) -> Any:
    """One more contract for a customer."""
    call.studio.part(Customers).check(call.path["customerId"])
    term, start = _checked(call.studio, call.body, "")
    _conclude(call.studio, call.path["customerId"], call.body, term, start)


@handlers.answers("memberships.preview_membership")
def preview_membership(call: Call) -> Any:
    """What one more contract would cost."""
    call.studio.part(Customers).check(call.path["customerId"])
    return _preview(call.studio, call.body, "")


@handlers.answers("memberships.list_switch_configs")
def list_switch_configs(call: Call) -> Any:
    """How the customer can switch; not at all without an active contract in this studio."""
    config = _switch_config(call)
    return [config] if config["sourceContracts"] and call.query.get("studioId", STUDIO_ID) == STUDIO_ID else []


@handlers.answers("memberships.get_switch_config")
def get_switch_config(call: Call) -> Any:
    """One way to switch, with the offers it leads to."""
    if not list_switch_configs(call) or call.path["configId"] != _SWITCH_CONFIG:
        raise not_found("switch configuration", call.path["configId"], "configId")
    return {**_switch_config(call), "destinationMembershipOffers": [extended_offer(502), extended_offer(503)]}


@handlers.answers("memberships.preview_switch")
def preview_switch(call: Call) -> Any:
    """What a switch would cost."""
    _, term, start = _checked_switch(call)
    return {
        "contractVolumeInformation": volume(term),
        "ageAdjustedPrice": euros(term.price),
        "moduleConsentTextBlocks": [],
        "paymentPreview": _payments(term, start, term.price),
    }


@handlers.answers("memberships.switch_membership")
def switch_membership(call: Call) -> Any:
    """End one contract the day before another starts."""
    source, term, start = _checked_switch(call)
    _use_token(call.studio, call.body, "")
    source.end = start - timedelta(days=1)
    source.replaced = start <= call.studio.today
    _conclude(call.studio, call.path["customerId"], {**call.body, "initialPaymentRequestToken": None}, term, start)


def _checked(studio: Studio, contract: Mapping[str, Any], within: str) -> tuple[OfferTerm, date]:
    term = offer_term(contract["contractOfferTermId"], f"{within}contractOfferTermId")
    start = date.fromisoformat(contract["startDate"])
    _check_start(studio, start, f"{within}startDate")
    for index, _ in enumerate(contract.get("selectedSelectableModuleIds", ())):
        reference = f"{within}selectedSelectableModuleIds[{index}]"
        raise not_found("selectable module of this offer", contract["selectedSelectableModuleIds"][index], reference)
    for index, _ in enumerate(contract.get("selectedOptionalModuleIds", ())):
        reference = f"{within}selectedOptionalModuleIds[{index}]"
        raise not_found("optional module of this term", contract["selectedOptionalModuleIds"][index], reference)
    token = contract.get("initialPaymentRequestToken")
    if token is not None:
        studio.part(PaymentRequests).find(token, f"{within}initialPaymentRequestToken")
    return term, start


def _check_start(studio: Studio, start: date, reference: str) -> None:
    if start < studio.today:
        raise invalid(f"{reference} must not be before today, {studio.today}", reference)
    if start > add_months(studio.today, 24):
        raise invalid(f"{reference} must be within two years", reference)


def _conclude(studio: Studio, customer_id: int, body: Mapping[str, Any], term: OfferTerm, start: date) -> None:
    _use_token(studio, body, "")
    studio.part(Contracts).conclude(customer_id, term, start, body.get("thirdPartyId"))
    ledger = studio.part(Accounts).of(customer_id)
    for charge in _payments(term, start, term.price)["paymentSchedule"]:
        ledger.book(charge["dueDate"], charge["description"], term.price, "EUR", term.price)


def _use_token(studio: Studio, body: Mapping[str, Any], within: str) -> None:
    token = body.get("initialPaymentRequestToken")
    if token is not None:
        studio.part(PaymentRequests).find(token, f"{within}initialPaymentRequestToken").used = True


def _preview(studio: Studio, contract: Mapping[str, Any], within: str) -> dict[str, Any]:
    term, start = _checked(studio, contract, within)
    preview: dict[str, Any] = {
        "basePrice": euros(term.price),
        "contractVolumeInformation": volume(term),
        "flatFeePreviews": [],
    }
    price, code = term.price, contract.get("voucherCode")
    if code == VOUCHER:
        price = (term.price * Decimal("0.90")).quantize(Decimal("0.01"))
        preview |= {
            "voucherType": "DISCOUNT",
            "voucherSuccessMessage": "10 % off",
            "voucherDiscountPeriods": [
                {
                    "discountType": "PERCENTAGE",
                    "discountValue": euros(Decimal("10.00")),
                    "effectivePeriod": "UNLIMITED",
                    "discountedBasePrice": euros(price),
                }
            ],
        }
    elif code is not None:
        preview["voucherErrorCode"] = "INVALID_CODE"
    preview["paymentPreview"] = _payments(term, start, price)
    return preview


def _payments(term: OfferTerm, start: date, price: Decimal) -> dict[str, Any]:
    schedule = [
        {
            "dueDate": add_months(start, month),
            "description": f"Membership fee {add_months(start, month):%m/%Y}",
            "type": "CONTRACT_FEE",
            "amount": euros(price),
            "mandatoryOnSigning": False,
        }
        for month in range(min(term.months, _CHARGES))
    ]
    return {"paymentSchedule": schedule, "dueOnSigningAmount": euros(Decimal("0.00"))}


def _switch_config(call: Call) -> dict[str, Any]:
    contracts = call.studio.part(Contracts).of(call.path["customerId"])
    active = [contract for contract in contracts if contract.active(call.studio.today)]
    return {
        "id": _SWITCH_CONFIG,
        "name": "Membership upgrade",
        "presentation": {"bannerText": "More for you", "imageUrl": "https://images.example.com/upgrade"},
        "sourceContracts": [{"id": contract.id, "rateName": contract.term.rate_name} for contract in active],
    }


def _checked_switch(call: Call) -> tuple[Contract, OfferTerm, date]:
    body, studio = call.body, call.studio
    source = studio.part(Contracts).owned(call.path["customerId"], body["sourceContractId"], "sourceContractId")
    if body["configId"] != _SWITCH_CONFIG:
        raise not_found("switch configuration", body["configId"], "configId")
    term = offer_term(body["membershipOfferTermId"], "membershipOfferTermId")
    if not source.active(studio.today):
        raise conflict("CONTRACT_INACTIVE", "the contract has ended", "sourceContractId")
    start = date.fromisoformat(body["startDate"])
    _check_start(studio, start, "startDate")
    return source, term, start
