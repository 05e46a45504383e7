"""One suite of scenarios, by both clients, over both front ends."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next import ApiConnectionError, ApiError, AsyncPerfectGym, PerfectGym, ResponseFormatError
from perfectgym_next.models import (
    BookCustomerPaymentRequest,
    CheckinVoucherRedeem,
    ClassSlotBookingRequest,
    CustomerStudioSwitchRequest,
    IdlePeriodRequest,
    IdlePeriodUnit,
    MembershipSignupContract,
    MembershipSignupCustomer,
    MembershipSignupRequest,
    Money,
)
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, make


class Blocking:
    """An async client, or a part of it, that can be used like the sync one."""

    def __init__(self, inner: Any, run: Callable[[Any], Any]) -> None:
        self._inner = inner
        self._run = run

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return found if isinstance(found, str) else Blocking(found, self._run)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        answer = self._inner(*arguments, **keywords)
        if inspect.isawaitable(answer):
            return self._run(answer)
        return self._run(self._collect(answer))

    @staticmethod
    async def _collect(pager: Any) -> list[Any]:
        return [item async for item in pager]


@pytest.fixture(params=["transport", "server"])
def options(request: pytest.FixtureRequest, api: EmbeddedApi) -> Iterator[dict[str, Any]]:
    if request.param == "transport":
        yield {"tenant": "embedded", "transport": api.transport(), "max_retries": 0}
    else:
        with api.serve() as server:
            yield {"base_url": server.url, "max_retries": 0}


@pytest.fixture(params=["sync", "async"])
def gym(request: pytest.FixtureRequest, options: dict[str, Any]) -> Iterator[Any]:
    if request.param == "sync":
        with PerfectGym(api_key=TEST_KEY, **options) as sync_gym:
            yield sync_gym
        return
    with asyncio.Runner() as runner:
        async_gym = AsyncPerfectGym(api_key=TEST_KEY, **options)
        yield Blocking(async_gym, runner.run)
        runner.run(async_gym.__aexit__(None, None, None))


def refusal(call: Callable[..., Any], *arguments: Any, **keywords: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        call(*arguments, **keywords)
    return caught.value


class TestAMembersLife:
    def test_joining(self, gym: Any) -> None:
        term = gym.memberships.get_membership_offer(502).terms[0]
        request = MembershipSignupRequest(
            customer=make(MembershipSignupCustomer, first_name="Ada", payment_request_token=None),
            contract=MembershipSignupContract(contract_offer_term_id=term.id, start_date=date(2025, 7, 1)),
        )
        preview = gym.memberships.preview_signup(request)
        customer_id = gym.memberships.sign_up(request).customer_id
        assert gym.customers.get_customer(customer_id).first_name == "Ada"
        assert gym.customers.list_contracts(customer_id)[0].start_date == date(2025, 7, 1)
        upcoming = list(gym.customers_account.list_upcoming_transactions(customer_id))
        assert sum((e.amount.amount for e in upcoming), Decimal(0)) == (
            preview.contract_volume_information.total_contract_volume.amount
        )

    def test_booking_and_cancelling_a_class_that_is_full(self, api: EmbeddedApi, gym: Any) -> None:
        slots = list(gym.classes.list_class_slots(2001))
        free = (slot for slot in slots if slot.booked_participants < slot.max_participants)
        slot = next(slot for slot in free if slot.start_date_time > api.now)
        api.fill_class_slot(slot.id)
        booking = gym.classes.book_class(ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
        assert booking.booking_status == "WAITING_LIST"
        gym.classes.cancel_class_booking(booking.booking_id)
        assert gym.classes.get_class_booking(booking.booking_id).booking_status == "CANCELED"
        api.fill_class_slot(slot.id, waiting_list=True)
        error = refusal(gym.classes.book_class, ClassSlotBookingRequest(customer_id=1001, class_slot_id=slot.id))
        assert (error.status, error.code) == (409, "embedded.BOOKING_LIMIT_REACHED")

    def test_pausing_with_a_document(self, api: EmbeddedApi, gym: Any) -> None:
        contract = gym.customers.list_contracts(1001)[-1].id
        request = IdlePeriodRequest(
            start_date=date(2025, 8, 4), temporal_unit=IdlePeriodUnit.WEEK, term_value=3, reason_id=802
        )
        assert refusal(gym.membership_self_service.create_idle_period, contract, data=request).reference == "document"
        period = gym.membership_self_service.create_idle_period(contract, data=request, document=b"%PDF-1.7 \r\n\x00")
        assert (period.end_date, period.state) == (date(2025, 8, 24), "PENDING_VERIFICATION")
        assert gym.customers.get_customer(1001).idle_periods == []
        api.accept_amendments(1001)
        assert gym.customers.get_customer(1001).idle_periods[0].id == period.id
        assert gym.membership_self_service.get_idle_period(contract, period.id).state == "ACCEPTED"

    def test_paying_what_is_open(self, api: EmbeddedApi, gym: Any) -> None:
        before = gym.customers_account.get_balances(1001).account_balance
        assert before.amount < 0
        amount = Money(-before.amount, before.currency)
        token = api.add_payment_request(amount.amount, amount.currency)
        gym.customers_account.book_payment(1001, BookCustomerPaymentRequest(payment_request_token=token, amount=amount))
        assert gym.customers_account.get_balances(1001).account_balance.amount == 0
        sent = api.requests.one("customers_account.book_payment").json
        assert sent["amount"] == {"amount": amount.amount, "currency": "EUR"}

    def test_moving_to_another_studio(self, gym: Any) -> None:
        here = gym.studios.get_studio_information().studio_id
        there = next(s.studio_id for s in gym.cross_studio.list_studios_with_membership_offers() if s.studio_id != here)
        request = CustomerStudioSwitchRequest(target_studio_id=there, switch_date=date(2025, 6, 2))
        gym.customers.switch_studio(1001, request)
        assert gym.customers.get_customer(1001).studio_id == there
        assert refusal(gym.customers.switch_studio, 1001, request).code == "embedded.ALREADY_IN_STUDIO"


class TestAWalk:
    @pytest.fixture
    def api(self) -> EmbeddedApi:
        return EmbeddedApi(customers=10_000)

    def test_over_10_000_customers_meets_each_once(self, api: EmbeddedApi, gym: Any) -> None:
        members = list(gym.customers.list_customers())
        prospects = list(gym.customers.list_customers(customer_status="PROSPECT"))
        ids = [customer.id for customer in members + prospects]
        assert len(ids) == len(set(ids)) > 9000
        assert max(ids) > 10_990
        assert len(api.requests) == -(-len(members) // 500) + -(-len(prospects) // 500)


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            ({"kind": "reset"}, ApiConnectionError),
            ({"kind": "malformed"}, ResponseFormatError),
            ({"status": 503}, ApiError),
        ],
    )
    def test_reach_the_client(self, api: EmbeddedApi, gym: Any, fault: Any, error: type[Exception]) -> None:
        api.fail("checkin_vouchers.redeem_voucher", **fault)
        with pytest.raises(error):
            gym.checkin_vouchers.redeem_voucher(make(CheckinVoucherRedeem))
        assert gym.checkin_vouchers.redeem_voucher(make(CheckinVoucherRedeem, voucher_code="B")).studio_access_code
