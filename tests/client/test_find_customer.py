"""One member, by any of the ways that the API has."""

from __future__ import annotations

import asyncio
import inspect
import json
import pickle
from typing import Any
from uuid import UUID

import pytest

from perfectgym_next import AmbiguousCustomerError, AsyncPerfectGym, PerfectGym
from perfectgym_next.errors import NotFoundError, PermissionDeniedError
from perfectgym_next.models import CardNumberFormat
from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from tests.support.both_clients import BOTH
from tests.support.scripted import Service, answer
from tests.support.shipped import OPERATIONS

ADA = {"id": 7, "accessRefusal": False, "status": "MEMBER", "email": "Ada@Example.com"}
GRACE = {**ADA, "id": 8, "email": "ada@example.com.invalid"}
MISSING = {"errorMessage": "no such customer", "errorCode": "NOT_FOUND"}
QR_CODE = UUID("6f1f6b0e-8c0c-4a39-9d1c-0d3b1a6c9a01")
WAYS = {
    "customer_number": "1-12345",
    "card_number": "0815",
    "barcode": "B-7",
    "qr_code_uuid": QR_CODE,
    "pin": "1234",
    "debtor_id": "D-7",
}


def find(client: str, service: Service, *arguments: Any, **options: Any) -> Any:
    if client == "sync":
        return service.client().find_customer(*arguments, **options)
    return asyncio.run(service.async_client().find_customer(*arguments, **options))


@BOTH
@pytest.mark.parametrize(("cross_studio", "prefix"), [(False, "/api/v1/"), (True, "/api/v1/cross-studio/")])
class TestEachWay:
    @pytest.mark.parametrize("way", WAYS)
    def test_by_a_number_or_medium(self, client: str, cross_studio: bool, prefix: str, way: str) -> None:
        service = Service(answer(200, ADA))
        found = find(client, service, **{way: WAYS[way]}, cross_studio=cross_studio)
        assert found.id == 7
        wire = {"qr_code_uuid": "qrCodeUuid"}.get(
            way, "".join([way.split("_", maxsplit=1)[0], *map(str.title, way.split("_")[1:])])
        )
        assert [sent.path for sent in service.sent] == [f"{prefix}customers/by?{wire}={WAYS[way]}"]

    def test_by_id(self, client: str, cross_studio: bool, prefix: str) -> None:
        service = Service(answer(200, ADA))
        for arguments in ((7,), ()):
            options = {} if arguments else {"customer_id": 7}
            assert find(client, service, *arguments, cross_studio=cross_studio, **options).id == 7
        assert [sent.path for sent in service.sent] == [f"{prefix}customers/7"] * 2

    def test_by_email(self, client: str, cross_studio: bool, prefix: str) -> None:
        service = Service(answer(200, [GRACE, ADA]))
        assert find(client, service, email=" ada@example.COM", cross_studio=cross_studio).id == 7
        assert [(sent.method, sent.path) for sent in service.sent] == [("POST", f"{prefix}customers/search")]
        assert json.loads(service.sent[0].body) == {"email": " ada@example.COM"}

    def test_with_a_notation_of_card_numbers(self, client: str, cross_studio: bool, prefix: str) -> None:
        service = Service(answer(200, ADA), answer(200, ADA), answer(200, [ADA]))
        for way in ({"card_number": "0A"}, {"customer_id": 7}, {"email": "ada@example.com"}):
            notation = CardNumberFormat.HEX_MSB
            find(client, service, **way, card_number_format=notation, cross_studio=cross_studio)
        for sent in service.sent:
            assert "HEX_MSB" in f"{sent.path} {sent.body!r}"


