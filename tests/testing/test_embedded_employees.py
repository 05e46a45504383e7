"""Employees."""

from __future__ import annotations

from tests.support.embedded import Ask


class TestStaff:
    def test_is_listed_in_slices_and_read(self, ask: Ask) -> None:
        first = ask("GET", "/v1/employees?sliceSize=100")[1]
        rest = ask("GET", f"/v1/employees?sliceSize=100&offset={first['offset']}")[1]
        assert (first["hasNext"], len(rest["result"]), rest["hasNext"]) == (True, 25, False)
        assert ask("GET", f"/v1/employees/{rest['result'][-1]['id']}")[1] == rest["result"][-1]
        assert ask("GET", "/v1/employees/1")[0] == 404

    def test_holds_the_classes(self, ask: Ask) -> None:
        instructor = ask("GET", "/v1/classes/2001/slots")[1]["result"][0]["instructors"][0]
        employee = ask("GET", f"/v1/employees/{instructor['id']}")[1]
        assert (employee["firstName"], employee["lastName"]) == (instructor["firstName"], instructor["lastName"])
