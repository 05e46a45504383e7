"""Money compared with bare `(Decimal, str)` pairs with the same checks: a million constructions, a million additions.

    python benchmarks/bench_money.py

Prints the ratios of Money to pairs, for the best rounds and for the median rounds. Rounds of both are short and
alternate, so that the best ones are undisturbed even on a busy machine. The limit applies to the best rounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal, DecimalException
from itertools import pairwise
from statistics import median
from time import perf_counter

from perfectgym_next.models import Money
from perfectgym_next.money import _EXACT, CurrencyMismatchError, parse_amount, parse_currency

LIMIT = 2.5
ROUNDS = 1000
SIZE = 1000  # a thousand rounds of a thousand are a million

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


def seconds(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def ratios(money: Callable[[], None], pairs: Callable[[], None]) -> tuple[float, float]:
    """Return the ratios of Money's time to that of the pairs: of the best rounds and of the median rounds."""
    rounds = [(seconds(money), seconds(pairs)) for _ in range(ROUNDS)]
    ours, theirs = zip(*rounds, strict=True)
    return min(ours) / min(theirs), median(ours) / median(theirs)


def main() -> int:
    worst = 0.0
    for name, money, pairs in (
        ("construction", construct_money, construct_pairs),
        ("addition", sum_money, sum_pairs),
    ):
        best, middle = ratios(money, pairs)
        print(f"{name:14}{best:5.2f} times as long as the pair at best, {middle:5.2f} in the median")
        worst = max(worst, best)
    print(f"limit {LIMIT}: {'held' if worst <= LIMIT else 'exceeded'}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
