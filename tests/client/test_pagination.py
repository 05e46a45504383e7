"""Pagers, sync and async."""

from __future__ import annotations

import json
import pickle
import traceback
import tracemalloc
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from perfectgym_next.errors import PaginationError, ResponseFormatError, ServiceUnavailableError
from perfectgym_next.models import BookingEntry
from tests.support.scripted import Answer, Sent, Service, answer

TRANSACTIONS = "/api/v1/customers/7/account/transactions"


def entry(number: int) -> dict[str, Any]:
    return {"id": number, "dueDate": "2024-02-29", "installmentPlan": False}


def page(numbers: list[int], *, offset: str | None = None, more: bool | None = None) -> Answer:
    body: dict[str, Any] = {
        "result": [entry(n) for n in numbers],
        "hasNext": offset is not None if more is None else more,
    }
    if offset is not None:
        body["offset"] = offset
    return answer(200, body)


def queries(service: Service) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(sent.path).query) for sent in service.sent]


def ids(entries: list[BookingEntry]) -> list[int]:
    return [one.id for one in entries]


class TestWalk:
    def test_takes_every_slice_in_order(self) -> None:
        service = Service(page([1, 2], offset="a=b&c"), page([3], offset="9"), page([4]))
        assert ids(list(service.client().customers_account.list_transactions(7))) == [1, 2, 3, 4]
        assert urlsplit(service.sent[0].path).path == TRANSACTIONS
        assert queries(service) == [
            {"sliceSize": ["50"]},
            {"sliceSize": ["50"], "offset": ["a=b&c"]},
            {"sliceSize": ["50"], "offset": ["9"]},
        ]

    async def test_the_same_asynchronously(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3]))
        pager = service.async_client().customers_account.list_transactions(7)
        assert [one.id async for one in pager] == [1, 2, 3]
        assert queries(service)[1]["offset"] == ["2"]

    def test_asks_for_nothing_before_it_is_walked(self) -> None:
        service = Service(page([1]))
        service.client().customers_account.list_transactions(7)
        assert service.sent == []

    def test_refuses_a_bad_argument_at_once(self) -> None:
        with pytest.raises(ValueError, match="customerId"):
            Service().client().customers_account.list_transactions("..")  # type: ignore[arg-type]

    def test_asks_for_the_next_slice_only_when_it_is_wanted(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3]))
        walk = iter(service.client().customers_account.list_transactions(7))
        assert [next(walk).id, next(walk).id] == [1, 2]
        assert len(service.sent) == 1

    def test_each_iteration_is_a_new_walk(self) -> None:
        service = Service(lambda sent: page([3]) if "offset" in sent.path else page([1, 2], offset="2"))
        pager = service.client().customers_account.list_transactions(7)
        assert ids(list(pager)) == ids(list(pager)) == [1, 2, 3]

    def test_begins_where_it_is_told(self) -> None:
        service = Service(page([9]))
        list(service.client().customers_account.list_transactions(7, offset="0", slice_size=3))
        assert queries(service) == [{"sliceSize": ["3"], "offset": ["0"]}]

    def test_goes_over_empty_slices(self) -> None:
        service = Service(page([], offset="1"), page([], offset="2"), page([5]))
        assert ids(list(service.client().customers_account.list_transactions(7))) == [5]

    def test_ends_with_the_last_slice_whatever_its_offset(self) -> None:
        service = Service(page([1], offset="1", more=False))
        assert ids(list(service.client().customers_account.list_transactions(7))) == [1]


