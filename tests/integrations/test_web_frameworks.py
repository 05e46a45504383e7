"""Models in FastAPI, Django and Litestar: as types where they have them, amounts to the last digit in and out."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import httpx
import litestar
import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from fastapi import Body, FastAPI
from litestar.params import JSONBody
from pydantic import BaseModel

from perfectgym_next import ResponseFormatError
from perfectgym_next.models import BookingEntry, Customer, CustomerStatus, Money

EXACT = "12345678901234567.80"
ENTRY = BookingEntry(id=5, due_date=date(2024, 2, 29), installment_plan=False, amount=Money(EXACT, "EUR"))
AS_TEXT = {
    "id": 5,
    "dueDate": "2024-02-29",
    "installmentPlan": False,
    "amount": {"amount": EXACT, "currency": "EUR"},
}
AS_NUMBERS = (
    b'{"id":5,"dueDate":"2024-02-29","installmentPlan":false,"amount":{"amount":12345678901234567.80,"currency":"EUR"}}'
)


class Invoice(BaseModel):
    total: Money
    member: Customer | None = None


def call(app: Any, method: str, path: str, body: str | None = None) -> httpx.Response:
    """Send a request to an ASGI application."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app.invalid") as client:
            return await client.request(method, path, content=body, headers={"Content-Type": "application/json"})

    return asyncio.run(send())


@pytest.fixture(scope="module")
def app() -> FastAPI:
    app = FastAPI()

    @app.get("/returned")
    def returned() -> BookingEntry:
        return ENTRY

    @app.get("/listed", response_model=list[BookingEntry])
    async def listed() -> Any:
        return [ENTRY]

    @app.post("/body")
    def body(fee: Annotated[Money, Body()]) -> Money:
        return fee

    @app.post("/field")
    def field(invoice: Invoice) -> Invoice:
        return invoice

    @app.get("/status")
    def status(wanted: CustomerStatus) -> CustomerStatus:
        return wanted

    return app


class TestFastapi:
    def test_a_return_type_and_a_response_model(self, app: FastAPI) -> None:
        assert call(app, "GET", "/returned").json() == AS_TEXT
        assert call(app, "GET", "/listed").json() == [AS_TEXT]

    @pytest.mark.parametrize("path", ["/body", "/field"])
    @pytest.mark.parametrize(("amount", "read"), [(f'"{EXACT}"', EXACT), ("19.90", "19.9"), ("20", "20")])
    def test_an_amount_goes_in_and_out(self, app: FastAPI, path: str, amount: str, read: str) -> None:
        money = f'{{"amount":{amount},"currency":"EUR"}}'
        response = call(app, "POST", path, money if path == "/body" else f'{{"total":{money}}}')
        assert response.status_code == 200, response.text
        found = response.json() if path == "/body" else response.json()["total"]
        assert found == {"amount": read, "currency": "EUR"}

    @pytest.mark.parametrize(("path", "place"), [("/body", ["body"]), ("/field", ["body", "total"])])
    def test_an_amount_that_has_lost_digits_is_an_error_of_the_caller(
        self, app: FastAPI, path: str, place: list[str]
    ) -> None:
        money = f'{{"amount":{EXACT},"currency":"EUR"}}'
        response = call(app, "POST", path, money if path == "/body" else f'{{"total":{money}}}')
        assert response.status_code == 422
        [error] = response.json()["detail"]
        assert error["loc"] == [*place, "amount"]
        assert "text or a float of at most 15 digits" in error["msg"]

    def test_a_missing_field_is_named(self, app: FastAPI) -> None:
        [error] = call(app, "POST", "/field", '{"total":{"amount":"1.00"}}').json()["detail"]
        assert (error["loc"], error["msg"]) == (["body", "total", "currency"], "it is required, but missing")

    def test_a_customer_goes_in_and_out(self, app: FastAPI) -> None:
        member = '{"id":1,"status":"ALUMNUS","accessRefusal":false,"vip":[1],"bankAccount":{"iban":"DE91"}}'
        response = call(app, "POST", "/field", f'{{"total":{{"amount":"1.00","currency":"EUR"}},"member":{member}}}')
        assert response.json()["member"] == {
            "id": 1,
            "status": "ALUMNUS",
            "accessRefusal": False,
            "vip": [1],
            "bankAccount": {"iban": "DE91"},
        }

    def test_an_open_enum_is_an_argument(self, app: FastAPI) -> None:
        assert call(app, "GET", "/status?wanted=ALUMNUS").json() == "ALUMNUS"

    def test_the_openapi_description_has_the_models(self, app: FastAPI) -> None:
        schemas = call(app, "GET", "/openapi.json").json()["components"]["schemas"]
        assert schemas["Money-Output"]["properties"]["amount"]["type"] == "string"
        assert {one["type"] for one in schemas["Money-Input"]["properties"]["amount"]["anyOf"]} == {"number", "string"}
        assert schemas["BookingEntry"]["properties"]["amount"] == {"$ref": "#/components/schemas/Money-Output"}
        assert "Customer" in schemas


