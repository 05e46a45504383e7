"""Values in columns: exact to the last digit, or an error that names the row."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Context, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfectgym_next._core.json import encode
from perfectgym_next.export import ExportError
from perfectgym_next.export._columns import InexactValueError, build_array, convert, make_exact
from perfectgym_next.testing import EmbeddedApi
from tests.support.chain_server import make_chain
from tests.support.exports import connect, export, read

INTEGER_DIGITS, FRACTION_DIGITS = 29, 9

fitting = st.decimals(
    min_value=-(10**INTEGER_DIGITS) + 1,
    max_value=10**INTEGER_DIGITS - 1,
    places=FRACTION_DIGITS,
    allow_nan=False,
    allow_infinity=False,
)
whole = st.integers(min_value=-(2**63), max_value=2**63 - 1)


def column(kind: Any, values: list[Any]) -> pa.Array:
    return build_array(kind, make_exact(kind, values))


class TestDecimals:
    @given(st.lists(fitting | st.none()))
    def test_that_fit_come_back_equal(self, values: list[Decimal | None]) -> None:
        assert column("decimal", values).to_pylist() == values

    @given(fitting)
    def test_keep_their_value_whatever_their_exponent(self, value: Decimal) -> None:
        for spelling in (value, Context(prec=60).normalize(value), Decimal(f"{value:E}"), str(value)):
            assert column("decimal", [spelling]).to_pylist() == [value]

    @given(st.integers(1, 9), st.integers(FRACTION_DIGITS + 1, 60), st.booleans())
    def test_with_more_places_are_refused(self, digit: int, places: int, negative: bool) -> None:
        value = Decimal((int(negative), (digit,), -places))
        with pytest.raises(InexactValueError) as caught:
            column("decimal", [Decimal(1), value])
        assert caught.value.index == 1

    @given(st.integers(INTEGER_DIGITS, 60), st.booleans())
    def test_with_more_digits_are_refused(self, exponent: int, negative: bool) -> None:
        value = Decimal((int(negative), (1,), exponent))
        with pytest.raises(InexactValueError) as caught:
            column("decimal", [None, None, value])
        assert caught.value.index == 2

    @pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("-sNaN"), True, 1.5, math.nan, "x"])
    def test_that_are_none_are_refused(self, value: object) -> None:
        with pytest.raises(InexactValueError):
            column("decimal", [value])

    def test_are_numbers_in_duckdb(self) -> None:
        amounts = pa.table({"amount": column("decimal", [Decimal("12345678901234567.80"), Decimal("-0.1")])})
        connection = duckdb.connect()
        connection.register("amounts", amounts)
        found = connection.execute("SELECT typeof(amount), amount FROM amounts").fetchall()
        assert found == [
            ("DECIMAL(38,9)", Decimal("12345678901234567.80")),
            ("DECIMAL(38,9)", Decimal("-0.1")),
        ]


class TestIntegers:
    @given(st.lists(whole | st.none()))
    def test_come_back_equal(self, values: list[int | None]) -> None:
        assert column("integer", values).to_pylist() == values

    @given(st.integers(min_value=2**63) | st.integers(max_value=-(2**63) - 1))
    def test_out_of_range_are_refused(self, value: int) -> None:
        with pytest.raises(InexactValueError):
            column("integer", [value])

    def test_as_text_are_read_as_a_client_reads_them(self) -> None:
        assert column("integer", [1, "2", None, Decimal("3.0")]).to_pylist() == [1, 2, None, 3]

    @pytest.mark.parametrize("value", [True, "2.5", Decimal("2.5"), "two", 2.5, Decimal("NaN"), Decimal("Infinity")])
    def test_that_are_none_are_refused_and_never_rounded(self, value: object) -> None:
        with pytest.raises(InexactValueError):
            column("integer", [1, value])


class TestText:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.none()))
    def test_comes_back_equal(self, values: list[str | None]) -> None:
        assert column("text", values).to_pylist() == values

    def test_of_numbers_is_their_digits(self) -> None:
        assert column("text", ["a", 12, Decimal("1.50"), None]).to_pylist() == ["a", "12", "1.50", None]

    @pytest.mark.parametrize("value", [True, b"a", ["a"], {"a": 1}])
    def test_is_nothing_else(self, value: object) -> None:
        with pytest.raises(InexactValueError):
            column("text", [value])


class TestDateTimes:
    @given(st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))
    def test_are_the_same_instant_in_utc(self, value: datetime) -> None:
        found = column("timestamp", convert("timestamp", [value], None)).to_pylist()
        assert found == [value.astimezone(UTC)]

    def test_keep_the_name_of_their_zone_or_their_offset(self) -> None:
        local = datetime(2025, 6, 15, 8, 0)
        zones = [
            local.replace(tzinfo=ZoneInfo("Europe/Berlin")),
            local.replace(tzinfo=timezone(timedelta(hours=2))),
            local.replace(tzinfo=UTC),
            None,
            local,
        ]
        assert convert("zone", zones, "Europe/Vienna") == ["Europe/Berlin", "+02:00", "+00:00", None, "Europe/Vienna"]

    def test_without_offset_are_resolved_by_the_studio_s_zone(self) -> None:
        values = [datetime(2025, 1, 15, 8, 0), datetime(2025, 6, 15, 8, 0)]
        assert convert("timestamp", values, "Europe/Berlin") == [
            datetime(2025, 1, 15, 7, 0, tzinfo=UTC),
            datetime(2025, 6, 15, 6, 0, tzinfo=UTC),
        ]

    @pytest.mark.parametrize(
        ("value", "zone"),
        [
            (datetime(2025, 6, 15, 8, 0), None),
            (datetime(2025, 10, 26, 2, 30), "Europe/Berlin"),  # twice
            (datetime(2025, 3, 30, 2, 30), "Europe/Berlin"),  # never
        ],
    )
    def test_without_an_instant_are_refused(self, value: datetime, zone: str | None) -> None:
        with pytest.raises(InexactValueError, match="has no offset"):
            convert("timestamp", [value], zone)

    @pytest.mark.parametrize(
        ("value", "zone"),
        [
            (datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=5))), None),
            (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))), None),
            (datetime(9999, 12, 31, 23, 59), "America/New_York"),
        ],
    )
    def test_out_of_range_in_utc_are_refused(self, value: datetime, zone: str | None) -> None:
        with pytest.raises(InexactValueError, match="before the year 1 or after 9999 in UTC"):
            convert("timestamp", [value], zone)

    def test_need_a_time_zone_that_is_known(self) -> None:
        with pytest.raises(ValueError, match="unknown time zone 'Mars/Olympus'"):
            convert("timestamp", [datetime(2025, 6, 15, 8, 0)], "Mars/Olympus")


def respond(api: EmbeddedApi, path: str, entries: Callable[[int], Any]) -> None:
    """Make an API respond to the requests of a path: with entries for each number of a request, from 0."""
    answer, numbers = api._engine.handle, iter(range(10_000))

    def handle(method: str, target: str, query: str, headers: Any, body: bytes) -> Any:
        response = answer(method, target, query, headers, body)
        if not target.endswith(path):
            return response
        return response._replace(status=200, body=encode(entries(next(numbers))))

    api._engine.handle = handle  # type: ignore[method-assign]


class TestAUnit:
    def test_with_an_amount_of_too_many_digits_fails_and_names_it(self, tmp_path: Path) -> None:
        api = make_chain(1, 10)
        customer = api.add_customer()
        (entry,) = api.add_bookings(customer, "0.0000000001")
        with pytest.raises(ExportError) as caught:
            export(connect(api), tmp_path / "night", "transactions")
        assert str(caught.value).startswith(
            f"studio studio-0, table transactions, customer_id {customer}, id {entry}: column amount: "
            "a Decimal cannot be held exactly as decimal128(38, 9)"
        )
        assert not list((tmp_path / "night" / "transactions").iterdir())

    def test_holds_the_most_digits_there_are(self, tmp_path: Path) -> None:
        api = make_chain(1, 5)
        most = "12345678901234567890123456789.123456789"
        customer = api.add_customer()
        api.add_bookings(customer, most)
        export(connect(api), tmp_path / "night", "transactions")
        amounts = {row["customer_id"]: row["amount"] for row in read(tmp_path / "night", "transactions")}
        assert amounts[customer] == Decimal(most)

    def test_without_a_key_fails_and_names_it(self, tmp_path: Path) -> None:
        api = make_chain(1, 5)
        respond(api, "/devices", lambda number: [{"active": True, "id": 7}, {"active": False}])
        export(connect(api), tmp_path / "night", "devices")  # devices need no id
        rows = read(tmp_path / "night", "devices")
        assert [row["id"] for row in rows] == [7, None]

    def test_keeps_unknown_fields_and_values(self, tmp_path: Path) -> None:
        api = make_chain(1, 5)
        entry = {"active": True, "model": "TELEPORTER", "weight": Decimal("1.50"), "id": "12"}
        respond(api, "/devices", lambda number: [entry])
        export(connect(api), tmp_path / "night", "devices")
        (row,) = read(tmp_path / "night", "devices")
        assert (row["model"], row["id"], row["additional_properties"]) == ("TELEPORTER", 12, '{"weight":1.50}')

    def test_has_a_digest_that_depends_on_the_rows_alone(self, tmp_path: Path) -> None:
        found = []
        for amount in ("1.5", "1.50", "1.6"):
            api = make_chain(1, 5)
            api.add_bookings(api.add_customer(), amount)
            made = export(connect(api), tmp_path / amount, "transactions", run=f"run-{amount}")
            found.append(made["transactions/studio-0"].rows_sha256)
        assert found[0] == found[1] != found[2]


@settings(max_examples=20)
@given(st.lists(fitting, min_size=1, max_size=5), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_file_has_what_the_api_said(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal], day: date
) -> None:
    api = make_chain(1, 1)
    entries = [
        {
            "id": number,
            "dueDate": day.isoformat(),
            "installmentPlan": False,
            "amount": {"amount": amount, "currency": "EUR"},
        }
        for number, amount in enumerate(amounts)
    ]
    respond(api, "/transactions", lambda number: {"result": entries, "hasNext": False})
    folder = tmp_path_factory.mktemp("lake") / "night"
    export(connect(api), folder, "transactions")
    table = pq.read_table(folder / "transactions" / "studio-0.parquet")
    count = len(pq.read_table(folder / "customers" / "studio-0.parquet"))
    assert table["amount"].to_pylist() == amounts * count
    assert set(table["due_date"].to_pylist()) <= {day}