class TestWalkThatCannotContinue:
    def test_in_a_circle(self) -> None:
        service = Service(page([1], offset="a"), page([2], offset="b"), page([3], offset="a"))
        with pytest.raises(PaginationError, match="round in circles: offset 'a'") as caught:
            list(service.client().customers_account.list_transactions(7))
        assert caught.value.operation == "customers_account.list_transactions"
        assert len(service.sent) == 3

    def test_on_the_spot(self) -> None:
        service = Service(page([1], offset="a"))
        with pytest.raises(PaginationError, match="circles"):
            list(service.client().customers_account.list_transactions(7))
        assert len(service.sent) == 2

    def test_back_to_where_it_began(self) -> None:
        service = Service(page([1], offset="0"))
        with pytest.raises(PaginationError, match="circles"):
            list(service.client().customers_account.list_transactions(7, offset="0"))
        assert len(service.sent) == 1

    @pytest.mark.parametrize("body", [{}, {"offset": ""}, {"offset": None}])
    def test_without_an_offset(self, body: dict[str, Any]) -> None:
        service = Service(answer(200, {"result": [entry(1)], "hasNext": True, **body}))
        with pytest.raises(PaginationError, match="hasNext without an offset"):
            list(service.client().customers_account.list_transactions(7))

    def test_over_a_hundred_empty_slices(self) -> None:
        counter = iter(range(1, 1000))
        service = Service(lambda _: page([], offset=str(next(counter))))
        with pytest.raises(PaginationError, match="100 empty slices"):
            list(service.client().customers_account.list_transactions(7))
        assert len(service.sent) == 100

    def test_long_after_single_offsets_are_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("perfectgym_next.pagination.MAX_EXACT_OFFSETS", 3)
        circle = Service(
            lambda sent: page([1], offset=str((int(queries_of(sent).get("offset", ["0"])[0]) + 1) % 40 or 40))
        )
        with pytest.raises(PaginationError, match="circles"):
            list(circle.client().customers_account.list_transactions(7))
        assert len(circle.sent) <= 200

    async def test_asynchronously(self) -> None:
        service = Service(page([1], offset="a"))
        with pytest.raises(PaginationError, match="circles"):
            await service.async_client().customers_account.list_transactions(7).collect()


def queries_of(sent: Sent) -> dict[str, list[str]]:
    return parse_qs(urlsplit(sent.path).query)


def resumed(offset: str | None, *answers: Answer, path: int = 7) -> tuple[list[int], list[dict[str, list[str]]]]:
    """Return what a new client reads from a position, and the queries that it sends."""
    service = Service(*answers)
    return ids(list(service.client().customers_account.list_transactions(path, offset=offset))), queries(service)


class TestSliceOfTheWrongKind:
    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"hasNext": "false"}, "hasNext"),
            ({"hasNext": 0}, "hasNext"),
            ({"hasNext": None}, "hasNext"),
            ({"offset": {"next": 1}}, "offset"),
            ({"offset": True}, "offset"),
            ({"result": {}}, "result"),
            ({"result": [None]}, "result[0]"),
            ({"result": [{**entry(1), "installmentPlan": "false"}]}, "result[0].installmentPlan"),
        ],
    )
    def test_ends_the_walk_before_an_entry_is_out_twice(self, change: dict[str, Any], field: str) -> None:
        body = {"result": [entry(2)], "hasNext": False, "offset": "2", **change}
        service = Service(page([1], offset="1"), answer(200, body))
        seen: list[int] = []
        with pytest.raises(ResponseFormatError) as caught:
            seen.extend(one.id for one in service.client().customers_account.list_transactions(7))
        assert (seen, caught.value.field) == ([1], field)
        assert len(service.sent) == 2

    def test_an_offset_that_is_a_number_is_taken(self) -> None:
        service = Service(answer(200, {"result": [entry(1)], "hasNext": True, "offset": 5}), page([2]))
        assert ids(service.client().customers_account.list_transactions(7).collect()) == [1, 2]


