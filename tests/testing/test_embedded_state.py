"""The state of an embedded API as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Ask, bookable_slots, make_ask

READS = [
    *(f"/v1/customers/{number}" for number in range(1001, 1023)),
    *(
        f"/v1/customers/{number}/account/{kind}"
        for number in (1001, 1002, 1021)
        for kind in ("balances", "transactions")
    ),
    *(f"/v1/customers/{number}/contracts" for number in (1002, 1021)),
    *(f"/v1/customers/{number}/activities/checkins" for number in (1002, 1021)),
    "/v1/customers/1021/documents",
    "/v1/customers/by?cardNumber=77",
    "/v1/customers/1002/self-service/address-data",
    "/v1/customers/1002/self-service/contact-data",
    "/v1/customers/1002/communication-preferences",
    "/v1/classes/2001/slots",
    "/v1/classes/booking?customerId=1002",
    "/v1/appointments/booking?customerId=1002",
    "/v1/devices",
    "/v1/debt-collection/902/details",
    "/v1/debt-collection/cases",
    "/v1/no-such-path",
]


def use(api: EmbeddedApi, ask: Ask) -> None:
    """Change about everything that a studio holds."""
    member = api.add_customer(first_name="Ada", date_of_birth=date(1990, 12, 10))
    api.add_bookings(member, "19.90", "5.10", due=date(2025, 5, 1))
    api.add_bookings(member, "7.00", due=date(2025, 6, 20))
    api.add_bookings(member, "3.00", due=api.now.date())
    contract = api.add_contract(member, "Premium", start=date(2025, 1, 1))
    api.add_checkin(member, datetime(2025, 6, 1, 18, 30))
    api.add_document(member, "contract.pdf", "Grüße")
    api.add_payment_request("39.80", customer_id=member)
    api.set_amendment_rule("contact", "READ")
    api.withdraw_consent(1005)
    for method, path, body in [
        ("POST", "/v1/customers/1002/access-mediums", {"type": "CARD_NUMBER", "value": "77"}),
        ("PUT", "/v1/customers/1002/access-restrictions", {"reason": "x"}),
        ("POST", "/v1/debt-collection/902/confirmTransfer", None),
        ("POST", "/v1/devices/28/activate", None),
        ("POST", "/v1/customers/1002/benefits/SAUNA/use", None),
        ("GET", "/v1/customers/1003/account/transactions", None),
    ]:
        ask(method, path, body)
    module = {"additionalModuleId": 701, "paymentFrequencyId": 711, "bookTrialPeriod": False, "startDate": "2025-06-02"}
    path = f"/v1/memberships/{contract}/self-service/additional-modules/purchase"
    assert ask("POST", path, module)[0] == 200
    slot = bookable_slots(ask)[-1]
    api.fill_class_slot(slot["id"])
    assert ask("POST", "/v1/classes/booking/book", {"classSlotId": slot["id"], "customerId": 1002})[0] == 200


def read_all(ask: Ask) -> list[Any]:
    return [ask("GET", target) for target in READS]


def copy(api: EmbeddedApi) -> EmbeddedApi:
    return EmbeddedApi.from_json(api.to_json())


class TestRoundTrip:
    def test_gives_the_same_responses_afterwards(self) -> None:
        api = EmbeddedApi(seed=3, customers=20)
        use(api, make_ask(api))
        again = copy(api)
        assert again.to_json() == api.to_json()
        assert [read_all(make_ask(again)) for _ in range(2)] == [read_all(make_ask(api)) for _ in range(2)]

    def test_goes_on_as_the_original_would(self) -> None:
        api = EmbeddedApi(seed=3, customers=20)
        use(api, make_ask(api))
        again = copy(api)
        for each in (api, again):
            each.advance(days=40)
            use(each, make_ask(each))
        assert again.now == api.now
        assert read_all(make_ask(again)) == read_all(make_ask(api))

    def test_of_several_studios(self) -> None:
        api = EmbeddedApi(customers=20, nulls=False)
        api.advance(days=3)
        hamburg = api.add_studio("hamburg-key", name="Hamburg", seed=2, customers=21)
        use(api, make_ask(api))
        hamburg.add_bookings(1002, "1.00")
        again = copy(api)
        assert make_ask(again, "hamburg-key")("GET", READS[0])[0] == 401
        again.studio("Hamburg").add_key("new-key")
        make_ask(api)("GET", "/v1/no-such-path")  # the 401 had a trace id
        assert read_all(make_ask(again, "new-key")) == read_all(make_ask(api, "hamburg-key"))
        assert read_all(make_ask(again)) == read_all(make_ask(api))

    def test_keeps_what_several_records_share(self) -> None:
        api = EmbeddedApi(customers=5)
        ask = make_ask(api)
        member = api.add_customer()
        contract = api.add_contract(member)
        module = {"additionalModuleId": 701, "paymentFrequencyId": 711, "bookTrialPeriod": False}
        path = f"/v1/memberships/{contract}/self-service"
        status, bought = ask("POST", f"{path}/additional-modules/purchase", module)
        assert status == 200, bought
        again = make_ask(copy(api))
        reason = {"cancelationDate": "2025-07-02", "cancelationReasonId": 1001}
        for sender in (ask, again):
            assert (
                sender("POST", f"{path}/additional-module-contracts/{bought['id']}/ordinary-cancelation", reason)[0]
                == 200
            )
        contracts = again("GET", f"/v1/customers/{member}/contracts")
        assert contracts == ask("GET", f"/v1/customers/{member}/contracts")
        assert contracts[1][0]["moduleContracts"][0]["cancelled"] is True


class TestTheDocument:
    def test_has_a_version_and_no_key(self) -> None:
        api = EmbeddedApi(key="my-0wn-key")
        api.add_studio("hamburg-key", scopes=["CLASSES_READ"])
        make_ask(api, "my-0wn-key")("GET", "/v1/customers/1001")
        text = api.to_json()
        assert json.loads(text)["version"] == 1
        for secret in ("my-0wn-key", "hamburg-key", TEST_KEY):
            assert secret not in text

    def test_holds_only_what_differs_from_the_seed(self) -> None:
        api = EmbeddedApi()
        make_ask(api)("GET", "/v1/customers/1001/account/transactions")
        read_all(make_ask(api))
        assert len(api.to_json()) < 5_000

    @pytest.mark.parametrize(
        "damage",
        [
            lambda text: "",
            lambda text: "[]",
            lambda text: '{"version": 1}',
            lambda text: text[: len(text) // 2],
            lambda text: text.replace("19.90", "19.91"),
            lambda text: text.replace('"digest":"', '"digest":"0'),
            lambda text: b"\xff" + text.encode(),
            lambda text: "[" * 100_000,
        ],
    )
    def test_that_is_damaged_is_one_clear_error(self, damage: Any) -> None:
        api = EmbeddedApi(customers=1)
        api.add_bookings(1001, "19.90")
        with pytest.raises(ValueError, match="state of the embedded API is damaged"):
            EmbeddedApi.from_json(damage(api.to_json()))

    def test_of_another_version_names_the_package_that_wrote_it(self) -> None:
        text = json.dumps({**json.loads(EmbeddedApi().to_json()), "version": 2, "package": "9.9"})
        with pytest.raises(ValueError, match=r"version 2 .* only 1: install the perfectgym-next that wrote it, 9\.9"):
            EmbeddedApi.from_json(text)

    def test_creates_no_class_of_others(self) -> None:
        from perfectgym_next._core.json import encode
        from perfectgym_next.testing._state import _digest

        document = json.loads(EmbeddedApi(customers=1).to_json())
        for name in ("os.system", "studio.datetime", "customers.Nothing", "no_module.Class", "..api.EmbeddedApi"):
            document["state"]["studios"][0]["parts"] = {name: {}}
            document["digest"] = _digest(document["state"])
            with pytest.raises(ValueError, match="cannot read the state of an embedded API that perfectgym-next"):
                EmbeddedApi.from_json(encode(document))

    @pytest.mark.parametrize("part", ["accounts.Accounts", "contracts.Contracts", "class_bookings.ClassBookings"])
    def test_with_other_attributes_than_the_classes_of_this_version_is_refused(self, part: str) -> None:
        from perfectgym_next._core.json import encode
        from perfectgym_next.testing._state import _digest

        api = EmbeddedApi(customers=1)
        api.add_bookings(1001, "19.90")
        api.add_contract(1001)
        api.add_class_booking(1001, make_ask(api)("GET", "/v1/classes/2001/slots")[1]["result"][-1]["id"])

        def records(value: Any) -> Any:
            if isinstance(value, list):
                return next((found for found in map(records, value) if found), None)
            if not isinstance(value, dict):
                return None
            if "." in str(value.get("!")):
                return value["v"]
            return records(list(value.values()))

        changes: list[Callable[[dict[str, Any]], object]] = [dict.popitem, lambda record: record.update(added=1)]
        for change in changes:
            document = json.loads(api.to_json())
            change(records(document["state"]["studios"][0]["parts"][part]))
            document["digest"] = _digest(document["state"])
            with pytest.raises(ValueError, match="has other attributes|unexpected keyword|missing 1 required"):
                EmbeddedApi.from_json(encode(document))
