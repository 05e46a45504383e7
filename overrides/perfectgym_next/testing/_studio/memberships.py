"""Signing up, adding and switching memberships, and previews of their costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfectgym_next.terms import add_units
from perfectgym_next.testing._studio.accounts import Accounts
from perfectgym_next.testing._studio.contracts import Contract, Contracts
from perfectgym_next.testing._studio.customers import Customers, Record
from perfectgym_next.testing._studio.offers import OfferTerm, euros, extended_offer, find_term, volume
from perfectgym_next.testing._studio.payment_requests import PaymentRequests
from perfectgym_next.testing._studio.problems import conflict, invalid, not_found
from perfectgym_next.testing._studio.registration import register_customer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfectgym_next.testing._studio.studio import Studio

__all__ = ["VOUCHER", "Memberships"]

VOUCHER = "WELCOME10"
"""The only valid voucher code: 10 % off the base price."""

_SWITCH_CONFIG = 601
_MAX_CHARGES = 12  # upcoming payments in previews and in the account of a new contract


class Memberships:
    """Sign-ups, additional contracts, and switches between contracts."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._customers = studio.part(Customers)
        self._contracts = studio.part(Contracts)

    def sign_up(self, body: Mapping[str, Any]) -> Record:
        """Add a customer with a contract and return the customer.

        Raises:
            ProblemResponse: A field of the request is invalid.
        """
        contract = body["contract"]
        term, start = self._check(contract, "contract.")
        record = register_customer(self._studio, body["customer"], "MEMBER", "customer.")
        self._conclude(record["id"], contract, term, start)
        return record

    def add(self, customer_id: int, body: Mapping[str, Any]) -> None:
        """Add a contract of a customer.

        Raises:
            ProblemResponse: The customer does not exist, or a field of the request is invalid.
        """
        self._customers.check(customer_id)
        term, start = self._check(body, "")
        self._conclude(customer_id, body, term, start)

    def preview(self, contract: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return the costs of a new contract, as the API returns them.

        Args:
            contract: The fields of the contract in the request.
            path: Their dotted path within the request, with a dot at its end.

        Raises:
            ProblemResponse: A field of the request is invalid.
        """
        term, start = self._check(contract, path)
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

    def switch_configs(self, customer_id: int, studio_id: int) -> list[dict[str, Any]]:
        """Return how a customer can switch, as the API returns it; empty without an active contract in the studio.

        Raises:
            ProblemResponse: The customer does not exist.
        """
        contracts = self._contracts.of(customer_id)
        active = [contract for contract in contracts if contract.is_active(self._studio.today)]
        if not active or studio_id != self._studio.id:
            return []
        config = {
            "id": _SWITCH_CONFIG,
            "name": "Membership upgrade",
            "presentation": {"bannerText": "More for you", "imageUrl": "https://images.example.com/upgrade"},
            "sourceContracts": [{"id": contract.id, "rateName": contract.term.rate_name} for contract in active],
        }
        return [config]

    def switch_config(self, customer_id: int, config_id: int, studio_id: int) -> dict[str, Any]:
        """Return one way to switch with its offers, as the API returns it.

        Raises:
            ProblemResponse: The customer does not exist, or the customer cannot switch in this way.
        """
        configs = self.switch_configs(customer_id, studio_id)
        if not configs or config_id != _SWITCH_CONFIG:
            raise not_found("switch configuration", config_id, "configId")
        return {**configs[0], "destinationMembershipOffers": [extended_offer(502), extended_offer(503)]}

    def preview_switch(self, customer_id: int, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the costs of a switch, as the API returns them.

        Raises:
            ProblemResponse: The customer does not exist, or a field of the request is invalid.
        """
        _, term, start = self._check_switch(customer_id, body)
        return {
            "contractVolumeInformation": volume(term),
            "ageAdjustedPrice": euros(term.price),
            "moduleConsentTextBlocks": [],
            "paymentPreview": _payments(term, start, term.price),
        }

    def switch(self, customer_id: int, body: Mapping[str, Any]) -> None:
        """Replace a contract by another: it ends the day before the new one starts.

        Raises:
            ProblemResponse: The customer does not exist, or a field of the request is invalid.
        """
        source, term, start = self._check_switch(customer_id, body)
        self._use_token(customer_id, body)
        source.end, source.renews = start - timedelta(days=1), False
        source.replaced = start <= self._studio.today
        self._conclude(customer_id, {**body, "initialPaymentRequestToken": None}, term, start)

    def _check(self, contract: Mapping[str, Any], path: str) -> tuple[OfferTerm, date]:
        term = find_term(contract["contractOfferTermId"], f"{path}contractOfferTermId")
        start = date.fromisoformat(contract["startDate"])
        self._check_start(start, f"{path}startDate")
        for name, kind in (
            ("selectedSelectableModuleIds", "selectable module of this offer"),
            ("selectedOptionalModuleIds", "optional module of this term"),
        ):
            if contract.get(name):  # the offers have none
                raise not_found(kind, contract[name][0], f"{path}{name}[0]")
        token = contract.get("initialPaymentRequestToken")
        if token is not None:
            reference = f"{path}initialPaymentRequestToken"
            self._studio.part(PaymentRequests).find(token, reference).check_payment(reference)
        return term, start

    def _check_switch(self, customer_id: int, body: Mapping[str, Any]) -> tuple[Contract, OfferTerm, date]:
        source = self._contracts.get_of(customer_id, body["sourceContractId"], "sourceContractId")
        if body["configId"] != _SWITCH_CONFIG:
            raise not_found("switch configuration", body["configId"], "configId")
        term = find_term(body["membershipOfferTermId"], "membershipOfferTermId")
        if not source.is_active(self._studio.today):
            raise conflict("CONTRACT_INACTIVE", "the contract has ended", "sourceContractId")
        start = date.fromisoformat(body["startDate"])
        self._check_start(start, "startDate")
        return source, term, start

    def _check_start(self, start: date, reference: str) -> None:
        today = self._studio.today
        if start < today:
            raise invalid(f"{reference} must not be before today, {today}", reference)
        if start > add_units(today, 24, "MONTH"):
            raise invalid(f"{reference} must be within two years", reference)

    def _conclude(self, customer_id: int, body: Mapping[str, Any], term: OfferTerm, start: date) -> None:
        self._use_token(customer_id, body)
        self._contracts.conclude(customer_id, term, start, body.get("thirdPartyId"))
        ledger = self._studio.part(Accounts).of(customer_id)
        for charge in _payments(term, start, term.price)["paymentSchedule"]:
            ledger.book(charge["dueDate"], charge["description"], term.price, "EUR", term.price)

    def _use_token(self, customer_id: int, body: Mapping[str, Any]) -> None:
        token = body.get("initialPaymentRequestToken")
        if token is not None:
            request = self._studio.part(PaymentRequests).find(token, "initialPaymentRequestToken")
            request.check_customer(customer_id, "initialPaymentRequestToken")
            request.used = True


def _payments(term: OfferTerm, start: date, price: Decimal) -> dict[str, Any]:
    schedule = [
        {
            "dueDate": due,
            "description": f"Membership fee {due:%m/%Y}",
            "type": "CONTRACT_FEE",
            "amount": euros(price),
            "mandatoryOnSigning": False,
        }
        for due in (add_units(start, month, "MONTH") for month in range(min(term.months, _MAX_CHARGES)))
    ]
    return {"paymentSchedule": schedule, "dueOnSigningAmount": euros(Decimal("0.00"))}