@BOTH
class TestNobody:
    @pytest.mark.parametrize("way", [{"customer_id": 9}, {"barcode": "B"}, {"pin": "1"}])
    def test_is_none_where_the_service_says_so(self, client: str, way: dict[str, Any]) -> None:
        assert find(client, Service(answer(404, MISSING)), **way) is None

    def test_is_none_where_another_address_begins_alike(self, client: str) -> None:
        assert find(client, Service(answer(200, [GRACE])), email="ada@example.com") is None
        assert find(client, Service(answer(200, [])), email="ada@example.com") is None
        nobody = {name: value for name, value in ADA.items() if name != "email"}
        assert find(client, Service(answer(200, [nobody])), email="ada@example.com") is None

    def test_is_an_error_where_another_server_says_so(self, client: str) -> None:
        for body in (b"<html>Not Found</html>", b"", b"{}"):
            with pytest.raises(NotFoundError):
                find(client, Service(answer(404, raw=body)), barcode="B")

    def test_is_not_a_member_who_is_not_shown(self, client: str) -> None:
        with pytest.raises(PermissionDeniedError):
            find(client, Service(answer(403, {"errorMessage": "no consent"})), customer_id=7)


@BOTH
def test_several_members_of_one_address_are_an_error(client: str) -> None:
    with pytest.raises(
        AmbiguousCustomerError, match="2 members have this email; get the right one by its id"
    ) as caught:
        find(client, Service(answer(200, [ADA, {**ADA, "id": 9876}])), email="ada@example.com")
    assert caught.value.customer_ids == [7, 9876]
    assert caught.value.operation == "customers.search_customers"
    assert "9876" not in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).customer_ids == [7, 9876]


@BOTH
class TestWrongArguments:
    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({}, TypeError, r"exactly one of customer_id=, .*card_number=.*, email=, not none$"),
            ({"email": "a@b", "pin": "1"}, TypeError, "exactly one of .*, not pin= and email=$"),
            ({"card_number_format": CardNumberFormat.DECIMAL}, TypeError, "exactly one of .*, not none$"),
            ({"email": ""}, ValueError, "needs a value of email=, not an empty text"),
            ({"barcode": " "}, ValueError, "needs a value of barcode=, not an empty text"),
            ({"email": 7}, TypeError, "email"),
            ({"pin": 1.5}, TypeError, "pin"),
            ({"customer_id": ".."}, ValueError, "customerId"),
            ({"phone": "1"}, TypeError, "unexpected keyword argument 'phone'"),
            ({"pin": "1", "timeout": 0}, ValueError, "timeout must be a positive number"),
        ],
    )
    def test_are_refused_before_anything_is_sent(
        self, client: str, options: dict[str, Any], error: type[Exception], message: str
    ) -> None:
        service = Service(answer(200, ADA))
        with pytest.raises(error, match=message):
            find(client, service, **options)
        assert not service.sent


@BOTH
def test_options_are_those_of_the_call(client: str) -> None:
    service = Service(answer(200, ADA))
    find(client, service, barcode="B", extra_headers={"X-A": "b"})
    assert service.sent[0].headers["x-a"] == "b"


@BOTH
def test_the_embedded_api_knows_the_ways(client: str) -> None:
    api = EmbeddedApi()
    new = api.add_customer(first_name="Ada", email="ada.lovelace@example.com")
    make: Any = PerfectGym if client == "sync" else AsyncPerfectGym
    gym = make("my-gym", api_key=TEST_KEY, transport=api.transport())

    def called(**way: Any) -> Any:
        found = gym.find_customer(**way)
        return asyncio.run(_awaited(found)) if client == "async" else found

    ada = called(customer_id=new)
    assert called(email="Ada.Lovelace@example.com").id == called(customer_number=ada.customer_number).id == new
    assert called(email="ada.lovelace@example") is None
    assert called(customer_number="no such number") is None


async def _awaited(found: Any) -> Any:
    return await found


def test_every_way_of_the_description_is_one() -> None:
    described = {
        parameter.name
        for name in ("customers.get_customer_by", "cross_studio.get_cross_studio_customer_by")
        for parameter in OPERATIONS[name].parameters
    }
    arguments = inspect.signature(PerfectGym.find_customer).parameters
    camel = {"".join([name.split("_")[0], *map(str.title, name.split("_")[1:])]) for name in arguments}
    assert described <= camel
    assert list(inspect.signature(AsyncPerfectGym.find_customer).parameters) == list(arguments)
