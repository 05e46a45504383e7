"""The operation that a request's method and path belong to."""

from __future__ import annotations

import pytest

from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._server.router import Router, UnknownMethodError, UnknownPathError


class TestRoutes:
    @pytest.mark.parametrize(
        ("method", "path", "name", "values"),
        [
            ("GET", "/v1/classes/booking", "classes.list_class_bookings", {}),
            ("GET", "/v1/classes/7", "classes.get_class", {"classId": "7"}),
            ("GET", "/v1/memberships/membership-offers", "memberships.list_membership_offers", {}),
            ("POST", "/v1/memberships/5/membership-switch", "memberships.switch_membership", {"customerId": "5"}),
            (
                "GET",
                "/v1/memberships/5/self-service/idle-periods",
                "membership_self_service.get_idle_periods",
                {"contractId": "5"},
            ),
            (
                "GET",
                "/v1/memberships/5/self-service/contract-data",
                "membership_self_service.list_contract_data",
                {"customerId": "5"},
            ),
        ],
    )
    def test_lead_to_the_operation_that_is_meant(
        self, description: Description, method: str, path: str, name: str, values: dict[str, str]
    ) -> None:
        operation, found = Router(description.operations.values()).match(method, path)
        assert (operation.name, found) == (name, values)

    def test_lead_to_every_operation(self, description: Description) -> None:
        router = Router(description.operations.values())
        for operation in description.operations.values():
            path = operation.path.replace("{", "").replace("}", "")
            assert router.match(operation.method, path).operation is operation

    @pytest.mark.parametrize("path", ["/", "", "/v1", "/v1/customers/", "//v1/customers", "/v1/customers//contracts"])
    def test_lead_nowhere_from_elsewhere(self, description: Description, path: str) -> None:
        with pytest.raises(UnknownPathError):
            Router(description.operations.values()).match("GET", path)

    def test_say_which_methods_a_path_has(self, description: Description) -> None:
        with pytest.raises(UnknownMethodError) as caught:
            Router(description.operations.values()).match("PUT", "/v1/customers/create")
        assert caught.value.allowed == ("POST",)
