"""Properties of every amount, in any decimal context of the caller's thread.

Amounts have up to forty digits and exponents to match; the measure is `fractions.Fraction`, which never rounds.
"""

from __future__ import annotations

import copy
import pickle
from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
    localcontext,
)
from fractions import Fraction
from typing import Any

import msgspec
from hypothesis import assume, example, given
from hypothesis import strategies as st

from perfectgym_next.models import Money

SIGNALS: list[Any] = [
    Clamped,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
    Underflow,
]
ROUNDINGS = [
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
]

contexts = st.builds(
    Context,
    prec=st.integers(1, 9),
    rounding=st.sampled_from(ROUNDINGS),
    Emin=st.integers(-9, 0),
    Emax=st.integers(0, 9),
    capitals=st.sampled_from([0, 1]),
    clamp=st.sampled_from([0, 1]),
    traps=st.lists(st.sampled_from(SIGNALS), unique=True),
)
"""Contexts that would round, trap or overflow at every step."""


def number(sign: int, coefficient: int, exponent: int) -> Decimal:
    return Decimal((sign, tuple(map(int, str(coefficient))), exponent))


amounts = st.builds(number, st.sampled_from([0, 1]), st.integers(0, 10**40 - 1), st.integers(-30, 10))
prices = st.builds(number, st.sampled_from([0, 1]), st.integers(0, 10**12), st.integers(-4, 0))
numbers = st.one_of(st.integers(-(10**20), 10**20), amounts)
currencies = st.sampled_from(["EUR", "JPY", "KWD"])
units = {"EUR": Fraction(1, 100), "JPY": Fraction(1), "KWD": Fraction(1, 1000)}


def euros(amount: Decimal) -> Money:
    return Money(amount, "EUR")


def without_sign_of_zero(amount: Decimal) -> Decimal:
    return amount or amount.copy_abs()


def exact(money: Money) -> Fraction:
    return Fraction(money.amount)


class TestAddition:
    @given(contexts, amounts, amounts)
    def test_is_exact_and_commutative(self, context: Context, a: Decimal, b: Decimal) -> None:
        with localcontext(context):
            assert exact(euros(a) + euros(b)) == Fraction(a) + Fraction(b)
            assert euros(a) + euros(b) == euros(b) + euros(a)

    @given(contexts, amounts, amounts, amounts)
    def test_is_associative(self, context: Context, a: Decimal, b: Decimal, c: Decimal) -> None:
        with localcontext(context):
            assert (euros(a) + euros(b)) + euros(c) == euros(a) + (euros(b) + euros(c))

    @given(contexts, amounts, amounts)
    def test_subtraction_undoes_it(self, context: Context, a: Decimal, b: Decimal) -> None:
        with localcontext(context):
            assert euros(a) - euros(a) == Money(0, "EUR")
            assert not euros(a) - euros(a)
            assert euros(a) + euros(b) - euros(b) == euros(a)
            assert euros(a) - euros(b) == euros(a) + -euros(b)

    @given(contexts, st.lists(prices))
    def test_sums_agree_however_they_are_made(self, context: Context, given_amounts: list[Decimal]) -> None:
        with localcontext(context):
            items = [euros(amount) for amount in given_amounts]
            expected = sum(map(Fraction, given_amounts), start=Fraction())
            assert exact(Money.sum(items, currency="EUR")) == expected
            assert exact(sum(items, Money(0, "EUR"))) == expected
            assert Money.totals(items) == ({"EUR": Money.sum(items)} if items else {})

    @given(contexts, amounts)
    def test_signs_are_symmetric(self, context: Context, a: Decimal) -> None:
        with localcontext(context):
            assert exact(-euros(a)) == -Fraction(a)
            negative = -euros(a)
            assert -negative == +euros(a) == euros(a)
            assert exact(abs(euros(a))) == abs(Fraction(a))


