"""API keys and their scopes."""

from __future__ import annotations

import json
import pickle

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.embedded import Asker

CLASSES = "/v1/classes"


class TestTheKey:
    def test_in_its_header_opens(self, api: EmbeddedApi) -> None:
        assert api.handle("GET", "/v1/customers/1001", "", {"x-ApI-kEy": TEST_KEY}).status == 200

    @pytest.mark.parametrize("headers", [{}, {"X-API-KEY": ""}, {"X-API-KEY": "wrong"}, {"X-API-KEY": "schlüssel"}])
    def test_missing_or_wrong_is_refused(self, api: EmbeddedApi, headers: dict[str, str]) -> None:
        answer = api.handle("GET", "/v1/customers/1001", "", headers)
        error = json.loads(answer.body)
        assert (answer.status, error["errorCode"], error["reference"]) == (401, "embedded.UNAUTHORIZED", "X-API-KEY")

    def test_that_was_given_is_the_one_that_opens(self, asker: Asker) -> None:
        api = EmbeddedApi(key="another-key")
        assert asker(api)("GET", "/v1/customers/1001")[0] == 401
        assert asker(api, "another-key")("GET", "/v1/customers/1001")[0] == 200

    def test_is_not_shown(self) -> None:
        api = EmbeddedApi(key="s3cret-k3y")
        answer = api.handle("GET", "/v1/customers/1001", "", {"X-API-KEY": "s3cret-k3y-but-wrong"})
        assert "s3cret" not in repr(api)
        assert b"s3cret" not in answer.body

    def test_is_not_pickled(self, api: EmbeddedApi) -> None:
        with pytest.raises(TypeError):
            pickle.dumps(api)

    @pytest.mark.parametrize("key", ["", "two words", "schlüssel", "line\n"])
    def test_that_no_header_can_hold_is_refused_unseen(self, key: str) -> None:
        with pytest.raises(ValueError, match="visible ASCII") as caught:
            EmbeddedApi(key=key)
        assert not key or key not in str(caught.value)


class TestScopes:
    def test_open_what_they_are_for_and_nothing_else(self, asker: Asker) -> None:
        ask = asker(EmbeddedApi(scopes=["CLASSES_READ"]))
        assert ask("GET", CLASSES)[0] == 200
        status, error = ask("GET", "/v1/devices")
        assert status == 403
        assert "DEVICE_READ" in error["errorMessage"]
        assert "devices.list_devices" in error["errorMessage"]

    @pytest.mark.parametrize("scope", ["CUSTOMER_BENEFIT_READ", "CUSTOMER_READ"])
    def test_of_which_any_is_enough(self, asker: Asker, scope: str) -> None:
        assert asker(EmbeddedApi(scopes=[scope]))("GET", "/v1/customers/1001/benefits")[0] == 200

    def test_of_which_none_is_there_are_all_named(self, asker: Asker) -> None:
        error = asker(EmbeddedApi(scopes=[]))("GET", "/v1/customers/1001/benefits")[1]
        assert "one of the scopes CUSTOMER_BENEFIT_READ, CUSTOMER_READ" in error["errorMessage"]

    def test_are_not_needed_where_none_is_named(self, asker: Asker) -> None:
        assert asker(EmbeddedApi(scopes=[]))("POST", "/v1/studios/confirmActivation")[0] == 200

    def test_belong_to_their_key(self, api: EmbeddedApi, asker: Asker) -> None:
        api.add_key("reader", scopes=["CUSTOMER_READ"])
        assert asker(api, "reader")("GET", "/v1/customers/1001")[0] == 200
        assert asker(api, "reader")("GET", CLASSES)[0] == 403
        assert asker(api)("GET", CLASSES)[0] == 200

    def test_that_do_not_exist_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no scope CLASS_READ"):
            EmbeddedApi(scopes=["CLASS_READ"])