class TestResuming:
    def test_an_error_tells_where_to_go_on(self) -> None:
        service = Service(page([1, 2], offset="x"), answer(503), page([3], offset="y"), page([4]))
        account = service.client(max_retries=0).customers_account
        pager = account.list_transactions(7)
        seen: list[BookingEntry] = []
        with pytest.raises(ServiceUnavailableError) as caught:
            for one in pager:
                seen.append(one)
        assert caught.value.resume_offset == pager.resume_offset
        seen += account.list_transactions(7, offset=caught.value.resume_offset)
        assert ids(seen) == [1, 2, 3, 4]
        assert [query.get("offset") for query in queries(service)] == [None, ["x"], ["x"], ["y"]]

    def test_an_error_says_of_which_list_its_position_is(self) -> None:
        with pytest.raises(ServiceUnavailableError) as caught:
            list(Service(answer(503)).client(max_retries=0).customers_account.list_transactions(7))
        error = pickle.loads(pickle.dumps(caught.value))
        assert error.operation == "customers_account.list_transactions"
        assert error.resume_offset == caught.value.resume_offset
        shown = "".join(traceback.format_exception(error))
        assert "resume_offset is a position in customers_account.list_transactions" in shown

    def test_so_does_a_slice_that_cannot_be_read(self) -> None:
        broken = answer(200, {"result": [entry(3), {"id": 4}], "hasNext": False})
        service = Service(page([1, 2], offset="x"), broken)
        with pytest.raises(ResponseFormatError, match=r"result\[1\]\.dueDate") as caught:
            list(service.client().customers_account.list_transactions(7))
        read, sent = resumed(caught.value.resume_offset, page([3]))
        assert read == [3]
        assert sent == [{"sliceSize": ["50"], "offset": ["x"]}]

    def test_the_first_slice_is_resumed_from_the_start(self) -> None:
        with pytest.raises(ServiceUnavailableError) as caught:
            list(Service(answer(503)).client(max_retries=0).customers_account.list_transactions(7))
        assert caught.value.resume_offset is not None
        assert resumed(caught.value.resume_offset, page([1])) == ([1], [{"sliceSize": ["50"]}])

    def test_a_circle_is_resumed_without_losing_or_repeating(self) -> None:
        service = Service(page([1], offset="a"), page([2], offset="a"), page([2], offset="c"), page([3]))
        account = service.client().customers_account
        seen: list[BookingEntry] = []
        with pytest.raises(PaginationError) as caught:
            for one in account.list_transactions(7):
                seen.append(one)
        seen += account.list_transactions(7, offset=caught.value.resume_offset)
        assert ids(seen) == [1, 2, 3]

    def test_a_slice_knows_what_is_next(self) -> None:
        service = Service(page([1], offset="z"), page([2], offset="q", more=False))
        slices = list(service.client().customers_account.list_transactions(7).slices())
        assert [one.next_offset for one in slices] == ["z", None]
        assert [ids(one.entries) for one in slices] == [[1], [2]]

    async def test_asynchronous_errors_tell_too(self) -> None:
        service = Service(page([1], offset="x"), answer(503))
        pager = service.async_client(max_retries=0).customers_account.list_transactions(7)
        with pytest.raises(ServiceUnavailableError) as caught:
            assert [one.id async for one in pager] == []
        assert caught.value.resume_offset == pager.resume_offset
        assert resumed(caught.value.resume_offset, page([2])) == ([2], [{"sliceSize": ["50"], "offset": ["x"]}])


class TestShortcuts:
    def test_first_asks_for_the_smallest_slice(self) -> None:
        service = Service(page([1, 2], offset="x"))
        first = service.client().customers_account.list_transactions(7).first()
        assert first is not None
        assert first.id == 1
        assert queries(service) == [{"sliceSize": ["1"]}]

    def test_first_of_customers_is_a_slice_of_50(self) -> None:
        service = Service(answer(200, {"result": [], "hasNext": False, "offset": "0"}))
        assert service.client().customers.list_customers().first() is None
        assert queries(service) == [{"sliceSize": ["50"]}]

    def test_collect_stops_at_its_limit(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3, 4], offset="4"), page([5]))
        pager = service.client().customers_account.list_transactions(7)
        assert ids(pager.collect(3)) == [1, 2, 3]
        assert len(service.sent) == 2
        assert pager.collect(limit=0) == []

    def test_collect_of_exactly_a_slice_fetches_no_other(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3]))
        assert ids(service.client().customers_account.list_transactions(7).collect(limit=2)) == [1, 2]
        assert len(service.sent) == 1

    async def test_the_same_asynchronously(self) -> None:
        service = Service(page([1, 2], offset="2"), page([3]))
        pager = service.async_client().customers_account.list_transactions(7)
        first = await pager.first()
        assert first is not None
        assert first.id == 1
        service = Service(page([1, 2], offset="2"), page([3]))
        assert ids(await service.async_client().customers_account.list_transactions(7).collect(1)) == [1]
        assert await service.async_client().customers_account.list_transactions(7).collect(limit=0) == []

    def test_a_pager_says_what_it_lists(self) -> None:
        assert repr(Service().client().employees.list_employees()) == "<Pager of employees.list_employees>"


class TestMemory:
    def test_it_stays_flat_over_a_long_walk(self) -> None:
        total = 400

        def served(sent: Sent) -> Answer:
            at = int(queries_of(sent).get("offset", ["0"])[0])
            entries = [{**entry(n), "description": "x" * 100} for n in range(at, at + 50)]
            more = at + 50 < total * 50
            return 200, [], json.dumps({"result": entries, "hasNext": more, "offset": str(at + 50)}).encode()

        service = Service(served)
        tracemalloc.start()
        try:
            peak_at_start = 0
            for number, _ in enumerate(service.client().customers_account.list_transactions(7)):
                service.sent.clear()
                if number == 1000:
                    tracemalloc.reset_peak()
                    peak_at_start = tracemalloc.get_traced_memory()[0]
            grown = tracemalloc.get_traced_memory()[1] - peak_at_start
        finally:
            tracemalloc.stop()
        assert number == total * 50 - 1
        assert grown < 1_000_000