class TestMultiplication:
    @given(contexts, amounts, numbers)
    def test_is_exact_from_either_side(self, context: Context, a: Decimal, factor: Decimal | int) -> None:
        with localcontext(context):
            assert exact(euros(a) * factor) == exact(factor * euros(a)) == Fraction(a) * Fraction(factor)

    @given(contexts, amounts, st.integers(0, 30))
    def test_by_a_whole_number_is_repeated_addition(self, context: Context, a: Decimal, times: int) -> None:
        with localcontext(context):
            assert euros(a) * times == Money.sum([euros(a)] * times, currency="EUR")


class TestDivision:
    @given(contexts, amounts, numbers)
    def test_is_right_to_34_digits(self, context: Context, a: Decimal, divisor: Decimal | int) -> None:
        assume(divisor)
        with localcontext(context):
            quotient = euros(a) / divisor
            ratio = euros(a) / euros(Decimal(divisor))
        assert quotient.amount == ratio
        true = Fraction(a) / Fraction(divisor)
        assert len(ratio.as_tuple().digits) <= 34
        last_digit = Fraction(10) ** (ratio.adjusted() - 33)
        assert abs(Fraction(ratio) - true) <= last_digit / 2

    @given(contexts, amounts, numbers)
    def test_with_remainder_gives_the_whole_back(self, context: Context, a: Decimal, divisor: Decimal | int) -> None:
        assume(divisor)
        with localcontext(context):
            quotient, rest = divmod(euros(a), divisor)
            times, same_rest = divmod(euros(a), euros(Decimal(divisor)))
            assert quotient * divisor + rest == euros(a)
        assert (quotient.amount, rest) == (times, same_rest)
        assert times == int(times)
        assert abs(exact(rest)) < abs(Fraction(divisor))
        assert exact(rest) * Fraction(a) >= 0


class TestRounding:
    @given(contexts, amounts, currencies)
    def test_quantize_is_half_even_and_settles(self, context: Context, a: Decimal, currency: str) -> None:
        with localcontext(context):
            rounded = Money(a, currency).quantize()
            assert rounded.quantize().amount.as_tuple() == rounded.amount.as_tuple()
        assert exact(rounded) == round(Fraction(a) / units[currency]) * units[currency]

    @given(contexts, amounts, st.integers(-6, 6))
    def test_round_agrees_with_fractions(self, context: Context, a: Decimal, digits: int) -> None:
        with localcontext(context):
            assert exact(round(euros(a), digits)) == round(Fraction(a), digits)
            assert exact(round(euros(a))) == round(Fraction(a))

    @given(contexts, st.integers(-(10**30), 10**30), currencies)
    def test_minor_units_and_back(self, context: Context, minor: int, currency: str) -> None:
        with localcontext(context):
            money = Money.from_minor(minor, currency)
            assert exact(money) == minor * units[currency]
            assert money.to_minor() == minor


ratios = st.lists(
    st.one_of(
        st.integers(0, 1000), st.builds(number, st.just(0), st.integers(0, 10**6), st.integers(-4, 2)), st.just(0)
    ),
    min_size=1,
    max_size=8,
).filter(any)


class TestAllocation:
    @example(Context(), Decimal(1), "EUR", [174, 276, 1000])
    @given(contexts, prices, currencies, ratios)
    def test_loses_nothing_and_is_fair_to_a_unit(
        self, context: Context, a: Decimal, currency: str, given_ratios: list[Decimal | int]
    ) -> None:
        whole = Money(a, currency)
        with localcontext(context):
            parts = whole.allocate(given_ratios)
            assert Money.sum(parts) == whole
        finer = Fraction(a) % units[currency] != 0
        unit = Fraction(10) ** int(a.as_tuple().exponent) if finer else units[currency]
        total = sum(map(Fraction, given_ratios), start=Fraction())
        for part, ratio in zip(parts, given_ratios, strict=True):
            share = Fraction(a) * Fraction(ratio) / total
            assert exact(part) % unit == 0
            assert abs(exact(part) - share) < unit
            assert ratio or not part

    @given(contexts, prices, currencies, ratios)
    def test_does_not_depend_on_the_sign(
        self, context: Context, a: Decimal, currency: str, given_ratios: list[Decimal | int]
    ) -> None:
        with localcontext(context):
            whole = Money(a, currency)
            assert (-whole).allocate(given_ratios) == [-part for part in whole.allocate(given_ratios)]

    @given(contexts, prices, st.integers(1, 40))
    def test_a_split_is_even_to_a_unit_with_the_larger_parts_first(self, context: Context, a: Decimal, n: int) -> None:
        with localcontext(context):
            parts = euros(a).split(n)
            assert len(parts) == n
            assert Money.sum(parts) == euros(a)
            sizes = [abs(part) for part in parts]
            assert sizes == sorted(sizes, reverse=True)
            # One unit at most: a cent, or less for an amount that is finer.
            assert sizes[0] - sizes[-1] <= Money("0.01", "EUR")


