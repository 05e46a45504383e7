"""Examples of the operations on members' accounts; the reference shows them with what they send and receive."""

from __future__ import annotations

from decimal import Decimal

from perfectgym_next import Money, PerfectGym
from perfectgym_next.models import (
    BookCustomerPaymentRequest,
    UpdateCustomerPaymentInstrumentRequest,
    UserSessionRequest,
    UserSessionScope,
)
from perfectgym_next.testing import EmbeddedApi


def get_balances(gym: PerfectGym) -> None:
    balance = gym.customers_account.get_balances(1001)
    print(balance.account_balance, balance.dunning_level)


def book_payment(gym: PerfectGym, api: EmbeddedApi) -> None:
    session = gym.payments.create_user_session(
        UserSessionRequest(
            amount=Decimal("25.00"), scope=UserSessionScope.MEMBER_ACCOUNT, reference_text="Balance", customer_id=1001
        )
    )
    paid = api.complete_payment(session.token)  # the vendor's payment component, in the member's browser
    booked = gym.customers_account.book_payment(
        1001, BookCustomerPaymentRequest(payment_request_token=paid, amount=Money(Decimal("25.00"), "EUR"))
    )
    print(booked)


def update_payment_instrument(gym: PerfectGym, api: EmbeddedApi) -> None:
    session = gym.payments.create_user_session(
        UserSessionRequest(
            amount=Decimal(0), scope=UserSessionScope.MEMBER_ACCOUNT, reference_text="New card", customer_id=1001
        )
    )
    token = api.complete_payment(session.token)  # the vendor's payment component, in the member's browser
    gym.customers_account.update_payment_instrument(
        1001, UpdateCustomerPaymentInstrumentRequest(payment_request_token=token)
    )


def list_transactions(gym: PerfectGym) -> None:
    for entry in gym.customers_account.list_transactions(1001):
        print(entry.due_date, entry.description, entry.amount)


def list_upcoming_transactions(gym: PerfectGym) -> None:
    for entry in gym.customers_account.list_upcoming_transactions(1001):
        print(entry.due_date, entry.description, entry.amount)
