"""Names that the test kit takes: one that does not exist is refused, so that no assertion passes for a typing error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.models import BookingEntry, Money
from perfectgym_next.testing import TEST_KEY, EmbeddedApi, make
from perfectgym_next.testing.__main__ import main
from perfectgym_next.testing.faults import parse_fault
from tests.support.embedded import run_pytest


@pytest.fixture(scope="module")
def api() -> EmbeddedApi:
    return EmbeddedApi(customers=3)


class TestOperations:
    @pytest.mark.parametrize(
        "use",
        [
            lambda api, name: api.requests.none(name),
            lambda api, name: api.requests.one(name),
            lambda api, name: api.requests.of(name),
            lambda api, name: api.fail(name, status=503),
        ],
        ids=["none", "one", "of", "fail"],
    )
    @pytest.mark.parametrize(
        ("given", "meant"),
        [
            ("customers.lst_customers", "customers.list_customers"),
            ("list_customers", "customers.list_customers"),
            ("customers.listCustomers", "customers.list_customers"),
            ("Customers.List_Customers", "customers.list_customers"),
            ("customer_account.book_payment", "customers_account.book_payment"),
            ("get_class", "classes.get_class"),
        ],
    )
    def test_that_do_not_exist_are_refused(
        self, api: EmbeddedApi, use: Callable[[EmbeddedApi, str], Any], given: str, meant: str
    ) -> None:
        with pytest.raises(ValueError, match=f"^the API has no operation '{given}'; did you mean '{meant}'\\?$"):
            use(api, given)

    @pytest.mark.parametrize("given", ["", "*", "zzz", None, 7])
    def test_are_refused_also_where_none_is_near(self, api: EmbeddedApi, given: Any) -> None:
        for use in (api.requests.none, api.requests.one, api.requests.of):
            with pytest.raises(ValueError, match="^the API has no operation"):
                use(given)

    def test_of_every_kind_are_taken(self, api: EmbeddedApi) -> None:
        api.requests.clear()
        with PerfectGym("any", api_key=TEST_KEY, transport=api.transport()) as gym:
            gym.customers.get_customer(1001)
        api.requests.none("customers.list_customers")
        with pytest.raises(AssertionError, match="expected no request of customers.get_customer, got 1"):
            api.requests.none("customers.get_customer")


class TestFaults:
    def test_of_no_known_kind(self, api: EmbeddedApi) -> None:
        with pytest.raises(ValueError, match="'timeuot'; did you mean 'timeout'"):
            api.fail("classes.list_classes", kind="timeuot")  # type: ignore[arg-type]

    @pytest.mark.parametrize("options", [{"status": 503}, {"delay": 0.1}])
    def test_that_are_never_processed(self, api: EmbeddedApi, options: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="processed= requires kind="):
            api.fail("classes.list_classes", processed=True, **options)

    @pytest.mark.parametrize("options", [{"kind": "reset"}, {"delay": 0.1}])
    def test_without_an_answer_that_has_headers(self, api: EmbeddedApi, options: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="headers= requires status="):
            api.fail("classes.list_classes", headers={"Retry-After": "1"}, **options)

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("classes.list_classes=rest", "'rest'; did you mean 'reset'"),
            ("classes.list_classes=503,time=2", "'time'; did you mean 'times'"),
        ],
    )
    def test_on_the_command_line(self, text: str, meant: str) -> None:
        with pytest.raises(ValueError, match=meant):
            parse_fault(text)

    def test_of_no_known_operation_on_the_command_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--faults", "classes.list_clases=503", "--port", "0"]) == 2
        assert "did you mean 'classes.list_classes'?" in capsys.readouterr().err


class TestScopes:
    def test_that_do_not_exist(self, api: EmbeddedApi) -> None:
        for add in (lambda: EmbeddedApi(scopes=["CLASS_READ"]), lambda: api.add_key("k", scopes=["CLASS_READ"])):
            with pytest.raises(ValueError, match=r"no scope CLASS_READ; did you mean 'CLASSES_READ'\?"):
                add()

    def test_given_as_a_text(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match=r"give \['CLASSES_READ'\]"):
            api.add_key("k", scopes="CLASSES_READ")


class TestWhatIsPutIntoTheStudio:
    def test_members_of_a_customer(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError, match=r"'fist_name'; did you mean 'first_name'\?"):
            api.add_customer(fist_name="Ada")
        with pytest.raises(TypeError, match=r"add_customer\(\) has no argument 'uuid'"):
            api.add_customer(uuid="1")

    def test_rates(self, api: EmbeddedApi) -> None:
        with pytest.raises(LookupError, match=r"unknown rate 'Premum': expected Basic, .*; did you mean 'Premium'\?"):
            api.add_contract(1001, "Premum")

    @pytest.mark.parametrize("currency", ["EURO", "eur", ""])
    def test_currencies(self, api: EmbeddedApi, currency: str) -> None:
        with pytest.raises(ValueError, match="currency"):
            api.add_bookings(1001, "1.00", currency=currency)
        with pytest.raises(ValueError, match="currency"):
            api.add_payment_request("1.00", currency)

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "one"])
    def test_amounts(self, api: EmbeddedApi, amount: str) -> None:
        with pytest.raises(ValueError, match=amount):
            api.add_bookings(1001, amount)

    @pytest.mark.parametrize(
        "use",
        [
            lambda api: api.accept_amendments(9),
            lambda api: api.add_bookings(9, "1.00"),
            lambda api: api.add_contract(9),
            lambda api: api.add_document(9, "a.pdf"),
            lambda api: api.add_checkin(9, datetime(2025, 6, 1)),
            lambda api: api.add_payment_request("1.00", customer_id=9),
            lambda api: api.fill_class_slot(9),
        ],
    )
    def test_ids(self, api: EmbeddedApi, use: Callable[[EmbeddedApi], Any]) -> None:
        with pytest.raises(LookupError, match="9"):
            use(api)


class TestModels:
    def test_members(self) -> None:
        with pytest.raises(TypeError, match=r"BookingEntry has no field 'due_data'; did you mean 'due_date'\?"):
            make(BookingEntry, due_data=None)
        with pytest.raises(TypeError, match=r"BookingEntry has no field 'dueDate'; did you mean 'due_date'\?"):
            make(BookingEntry, amount=Money("1.00", "EUR"), dueDate=None)


class TestThePlugin:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ("customer=2", "EmbeddedApi has no argument 'customer'; did you mean 'customers'?"),
            ("2", "invalid arguments (2,) of the marker perfectgym: give keyword arguments"),
        ],
    )
    def test_arguments_of_its_marker(self, tmp_path: Path, arguments: str, message: str) -> None:
        suite = f"import pytest\n\n@pytest.mark.perfectgym({arguments})\ndef test_it(perfectgym): pass\n"
        ended = run_pytest(tmp_path, suite)
        assert ended.returncode == 1
        assert message in ended.stdout