class TestOrder:
    @given(contexts, amounts, amounts, amounts)
    def test_is_total_within_a_currency(self, context: Context, a: Decimal, b: Decimal, c: Decimal) -> None:
        with localcontext(context):
            x, y, z = euros(a), euros(b), euros(c)
            assert [x < y, x == y, x > y].count(True) == 1
            assert (x <= y) == (x < y or x == y) == (y >= x)
            assert (x < y) == (Fraction(a) < Fraction(b))
            assert not (x <= y <= z) or x <= z

    @given(contexts, amounts, st.integers(0, 20))
    def test_equal_amounts_hash_alike_whatever_their_digits(self, context: Context, a: Decimal, zeros: int) -> None:
        sign, digits, exponent = a.as_tuple()
        padded = Decimal((sign, digits + (0,) * zeros, int(exponent) - zeros))
        with localcontext(context):
            assert euros(padded) == euros(a)
            assert hash(euros(padded)) == hash(euros(a))


class TestDigits:
    @given(contexts, amounts)
    def test_reach_the_wire_and_come_back_to_the_last(self, context: Context, a: Decimal) -> None:
        with localcontext(context):
            body = msgspec.json.Encoder(decimal_format="number").encode(euros(a).to_dict())
            again = Money.from_dict(msgspec.json.Decoder(float_hook=Decimal).decode(body))
        assert again == euros(a)
        assert again.amount.as_tuple() == without_sign_of_zero(a).as_tuple()

    @given(contexts, amounts)
    def test_survive_text_and_copies(self, context: Context, a: Decimal) -> None:
        with localcontext(context):
            money = euros(a)
            text, code = str(money).split()
            assert (Fraction(text), code) == (Fraction(a), "EUR")
            assert "E" not in text.upper()
            for again in (Money(str(a), "EUR"), pickle.loads(pickle.dumps(money)), copy.deepcopy(money)):
                assert again.amount.as_tuple() == without_sign_of_zero(a).as_tuple()


class TestZero:
    @given(contexts, prices, prices, st.one_of(st.integers(-3, 3), prices), currencies)
    def test_has_no_sign_on_any_result(
        self, context: Context, a: Decimal, b: Decimal, factor: int | Decimal, currency: str
    ) -> None:
        with localcontext(context):
            one, other = Money(a, currency), Money(b, currency)
            results = [one, +one, -one, abs(one), one + other, one - other, one * factor, factor * one]
            results += [one.quantize(), round(one), round(one, -2), *one.split(3), *one.allocate([1, 0])]
            results += [Money.sum([one, other]), *Money.totals([one, other]).values()]
            results += [Money.from_dict(one.to_dict()), Money.from_dict({"amount": a, "currency": currency})]
            divisors: list[Any] = [divisor for divisor in (factor, other) if divisor]
            for divisor in divisors:
                quotients = [one / divisor, one // divisor, one % divisor, *divmod(one, divisor)]
                results += [part if isinstance(part, Money) else Money(part, currency) for part in quotients]
                zeros = [part for part in quotients if not part]
                assert not [zero for zero in zeros if "-" in str(zero)]
        for money in results:
            assert money or not money.amount.is_signed()
