"""Rows in frames and tables: amounts to the last digit, instants exact in UTC, as docs/frames.md makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perfectgym_next.models import BookingEntry, ClassSlot, Customer, Money
from perfectgym_next.testing._openapi.description import Description
from perfectgym_next.testing._openapi.examples import Examples

BERLIN = ZoneInfo("Europe/Berlin")
AMOUNTS = [
    None,
    Money("12345678901234567.80", "EUR"),
    Money("-0.005", "KWD"),
    Money("0.1", "EUR"),
    Money("19.90", "EUR"),
    Money("1E+3", "EUR"),
]
MOMENTS = [
    datetime(2024, 10, 27, 2, 30, tzinfo=BERLIN),
    datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=BERLIN),
    datetime(2024, 7, 1, 8, 0, 0, 123_000, tzinfo=BERLIN),
    datetime(2024, 7, 1, 8, 0, tzinfo=ZoneInfo("America/New_York")),
    datetime(2024, 7, 1, 8, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    datetime(2024, 7, 1, 8, 0, tzinfo=UTC),
]
IN_UTC = [moment.astimezone(UTC) for moment in MOMENTS]


def entries() -> list[BookingEntry]:
    """More without an amount than polars looks at, then all kinds of amounts."""
    amounts = [None] * 150 + AMOUNTS
    return [
        BookingEntry(id=number, due_date=date(2024, 2, 29), installment_plan=False, amount=amount)
        for number, amount in enumerate(amounts)
    ]


def slots() -> list[ClassSlot]:
    example = Examples(Description.shipped()).named("ClassSlot")
    made = []
    for number, moment in enumerate(MOMENTS):
        slot = ClassSlot.from_dict({**example, "id": number})
        slot.start_date_time, slot.latest_booking_date_time = moment, None if number else moment
        made.append(slot)
    return made


def rows(models: list[Any]) -> list[dict[str, Any]]:
    return [model.to_row() for model in models]


def moments_of(model: Any) -> list[str]:
    return [column for column, kind in model.row_schema().items() if kind in (datetime, datetime | None)]


def pandas(model: Any, models: list[Any]) -> Any:
    frame = pd.DataFrame(rows(models), columns=list(model.row_schema()))
    moments = moments_of(model)
    if moments:
        frame[moments] = frame[moments].apply(pd.to_datetime, utc=True)
    return frame


def polars(model: Any, models: list[Any]) -> Any:
    moments = moments_of(model)
    made = [row | {column: row[column] and row[column].astimezone(UTC) for column in moments} for row in rows(models)]
    return pl.DataFrame(made, infer_schema_length=None)


def arrow(model: Any, models: list[Any]) -> Any:
    return pa.Table.from_pylist(rows(models))


def values(frame: Any, column: str) -> list[Any]:
    """A column as Python values, None for every kind of missing value."""
    found = frame[column]
    listed = found.to_pylist() if isinstance(frame, pa.Table) else found.to_list()
    return [None if item is None or item is pd.NaT or item != item else item for item in listed]


FRAMES: dict[str, Callable[[Any, list[Any]], Any]] = {"pandas": pandas, "polars": polars, "pyarrow": arrow}


@pytest.mark.parametrize("library", FRAMES)
class TestFrames:
    def test_amounts_are_exact(self, library: str) -> None:
        frame = FRAMES[library](BookingEntry, entries())
        amounts = values(frame, "amount")
        assert amounts[150:] == [money and money.amount for money in AMOUNTS]
        assert {type(amount) for amount in amounts} == {Decimal, type(None)}
        assert values(frame, "amount_currency")[150:] == [money and money.currency for money in AMOUNTS]

    def test_instants_are_exact(self, library: str) -> None:
        frame = FRAMES[library](ClassSlot, slots())
        starts = values(frame, "start_date_time")
        assert [moment.astimezone(UTC) for moment in starts] == IN_UTC
        assert len({moment.tzinfo.utcoffset(moment) for moment in starts}) == 1 or library == "pyarrow"
        latest = values(frame, "latest_booking_date_time")
        assert latest[0].astimezone(UTC) == IN_UTC[0]  # an hour that is there twice equals no other zone's
        assert latest[1:] == [None] * 5

    def test_every_field_of_a_customer_is_there(self, library: str) -> None:
        customers = [Customer.from_dict(Examples(Description.shipped(), seed).named("Customer")) for seed in range(3)]
        customers[1].bank_account = customers[1].access_mediums = None
        customers[2].additional_properties = {"vip": 1}
        frame = FRAMES[library](Customer, customers)
        for column in Customer.row_schema():
            expected = [customer.to_row()[column] for customer in customers]
            assert [plain(item) for item in raw(frame, column)] == [plain(item) for item in expected], column


def raw(frame: Any, column: str) -> list[Any]:
    found = frame[column]
    return found.to_pylist() if isinstance(frame, pa.Table) else found.to_list()


def plain(value: Any) -> Any:
    """A value without what a frame's column adds: fields that only others have, NaN for None."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and value != value else value


