"""Several studios behind one API, each with a key of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from perfectgym_next import PerfectGym
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Ask, Asker


class TestAnAddedStudio:
    def test_has_data_of_its_own(self, api: EmbeddedApi, ask: Ask, asker: Asker) -> None:
        hamburg = api.add_studio("hamburg-key", name="Hamburg", seed=2, customers=10)
        other = asker(api, "hamburg-key")
        mine, theirs = (a("GET", "/v1/customers/1001")[1] for a in (ask, other))
        assert (mine["id"], mine["studioId"]) == (1001, api.studio_id)
        assert (theirs["id"], theirs["studioId"]) == (1001, hamburg.studio_id)
        assert mine["lastName"] + mine["email"] != theirs["lastName"] + theirs["email"]
        assert other("GET", "/v1/studios/information")[1]["name"] == "Hamburg"
        assert (ask("GET", "/v1/customers/1011")[0], other("GET", "/v1/customers/1011")[0]) == (200, 404)

    def test_is_set_up_and_changed_alone(self, api: EmbeddedApi, ask: Ask, asker: Asker) -> None:
        twin = api.add_studio("twin-key")
        other = asker(api, "twin-key")
        assert ask("GET", "/v1/customers/1005/account/balances") == other("GET", "/v1/customers/1005/account/balances")
        twin.add_bookings(1005, "12.00")
        slot = ask("GET", "/v1/classes/2001/slots")[1]["result"][0]
        twin.fill_class_slot(slot["id"])
        medium = {"type": "CARD_NUMBER", "value": "77"}
        assert other("POST", "/v1/customers/1005/access-mediums", medium)[0] == 200
        assert ask("GET", "/v1/customers/1005/account/balances") != other("GET", "/v1/customers/1005/account/balances")
        assert ask("GET", "/v1/customers/by?cardNumber=77")[0] == 404
        assert other("GET", "/v1/customers/by?cardNumber=77")[1]["id"] == 1005
        assert ask("GET", "/v1/classes/2001/slots")[1]["result"][0] == slot
        assert other("GET", "/v1/classes/2001/slots")[1]["result"][0] != slot

    def test_refuses_the_payment_of_another(self, api: EmbeddedApi, ask: Ask, asker: Asker) -> None:
        body = {"paymentRequestToken": api.add_payment_request("5.00"), "amount": {"amount": 5, "currency": "EUR"}}
        api.add_studio("hamburg-key", seed=2)
        payment = "/v1/customers/1001/account/payment"
        assert asker(api, "hamburg-key")("POST", payment, body)[0] == 404
        assert ask("POST", payment, body)[0] == 200

    def test_shares_the_time(self, api: EmbeddedApi, asker: Asker) -> None:
        early = api.add_studio("early-key")
        customer_id = early.add_customer()
        early.add_bookings(customer_id, "9.00", due=datetime(2025, 6, 20).date())
        api.advance(days=30)
        late = api.add_studio("late-key")
        assert (
            asker(api, "early-key")("GET", f"/v1/customers/{customer_id}/account/balances")[1]["accountBalance"][
                "amount"
            ]
            == -9
        )
        upcoming = asker(api, "late-key")("GET", "/v1/customers/1001/account/transactions/upcoming")[1]["result"]
        assert upcoming[0]["dueDate"] == "2025-07-02"
        assert late.studio_name == "Example studio 3"

    def test_has_keys_with_scopes_and_limits_of_their_own(self, asker: Asker) -> None:
        api = EmbeddedApi(rate_limit=1)
        hamburg = api.add_studio("hamburg-key", seed=2, scopes=["CLASSES_READ"])
        hamburg.add_key("second-key")
        assert asker(api)("GET", "/v1/customers/1001")[0] == 200
        assert asker(api)("GET", "/v1/customers/1001")[0] == 429
        assert asker(api, "second-key")("GET", "/v1/customers/1001")[0] == 200
        assert asker(api, "hamburg-key")("GET", "/v1/customers/1001")[0] == 403
        with pytest.raises(ValueError, match="one of the studio 'Example studio 2'"):
            api.add_key("second-key")
        with pytest.raises(ValueError, match="one of the studio 'Example studio'"):
            api.add_studio(TEST_KEY)
        assert len(api.requests) == 4

    def test_is_found_by_its_name(self, api: EmbeddedApi) -> None:
        hamburg = api.add_studio("hamburg-key", name="Hamburg")
        assert api.studio("Hamburg").studio_id == hamburg.studio_id != api.studio_id
        assert "hamburg-key" not in repr(api) + repr(hamburg)
        with pytest.raises(LookupError, match="did you mean 'Hamburg'"):
            api.studio("Hamborg")
        with pytest.raises(ValueError, match="already is a studio 'Hamburg'"):
            api.add_studio("other-key", name="Hamburg")
        assert asks_401(api, "other-key")

    def test_shows_where_a_request_went(self, api: EmbeddedApi, ask: Ask, asker: Asker) -> None:
        api.add_studio("hamburg-key", name="Hamburg")
        for sender in (ask, asker(api, "hamburg-key"), asker(api, "wrong-key")):
            sender("GET", "/v1/studios/information")
        assert [request.studio for request in api.requests] == ["Example studio", "Hamburg", None]


def asks_401(api: EmbeddedApi, key: str) -> bool:
    return api.handle("GET", "/v1/customers/1001", headers={"X-API-KEY": key}).status == 401


def test_one_server_never_mixes_them_up() -> None:
    api = EmbeddedApi()
    keys = [TEST_KEY, *(f"key-{number}" for number in range(2, 9))]
    for number, key in enumerate(keys[1:], start=2):
        api.add_studio(key, name=f"Studio {number}", seed=number)
    with api.serve() as server, ThreadPoolExecutor(8) as threads:
        gyms = [PerfectGym(base_url=server.url, api_key=key, rate_limit=None) for key in keys]
        expected = [gym.customers.get_customer(1001).email for gym in gyms]
        assert len(set(expected)) == len(keys)

        def get(turn: int) -> str | None:
            return gyms[turn % len(gyms)].customers.get_customer(1001).email

        assert list(threads.map(get, range(200))) == [expected[turn % len(gyms)] for turn in range(200)]
        for gym in gyms:
            gym.close()
