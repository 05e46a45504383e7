"""Presets: sizes of a studio, and situations that tests often need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next import ConflictError, PerfectGym
from perfectgym_next.models import ClassSlotBookingRequest, Money
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, presets
from perfectgym_next.testing.setup import StudioSetup


@pytest.fixture(params=["an empty studio", "a small studio", "a second studio"])
def place(request: pytest.FixtureRequest) -> Iterator[tuple[EmbeddedApi, StudioSetup, PerfectGym]]:
    """An API, one of its studios, and a client of this studio."""
    api, key = EmbeddedApi(customers=presets.EMPTY), TEST_KEY
    studio: StudioSetup = api
    if request.param == "a small studio":
        studio = api = EmbeddedApi(customers=presets.SMALL)
    if request.param == "a second studio":
        key = "hamburg-key"
        studio = api.add_studio(key, seed=7, customers=presets.SMALL)
    with PerfectGym("any", api_key=key, transport=api.transport(), max_retries=0, rate_limit=None) as gym:
        yield api, studio, gym


Place = tuple[EmbeddedApi, StudioSetup, PerfectGym]


class TestSizes:
    @pytest.mark.parametrize(
        ("customers", "requests"), [(presets.EMPTY, 1), (presets.SMALL, 1), (presets.MEDIUM, 5), (presets.LARGE, None)]
    )
    def test_decide_how_often_a_list_is_sliced(self, customers: int, requests: int | None) -> None:
        api = EmbeddedApi(customers=customers)
        with PerfectGym("any", api_key=TEST_KEY, transport=api.transport(), rate_limit=None) as gym:
            pager = gym.customers.list_customers(slice_size=50) if requests else gym.customers.list_customers()
            members = len(list(pager))
        assert (members == 0) == (customers == 0)
        assert len(api.requests) == requests if requests else len(api.requests) > 10


class TestAFullClass:
    def test_takes_bookings_on_its_waiting_list_only(self, place: Place) -> None:
        _, studio, gym = place
        found, member = presets.full_class(studio), studio.add_customer()
        slot = gym.classes.get_class_slot(found.class_id, found.class_slot_id)
        assert slot.booked_participants == slot.max_participants
        assert slot.waiting_list_participants == 0
        booking = gym.classes.book_class(ClassSlotBookingRequest(customer_id=member, class_slot_id=slot.id))
        assert booking.booking_status == "WAITING_LIST"

    def test_with_a_full_waiting_list_takes_none(self, place: Place) -> None:
        _, studio, gym = place
        found, member = presets.full_class(studio, waiting_list=True), studio.add_customer()
        with pytest.raises(ConflictError):
            gym.classes.book_class(ClassSlotBookingRequest(customer_id=member, class_slot_id=found.class_slot_id))

    def test_is_another_one_each_time(self, place: Place) -> None:
        _, studio, gym = place
        found = [presets.full_class(studio) for _ in range(5)]
        assert len({one.class_slot_id for one in found}) == 5
        for one in found:
            assert one.class_slot_id in {slot.id for slot in gym.classes.list_class_slots(one.class_id)}

    def test_is_another_one_in_each_thread(self) -> None:
        api = EmbeddedApi(customers=presets.EMPTY)
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: presets.full_class(api), range(40)))
        assert len({one.class_slot_id for one in found}) == 40

    def test_needs_a_slot_with_a_free_place(self) -> None:
        api = EmbeddedApi(customers=presets.EMPTY)
        with pytest.raises(LookupError, match="all class slots of the next two weeks are full"):
            for _ in range(1_000):
                presets.full_class(api)


class TestAContractAboutToEnd:
    @pytest.mark.parametrize("days", [0, 14, 400])
    def test_ends_as_time_passes(self, place: Place, days: int) -> None:
        api, studio, gym = place
        found = presets.contract_about_to_end(studio, days=days)
        assert found.last_day == api.now.date() + timedelta(days=days)
        (contract,) = gym.customers.list_contracts(found.customer_id)
        assert (contract.id, contract.cancelled, contract.cancellation_date) == (
            found.contract_id,
            True,
            found.last_day,
        )
        assert gym.customers.get_customer(found.customer_id).status == "MEMBER"
        if days:
            api.advance(days=days)
        assert gym.customers.get_customer(found.customer_id).status == "MEMBER"
        api.advance(days=1)
        assert gym.customers.get_customer(found.customer_id).status == "FORMER_MEMBER"

    def test_does_not_lie_in_the_past(self) -> None:
        with pytest.raises(ValueError, match="invalid days=-1"):
            presets.contract_about_to_end(EmbeddedApi(customers=0), days=-1)


class TestAMemberInArrears:
    @pytest.mark.parametrize("level", [1, 2, 3])
    def test_has_the_dunning_level(self, place: Place, level: int) -> None:
        _, studio, gym = place
        found = presets.member_in_arrears(studio, dunning_level=level)
        balances = gym.customers_account.get_balances(found.customer_id)
        assert balances.dunning_level == f"Dunning Level {level}"
        assert balances.account_balance == Money(-found.amount, "EUR")
        assert balances.in_debt_collection is False

    def test_on_another_level_is_refused(self) -> None:
        with pytest.raises(ValueError, match="invalid dunning_level=4: expected 1, 2 or 3"):
            presets.member_in_arrears(EmbeddedApi(customers=0), dunning_level=4)


class TestAMemberInDebtCollection:
    def test_is_the_debtor_of_a_run(self, place: Place) -> None:
        api, studio, gym = place
        found = presets.member_in_debt_collection(studio)
        assert gym.customers_account.get_balances(found.customer_id).in_debt_collection is True
        details = gym.finance.get_transfer_details(found.run_id)
        assert (details.status, details.collection_date) == ("WAITING_FOR_CONFIRMATION", api.now.date())
        (debtor,) = gym.finance.list_debtors(found.run_id)
        assert debtor.debtor_id == found.debtor_id
        assert gym.customers.get_customer_by(debtor_id=found.debtor_id).id == found.customer_id
        (case,) = debtor.collection_cases or []
        assert (case.open_amount, len(case.debt)) == (found.amount, 3)
        assert found.amount == Decimal("89.70")
        assert gym.customers_account.get_balances(found.customer_id).account_balance == Money("-89.70", "EUR")
        gym.finance.confirm_transfer(found.run_id)
        assert gym.finance.get_transfer_details(found.run_id).status == "COMPLETED"

    def test_is_one_of_several_runs(self, place: Place) -> None:
        _, studio, gym = place
        found = [presets.member_in_debt_collection(studio) for _ in range(2)]
        debtors = [[one.debtor_id for one in gym.finance.list_debtors(run.run_id)] for run in found]
        assert debtors == [[one.debtor_id] for one in found]
        cases = [one.collection_cases[0] for run in found for one in gym.finance.list_debtors(run.run_id)]  # type: ignore[index]
        assert len({case.collection_case_id for case in cases}) == 2
        assert len({debt.debt_id for case in cases for debt in case.debt}) == 6

    def test_is_transferred_once(self, place: Place) -> None:
        _, studio, _ = place
        found = presets.member_in_debt_collection(studio)
        with pytest.raises(LookupError, match="no open entries to transfer"):
            studio.start_debt_collection(found.customer_id)
        studio.add_bookings(found.customer_id, "5.00")
        assert studio.start_debt_collection(found.customer_id) != found.run_id


class TestAnUnconfirmedTrial:
    def test_is_confirmed_or_expires(self, place: Place) -> None:
        api, studio, gym = place
        kept, lost = presets.unconfirmed_trial(studio), presets.unconfirmed_trial(studio)
        offered = {offer.trial_offer_class.id for offer in gym.trial_offers.list_trial_classes()}
        for one in (kept, lost):
            booking = gym.classes.get_class_booking(one.booking_id)
            assert booking.booking_status == "BOOKED_WITH_CONFIRMATION_REQUIRED"
            assert (booking.customer_id, booking.class_slot_id) == (one.customer_id, one.class_slot_id)
            assert booking.class_id in offered
        assert gym.trial_offers.confirm_trial_booking(kept.booking_id).status == "CONFIRMED"
        api.advance(days=2)
        assert gym.trial_offers.confirm_trial_booking(lost.booking_id).status == "EXPIRED"


@pytest.mark.parametrize("preset", presets.PRESETS.values())
def test_a_situation_survives_in_the_state(preset: Callable[[StudioSetup], Any]) -> None:
    api = EmbeddedApi(customers=presets.SMALL)
    found = preset(api)
    again = EmbeddedApi.from_json(api.to_json())
    assert again.to_json() == api.to_json()
    one, other = (preset(each) for each in (api, again))
    assert one == other != found


def test_setup_checks_its_arguments() -> None:
    api = EmbeddedApi(customers=1)
    with pytest.raises(LookupError, match="there is no customer 5"):
        api.start_debt_collection(5)
    with pytest.raises(LookupError, match="there is no class slot 7"):
        api.add_class_booking(1001, 7)
    slot = presets.full_class(api, waiting_list=True).class_slot_id
    with pytest.raises(LookupError, match="cannot be booked"):
        api.add_class_booking(1001, slot)