@pytest.fixture(scope="module", autouse=True)
def django_settings() -> None:
    if not settings.configured:
        settings.configure(DEFAULT_CHARSET="utf-8", ALLOWED_HOSTS=["*"])


class TestDjango:
    def test_a_json_response_has_amounts_as_text(self) -> None:
        response = JsonResponse(ENTRY.to_dict())
        assert httpx.Response(200, content=response.content).json() == AS_TEXT

    def test_a_response_of_to_json_has_them_as_numbers(self) -> None:
        response = HttpResponse(ENTRY.to_json(), content_type="application/json")
        assert response.content == AS_NUMBERS

    def test_rows_are_written_by_django_s_encoder(self) -> None:
        response = JsonResponse([ENTRY.to_row()], safe=False, encoder=DjangoJSONEncoder)
        [row] = httpx.Response(200, content=response.content).json()
        assert (row["amount"], row["due_date"]) == (EXACT, "2024-02-29")

    def test_a_body_is_read_with_every_digit(self) -> None:
        def read(request: HttpRequest) -> HttpResponse:
            entry = BookingEntry.from_dict(json.loads(request.body, parse_float=Decimal))
            return HttpResponse(entry.to_json(), content_type="application/json")

        request = RequestFactory().post("/", data=AS_NUMBERS, content_type="application/json")
        assert read(request).content == AS_NUMBERS


class TestLitestar:
    @pytest.fixture
    def app(self) -> litestar.Litestar:
        @litestar.get("/entry")
        async def entry() -> dict[str, Any]:
            return ENTRY.to_dict()

        @litestar.get("/numbers")
        async def numbers() -> litestar.Response[bytes]:
            return litestar.Response(ENTRY.to_json().encode(), media_type="application/json")

        @litestar.post("/body")
        async def body(data: JSONBody[dict[str, Any]]) -> dict[str, Any]:
            return Money.from_dict(data).to_dict()

        def refuse(_: Any, error: ResponseFormatError) -> litestar.Response[dict[str, str]]:
            return litestar.Response({"field": error.field or ""}, status_code=400)

        return litestar.Litestar(
            [entry, numbers, body], exception_handlers={ResponseFormatError: refuse}, logging_config=None
        )

    def test_to_dict_has_amounts_as_text(self, app: litestar.Litestar) -> None:
        assert call(app, "GET", "/entry").json() == AS_TEXT

    def test_to_json_has_them_as_numbers(self, app: litestar.Litestar) -> None:
        assert call(app, "GET", "/numbers").content == AS_NUMBERS

    def test_a_body_keeps_its_digits_or_is_refused(self, app: litestar.Litestar) -> None:
        assert call(app, "POST", "/body", f'{{"amount":"{EXACT}","currency":"EUR"}}').json()["amount"] == EXACT
        refused = call(app, "POST", "/body", f'{{"amount":{EXACT},"currency":"EUR"}}')
        assert (refused.status_code, refused.json()) == (400, {"field": "amount"})