class TestPandas:
    def test_sums_are_exact(self) -> None:
        frame = pandas(BookingEntry, entries())
        sums = frame.groupby("amount_currency")["amount"].sum()
        assert sums["EUR"] == Decimal("12345678901235587.80")

    def test_no_rows_have_all_columns(self) -> None:
        assert list(pandas(ClassSlot, []).columns) == list(ClassSlot.row_schema())


class TestPolars:
    def test_a_column_of_several_zones_is_refused(self) -> None:
        """It is not wrong in silence; the recipe converts to UTC first."""
        with pytest.raises(pl.exceptions.SchemaError):
            pl.DataFrame(rows(slots()), infer_schema_length=None)


class TestParquet:
    @pytest.mark.parametrize("made", [entries, slots])
    def test_is_written_and_read(self, made: Callable[[], list[Any]], tmp_path: Path) -> None:
        table = pa.Table.from_pylist(rows(made()))
        pq.write_table(table, tmp_path / "rows.parquet")
        assert pq.read_table(tmp_path / "rows.parquet").to_pylist() == table.to_pylist()

    def test_instants_are_those_of_the_models(self, tmp_path: Path) -> None:
        pq.write_table(pa.Table.from_pylist(rows(slots())), tmp_path / "slots.parquet")
        query = f"SELECT epoch_us(start_date_time) FROM '{tmp_path / 'slots.parquet'}' ORDER BY id"
        epochs = [row[0] for row in duckdb.sql(query).fetchall()]
        zero = datetime(1970, 1, 1, tzinfo=UTC)
        assert epochs == [(moment - zero) // timedelta(microseconds=1) for moment in IN_UTC]


class TestDuckDB:
    def test_sums_are_exact(self) -> None:
        table = pa.Table.from_pylist(rows(entries()))
        connection = duckdb.connect()
        connection.register("entries", table)
        sums = connection.sql(
            "SELECT amount_currency, sum(amount) FROM entries WHERE amount IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        assert sums == [("EUR", Decimal("12345678901235587.80")), ("KWD", Decimal("-0.005"))]


def test_a_timestamp_of_pandas_is_written_exactly_or_not_at_all() -> None:
    (slot, *_) = slots()
    slot.start_date_time = pd.Timestamp("2024-07-01T08:00:00.123456", tz="Europe/Berlin")
    assert slot.to_dict()["startDateTime"].startswith("2024-07-01T08:00:00.123456+02:00")
    slot.start_date_time = pd.Timestamp("2024-07-01T08:00:00.123456789", tz="Europe/Berlin")
    with pytest.raises(ValueError, match="start_date_time has nanoseconds"):
        slot.to_dict()
    slot.start_date_time = slot.start_date_time.round("us")
    assert slot.to_dict()["startDateTime"].startswith("2024-07-01T08:00:00.123457+02:00")
