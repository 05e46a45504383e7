"""From a request to its response: paths, methods, every operation, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from perfectgym_next.testing import TEST_KEY, EmbeddedApi
from perfectgym_next.testing._handlers._registry import handler_tags, load_handlers
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples
from perfectgym_next.testing._openapi.validation import iter_errors
from tests.support.embedded import Ask, Asker


class TestPathsAndMethods:
    def test_an_unknown_path_is_not_found(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/nowhere")
        assert (status, error["errorMessage"]) == (404, "the API has no path /v1/nowhere")

    def test_an_unknown_method_is_told_which_there_are(self, api: EmbeddedApi) -> None:
        answer = api.handle("PATCH", "/v1/classes/booking/1", "", {"X-API-KEY": TEST_KEY})
        assert answer.status == 405
        assert dict(answer.headers)["Allow"] == "GET, DELETE, HEAD"

    @pytest.mark.parametrize(
        "path", ["/v1/customers/1001", "/v1/customers/5", "/v1/customers/x", "/v1/payments/user-session", "/nowhere"]
    )
    def test_head_checks_the_key_and_nothing_else(self, path: str) -> None:
        api = EmbeddedApi(scopes=[], rate_limit=1, busy=1.0)
        api.fail("*", status=500, times=None)
        for key, status in ((TEST_KEY, 200), (TEST_KEY, 200), ("other", 401), ("", 401)):
            response = api.handle("HEAD", path, "sliceSize=x", {"X-API-KEY": key})
            assert (response.status, response.body) == (status, b"")
        assert [request.operation for request in api.requests] == [None] * 4

    def test_a_quoted_segment_is_read_unquoted(self, ask: Ask) -> None:
        status, error = ask("GET", "/v1/customers/a%2Fb")
        assert (status, error["reference"]) == (400, "customerId")


class TestEveryOperation:
    def test_answers_what_the_description_says_or_refuses_as_it_says(
        self, description: Description, asker: Asker
    ) -> None:
        api = EmbeddedApi(nulls=False)
        examples = Examples(description)
        for operation in description.operations.values():
            path = operation.path
            query = []
            for parameter in operation.parameters:
                value = str(1001 if parameter.name == "customerId" else examples.example(parameter.schema))
                if parameter.location == "path":
                    path = path.replace(f"{{{parameter.name}}}", value)
                elif parameter.required:
                    query.append(f"{parameter.name}={value}")
            body, headers = None, {}
            if operation.body and "application/json" in operation.body.content:
                body = examples.example(operation.body.content["application/json"])
            elif operation.body:
                headers = {"Content-Type": "multipart/form-data; boundary=b"}
                body = (
                    b'--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n'
                    b'{"startDate": "2025-07-01", "reasonId": 1, "temporalUnit": "WEEK", "termValue": 1}\r\n'
                    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n'
                    b'--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nx\r\n--b--\r\n'
                )
            status, answer = asker(api)(operation.method, f"{path}?{'&'.join(query)}", body, **headers)
            if status == operation.status and operation.response_schema is None:
                assert answer is None, operation.name
                continue
            schema = (
                {"$ref": "#/components/schemas/ErrorResponse"}
                if status != operation.status
                else operation.response_schema
            )
            assert status == operation.status or status in operation.error_statuses, (operation.name, status)
            assert [str(error) for error in iter_errors(description, schema or {}, answer)] == [], operation.name

    def test_that_is_sliced_ends(self, ask: Ask) -> None:
        first = ask("GET", "/v1/employees?sliceSize=100")[1]
        rest = ask("GET", f"/v1/employees?sliceSize=100&offset={first['offset']}")[1]
        assert first["hasNext"] is True
        assert rest["hasNext"] is False
        assert not {item["id"] for item in first["result"]} & {item["id"] for item in rest["result"]}

    def test_with_a_handler_is_one_of_the_description(self, description: Description) -> None:
        handlers = {operation for tag in handler_tags() for operation in load_handlers(tag)}
        assert handlers == set(description.operations)


class TestThreads:
    def test_pay_each_token_once(self, api: EmbeddedApi, asker: Asker) -> None:
        ask = asker(api)
        token = api.add_payment_request("5.00")
        body = {"paymentRequestToken": token, "amount": {"amount": Decimal("5.00"), "currency": "EUR"}}
        with ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(ask, "POST", "/v1/customers/1001/account/payment", body) for _ in range(40)]
            statuses = sorted(call.result()[0] for call in calls)
        assert statuses == [200] + [409] * 39
