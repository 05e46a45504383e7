"""Money compared with bare `(Decimal, str)` pairs with the same checks: constructions and additions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from itertools import pairwise

from benchmarks.harness import OURS, Row, compare, time_work
from perfectgym_next.models import Money
from perfectgym_next.money import _EXACT, CurrencyMismatchError, parse_amount, parse_currency

LIMIT = 2.5
ROUNDS = 201  # short rounds: the best ones are undisturbed even on a busy machine
SIZE = 1000

Pair = tuple[Decimal, str]

_add = _EXACT.add


def make_pair(amount: str, currency: str) -> Pair:
    return parse_amount(amount), parse_currency(currency)


def add_pairs(left: Pair, right: Pair) -> Pair:
    if not isinstance(right, tuple):
        raise TypeError("not a pair")
    if left[1] != right[1]:
        raise CurrencyMismatchError(left[1], right[1])
    try:
        return _add(left[0], right[0]), left[1]
    except DecimalException:
        raise OverflowError("too long") from None


TEXTS = [(f"{number * 37 % 100_000}.{number % 100:02d}", "EUR") for number in range(SIZE + 1)]
PAIRS = list(pairwise([make_pair(*text) for text in TEXTS]))
MONEY = list(pairwise([Money(*text) for text in TEXTS]))


def construct_pairs() -> None:
    for amount, currency in TEXTS:
        make_pair(amount, currency)


def construct_money() -> None:
    for amount, currency in TEXTS:
        Money(amount, currency)


def sum_pairs() -> None:
    for left, right in PAIRS:
        add_pairs(left, right)


def sum_money() -> None:
    for left, right in MONEY:
        left + right  # the sum itself is not needed


def _compare(topic: str, money: Callable[[], None], pairs: Callable[[], None]) -> list[Row]:
    runs = {OURS: time_work(money), "a pair": time_work(pairs)}
    return compare(topic, runs, rounds=ROUNDS, limits={"a pair": LIMIT})


def rows() -> list[Row]:
    """Measure and return the rows of the table."""
    return [
        *_compare("1,000 constructions of Money", construct_money, construct_pairs),
        *_compare("1,000 additions of Money", sum_money, sum_pairs),
    ]
