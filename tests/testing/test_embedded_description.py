"""Reading the OpenAPI description."""

from __future__ import annotations

import pytest

from perfectgym_next.testing._openapi.description import Description


class TestADescription:
    def test_gives_scopes_and_whether_one_is_enough(self, description: Description) -> None:
        book = description.operations["customers_account.book_payment"]
        benefits = description.operations["customers.list_benefits"]
        assert (book.scopes, book.any_scope) == (("PAYMENT_WRITE",), False)
        assert (benefits.scopes, benefits.any_scope) == (("CUSTOMER_BENEFIT_READ", "CUSTOMER_READ"), True)
        assert description.operations["studios.confirm_activation"].scopes == ()

    def test_with_two_operations_of_one_name_is_refused(self) -> None:
        operation = {"tags": ["A"], "operationId": "b", "responses": {"200": {}}}
        with pytest.raises(ValueError, match=r"'a\.b'"):
            Description({"paths": {"/a": {"get": operation}, "/b": {"get": operation}}})

    def test_with_an_operation_that_never_succeeds_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"'a\.b' .*no success"):
            Description({"paths": {"/a": {"get": {"tags": ["A"], "operationId": "b", "responses": {"404": {}}}}}})
