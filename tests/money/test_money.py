"""Money, one class a topic. People in finance can check these figures by hand."""

from __future__ import annotations

import copy
import decimal
import operator
import pickle
import subprocess
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs
import msgspec
import pytest

from perfectgym_next._core.json import decode
from perfectgym_next.errors import ResponseFormatError
from perfectgym_next.models import BookingEntry, Debt, DebtUpdate, Money
from perfectgym_next.money import CurrencyMismatchError
from perfectgym_next_generated.currencies import MINOR_UNITS
from tests.support.money_sample import SampleMoney

twenty = Money("20.00", "EUR")
dollars = Money("20.00", "USD")

DIVISIONS = [operator.truediv, operator.floordiv, operator.mod, divmod]


def entry(amount: str) -> BookingEntry:
    """An entry as it is read from a response."""
    money = b'{"amount": %s, "currency": "EUR"}' % amount.encode()
    return BookingEntry.from_dict(
        decode(b'{"id": 1, "dueDate": "2024-02-29", "installmentPlan": false, "amount": %s}' % money)
    )


def digits(money: Money) -> str:
    """The amount with the digits it holds, which equality does not see."""
    return str(money.amount)


class TestConstructor:
    @pytest.mark.parametrize(
        ("given", "held"),
        [("20.00", "20.00"), (20, "20"), (Decimal("20.0"), "20.0"), ("-0.005", "-0.005"), ("1e3", "1E+3")],
    )
    def test_takes_text_int_and_decimal_and_keeps_their_digits(self, given: Any, held: str) -> None:
        assert digits(Money(given, "EUR")) == held

    def test_refuses_a_float_and_says_what_to_write(self) -> None:
        with pytest.raises(TypeError, match=r"float.*write '20\.1' or a Decimal"):
            Money(20.1, "EUR")  # type: ignore[arg-type]

    @pytest.mark.parametrize("given", ["NaN", "sNaN", "Infinity", "-Infinity", Decimal("NaN"), Decimal("Infinity")])
    def test_refuses_what_is_not_finite(self, given: Any) -> None:
        with pytest.raises(ValueError, match="finite"):
            Money(given, "EUR")

    @pytest.mark.parametrize("given", ["", "twenty", "20,00", "20.00 EUR"])
    def test_refuses_text_that_is_no_number_and_shows_one_that_is(self, given: Any) -> None:
        with pytest.raises(ValueError, match=r"20\.00"):
            Money(given, "EUR")

    @pytest.mark.parametrize("given", [True, None, Fraction(1, 2), [20]])
    def test_refuses_other_types(self, given: Any) -> None:
        with pytest.raises(TypeError, match=type(given).__name__):
            Money(given, "EUR")

    @pytest.mark.parametrize("given", ["eur", "EU", "EURO", "", "E R", "ÄÖÜ", "EU1", "€€€", " EUR"])
    def test_refuses_a_currency_that_is_not_three_capitals(self, given: Any) -> None:
        with pytest.raises(ValueError, match="three capitals"):
            Money(1, given)

    @pytest.mark.parametrize("given", [None, 978, b"EUR"])
    def test_refuses_a_currency_that_is_no_text(self, given: Any) -> None:
        with pytest.raises(TypeError, match="currency"):
            Money(1, given)

    def test_takes_the_value_of_an_enum_as_currency(self) -> None:
        class Currency(StrEnum):
            euro = "EUR"

        money = Money(1, Currency.euro)
        assert type(money.currency) is str
        assert money.currency == "EUR"

    def test_subclasses_of_decimal_and_int_become_plain_decimals(self) -> None:
        class Cents(Decimal):
            pass

        class Whole(int):
            pass

        assert type(Money(Cents("1.50"), "EUR").amount) is Decimal
        assert type(Money(Whole(2), "EUR").amount) is Decimal

    def test_text_that_is_no_number_is_refused_under_a_context_without_traps(self) -> None:
        with localcontext(Context(traps=[])), pytest.raises(ValueError, match="finite"):
            Money("twenty", "EUR")


class TestReading:
    """A response is refused only for an amount that is not a number: an odd currency must not stop a walk."""

    @pytest.mark.parametrize("currency", ["eur", "", "EURO", "BITCOIN"])
    def test_keeps_an_odd_currency(self, currency: str) -> None:
        assert Money.from_dict({"amount": 1, "currency": currency}).currency == currency

    @pytest.mark.parametrize(
        ("given", "held"), [(20, "20"), (Decimal("20.00"), "20.00"), ("20.00", "20.00"), (20.1, "20.1")]
    )
    def test_keeps_the_digits_of_an_amount(self, given: Any, held: str) -> None:
        assert digits(Money.from_dict({"amount": given, "currency": "EUR"})) == held

    @pytest.mark.parametrize(
        "fields", [{}, {"amount": None}, {"amount": True}, {"amount": "much"}, {"amount": {}}, {"amount": "NaN"}]
    )
    def test_refuses_a_missing_or_non_numeric_amount_by_name(self, fields: Any) -> None:
        with pytest.raises(ResponseFormatError, match="amount"):
            Money.from_dict({**fields, "currency": "EUR"})

    def test_odd_currencies_add_up_like_others(self) -> None:
        odd = Money.from_dict({"amount": 1, "currency": "eur"})
        assert odd + odd == Money.from_dict({"amount": 2, "currency": "eur"})
        assert str(Money.sum([odd, odd])) == "2 eur"

    def test_keeps_unknown_members_and_writes_them_back(self) -> None:
        fields = {"amount": Decimal("1.50"), "currency": "EUR", "rounded": True}
        money = Money.from_dict(fields)
        assert money.additional_properties == {"rounded": True}
        assert money.to_dict() == fields


class TestAdding:
    def test_adds_and_subtracts(self) -> None:
        assert twenty + Money("0.50", "EUR") == Money("20.50", "EUR")
        assert twenty - Money("0.50", "EUR") == Money("19.50", "EUR")

    def test_tenths_add_up(self) -> None:
        assert sum([Money("0.1", "EUR")] * 10) == Money(1, "EUR")

    def test_keeps_the_longer_digits(self) -> None:
        assert digits(Money("1.50", "EUR") + Money("1.500", "EUR")) == "3.000"

    def test_signs(self) -> None:
        assert -twenty == Money("-20.00", "EUR")
        assert +twenty == twenty
        assert abs(-twenty) == twenty

    @pytest.mark.parametrize(
        ("made", "text"),
        [
            (lambda: -Money("0.00", "EUR"), "0.00 EUR"),
            (lambda: twenty - twenty, "0.00 EUR"),
            (lambda: Money("-0.00", "EUR"), "0.00 EUR"),
            (lambda: Money(Decimal("-0.0"), "EUR"), "0.0 EUR"),
            (lambda: Money.from_dict({"amount": Decimal("-0.00"), "currency": "EUR"}), "0.00 EUR"),
            (lambda: Money.from_dict({"amount": "-0.00", "currency": "EUR"}), "0.00 EUR"),
            (lambda: Money.from_dict({"amount": -0.0, "currency": "EUR"}), "0.0 EUR"),
            (lambda: entry("-0.00").amount, "0.00 EUR"),
            (lambda: Debt.from_dict({**DEBT, "amount": Decimal("-0.00")}).amount_money, "0.00 USD"),
            (lambda: attrs.evolve(twenty, amount="-0.00"), "0.00 EUR"),
            (lambda: msgspec.convert({"amount": "-0.00", "currency": "EUR"}, Money), "0.00 EUR"),
            (lambda: Money("0.00", "EUR") * -1, "0.00 EUR"),
            (lambda: Decimal("-0.0") * twenty, "0.000 EUR"),
            (lambda: Money("0.00", "EUR") / -3, "0.00 EUR"),
            (lambda: Money("-0.50", "EUR") // 1, "0 EUR"),
            (lambda: Money("-3.00", "EUR") % 3, "0.00 EUR"),
            (lambda: Money("-3.00", "EUR") % Money("3.00", "EUR"), "0.00 EUR"),
            (lambda: divmod(Money("-3.00", "EUR"), 3)[1], "0.00 EUR"),
            (lambda: Money("-0.001", "EUR").quantize(), "0.00 EUR"),
            (lambda: round(Money("-0.4", "EUR")), "0 EUR"),
            (lambda: Money("-0.01", "EUR").split(2)[1], "0.00 EUR"),
            (lambda: Money.sum([Money("-0.00", "EUR")]), "0.00 EUR"),
            (lambda: Money("0.00", "EUR") / -twenty, "0"),
            (lambda: Money("-0.50", "EUR") // twenty, "0"),
        ],
    )
    def test_zero_has_no_sign(self, made: Any, text: str) -> None:
        assert str(made()) == text

    @pytest.mark.parametrize("operate", [operator.add, operator.sub])
    def test_currencies_do_not_mix_and_both_are_named(self, operate: Any) -> None:
        with pytest.raises(CurrencyMismatchError, match="EUR and USD") as caught:
            operate(twenty, dollars)
        assert (caught.value.left, caught.value.right) == ("EUR", "USD")
        assert isinstance(caught.value, TypeError)

    def test_the_mismatch_travels_between_processes(self) -> None:
        error = pickle.loads(pickle.dumps(CurrencyMismatchError(left="EUR", right="USD")))
        assert (error.left, error.right, str(error)) == ("EUR", "USD", str(CurrencyMismatchError("EUR", "USD")))

    @pytest.mark.parametrize("other", [1, 0, Decimal(1), 1.5, "1", None, ("1", "EUR")])
    def test_money_and_anything_else_does_not_add(self, other: Any) -> None:
        with pytest.raises(TypeError):
            twenty + other
        with pytest.raises(TypeError):
            twenty - other

    @pytest.mark.parametrize("other", [1, False, Decimal(0), 0.0, None])
    def test_only_the_zero_that_sum_starts_from_comes_before_money(self, other: Any) -> None:
        assert 0 + twenty == twenty
        with pytest.raises(TypeError):
            other + twenty

    def test_a_debt_has_an_amount_and_a_currency_and_is_no_money(self) -> None:
        debt = Debt.from_dict(DEBT)
        with pytest.raises(TypeError):
            twenty + debt  # type: ignore[operator]

    def test_what_would_have_to_be_rounded_is_refused(self) -> None:
        with pytest.raises(OverflowError, match="1000 digits"):
            Money("1E+1000", "EUR") + Money("0.01", "EUR")
        with pytest.raises(OverflowError, match="1000 digits"):
            Money("1E+1000", "EUR") - Money("0.01", "EUR")

    def test_a_thousand_digits_are_exact(self) -> None:
        assert digits(Money("1E+999", "EUR") + Money(1, "EUR")) == "1" + "0" * 998 + "1"

    def test_an_absurd_exponent_takes_no_memory(self) -> None:
        absurd = Money.from_dict({"amount": Decimal("1E+999999999999"), "currency": "EUR"})
        with pytest.raises(OverflowError):
            absurd + twenty
        with pytest.raises(OverflowError):
            absurd.quantize()
        with pytest.raises(OverflowError):
            absurd.split(2)
        assert str(absurd) == "1E+999999999999 EUR"
        assert absurd > twenty


class TestMultiplying:
    @pytest.mark.parametrize("factor", [3, Decimal(3)])
    def test_by_int_and_decimal_from_either_side(self, factor: Any) -> None:
        assert twenty * factor == factor * twenty == Money("60.00", "EUR")

    def test_is_exact(self) -> None:
        assert digits(Money("19.99", "EUR") * Decimal("0.19")) == "3.7981"

    def test_money_times_money_is_refused(self) -> None:
        with pytest.raises(TypeError):
            twenty * twenty  # type: ignore[operator]

    def test_a_float_is_refused_from_either_side_with_what_to_write(self) -> None:
        with pytest.raises(TypeError, match=r"Decimal\('1\.5'\)"):
            twenty * 1.5  # type: ignore[operator]
        with pytest.raises(TypeError, match=r"Decimal\('1\.5'\)"):
            1.5 * twenty  # type: ignore[operator]

    @pytest.mark.parametrize("factor", ["3", None, Fraction(1, 2), [1]])
    def test_other_types_are_refused(self, factor: Any) -> None:
        with pytest.raises(TypeError):
            twenty * factor

    @pytest.mark.parametrize("factor", [Decimal("NaN"), Decimal("Infinity")])
    @pytest.mark.parametrize("operate", [operator.mul, *DIVISIONS])
    def test_by_what_is_not_finite_is_refused(self, operate: Any, factor: Any) -> None:
        with pytest.raises(ValueError, match="expected a finite number"):
            operate(twenty, factor)

    def test_a_product_that_would_have_to_be_rounded_is_refused(self) -> None:
        long = Money("1." + "1" * 600, "EUR")
        with pytest.raises(OverflowError, match="1000 digits"):
            long * long.amount


class TestDividing:
    def test_by_a_number_is_money(self) -> None:
        assert twenty / 4 == Money("5.00", "EUR")
        assert twenty / Decimal("0.5") == Money(40, "EUR")

    def test_by_money_is_a_decimal(self) -> None:
        ratio = twenty / Money("0.50", "EUR")
        assert type(ratio) is Decimal
        assert ratio == 40

    def test_has_34_digits_rounded_half_even(self) -> None:
        assert digits(Money(2, "EUR") / 3) == "0." + "6" * 33 + "7"
        assert digits(Money(10**34 + 1, "EUR") / 2) == "5" + "0" * 33
        assert digits(Money(10**34 + 3, "EUR") / 2) == "5" + "0" * 32 + "2"

    def test_keeps_the_digits_of_an_exact_quotient(self) -> None:
        assert digits(twenty / 2) == "10.00"

    @pytest.mark.parametrize("zero", [0, Decimal(0), Money(0, "EUR")])
    @pytest.mark.parametrize("operate", DIVISIONS)
    def test_by_zero_is_a_zero_division(self, operate: Any, zero: Any) -> None:
        for amount in (twenty, Money(0, "EUR")):
            with pytest.raises(ZeroDivisionError, match="money"):
                operate(amount, zero)

    @pytest.mark.parametrize("operate", DIVISIONS)
    def test_a_number_by_money_is_refused(self, operate: Any) -> None:
        with pytest.raises(TypeError):
            operate(20, twenty)

    @pytest.mark.parametrize("operate", DIVISIONS)
    def test_currencies_do_not_mix(self, operate: Any) -> None:
        with pytest.raises(CurrencyMismatchError, match="EUR and USD"):
            operate(twenty, dollars)

    @pytest.mark.parametrize("operate", DIVISIONS)
    def test_a_float_is_refused_with_what_to_write(self, operate: Any) -> None:
        with pytest.raises(TypeError, match=r"Decimal\('1\.5'\)"):
            operate(twenty, 1.5)

    @pytest.mark.parametrize("operate", DIVISIONS)
    def test_text_is_refused(self, operate: Any) -> None:
        with pytest.raises(TypeError, match="str"):
            operate(twenty, "3")


class TestDividingWithRemainder:
    """As `Decimal` does it: the quotient is cut towards zero, the remainder has the sign of the dividend."""

    def test_by_a_number_both_are_money(self) -> None:
        assert divmod(Money("20.50", "EUR"), 3) == (Money(6, "EUR"), Money("2.50", "EUR"))
        assert Money("20.50", "EUR") // 3 == Money(6, "EUR")
        assert Money("20.50", "EUR") % 3 == Money("2.50", "EUR")

    def test_by_money_the_quotient_is_a_decimal(self) -> None:
        quotient, rest = divmod(Money("20.50", "EUR"), Money("6.00", "EUR"))
        assert type(quotient) is Decimal
        assert (quotient, rest) == (Decimal(3), Money("2.50", "EUR"))

    def test_of_a_negative_amount(self) -> None:
        assert divmod(Money("-20.50", "EUR"), 3) == (Money(-6, "EUR"), Money("-2.50", "EUR"))
        assert divmod(Money("-20.50", "EUR"), Money(3, "EUR")) == (Decimal(-6), Money("-2.50", "EUR"))


class TestComparing:
    def test_the_value_counts_and_not_the_digits(self) -> None:
        assert Money("20.0", "EUR") == Money("20.00", "EUR")
        assert hash(Money("20.0", "EUR")) == hash(Money("20.00", "EUR"))

    def test_amounts_and_currencies_differ(self) -> None:
        assert Money("20.01", "EUR") != twenty
        assert dollars != twenty

    @pytest.mark.parametrize("other", [20, Decimal("20.00"), "20.00 EUR", None, ("20.00", "EUR")])
    def test_anything_else_is_unequal(self, other: Any) -> None:
        assert twenty != other
        assert not twenty == other  # noqa: SIM201 - both operators are meant

    def test_orders_within_a_currency(self) -> None:
        one, two = Money(1, "EUR"), Money(2, "EUR")
        assert one < two <= two
        assert two > one >= one
        assert not one < one
        assert not one > one
        assert sorted([two, one]) == [one, two]
        assert max([one, two]) is two

    @pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
    def test_order_across_currencies_is_refused_and_names_both(self, compare: Any) -> None:
        with pytest.raises(CurrencyMismatchError, match="EUR and USD"):
            compare(twenty, dollars)

    @pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
    def test_order_with_anything_else_is_refused(self, compare: Any) -> None:
        with pytest.raises(TypeError):
            compare(twenty, 20)

    def test_zero_is_false_like_every_zero(self) -> None:
        assert not Money("0.00", "EUR")
        assert Money("-0.01", "EUR")


class TestSumming:
    def test_sum_works_on_a_list(self) -> None:
        assert sum([twenty, twenty]) == Money(40, "EUR")

    def test_of_items_in_one_currency(self) -> None:
        assert Money.sum([twenty, twenty]) == Money("40.00", "EUR")
        assert Money.sum(iter([twenty]), currency="EUR") == twenty
        assert digits(Money.sum([twenty], currency="EUR")) == "20.00"

    def test_of_nothing_is_zero_in_the_currency_given(self) -> None:
        assert Money.sum([], currency="EUR") == Money(0, "EUR")

    def test_of_nothing_without_currency_is_refused_with_what_to_write(self) -> None:
        with pytest.raises(ValueError, match="currency='EUR'"):
            Money.sum([])

    def test_of_mixed_currencies_is_refused_and_names_both(self) -> None:
        with pytest.raises(CurrencyMismatchError, match="EUR and USD"):
            Money.sum([twenty, dollars])
        with pytest.raises(CurrencyMismatchError, match="GBP and EUR"):
            Money.sum([twenty], currency="GBP")

    def test_checks_the_currency_given(self) -> None:
        with pytest.raises(ValueError, match="three capitals"):
            Money.sum([], currency="eur")

    def test_totals_are_one_sum_a_currency_in_order_of_appearance(self) -> None:
        totals = Money.totals([dollars, twenty, dollars])
        assert list(totals.items()) == [("USD", Money(40, "USD")), ("EUR", twenty)]
        assert Money.totals([]) == {}

    @pytest.mark.parametrize("items", [[20], [twenty, None], ["20.00"]])
    def test_refuses_what_is_no_money(self, items: Any) -> None:
        with pytest.raises(TypeError, match="only money"):
            Money.sum(items)
        with pytest.raises(TypeError, match="only money"):
            Money.totals(items)


class TestRounding:
    @pytest.mark.parametrize(
        ("amount", "currency", "rounded"),
        [
            ("20", "EUR", "20.00"),
            ("20.125", "EUR", "20.12"),
            ("20.135", "EUR", "20.14"),
            ("500.5", "JPY", "500"),
            ("501.5", "JPY", "502"),
            ("1.2345", "KWD", "1.234"),
            ("-20.125", "EUR", "-20.12"),
            ("-0.001", "EUR", "0.00"),
        ],
    )
    def test_quantize_rounds_half_even_to_the_minor_unit(self, amount: str, currency: str, rounded: str) -> None:
        assert digits(Money(amount, currency).quantize()) == rounded

    @pytest.mark.parametrize(
        ("rounding", "rounded"), [(ROUND_HALF_UP, "20.13"), (ROUND_DOWN, "20.12"), (ROUND_UP, "20.13")]
    )
    def test_quantize_rounds_as_told(self, rounding: str, rounded: str) -> None:
        assert digits(Money("20.125", "EUR").quantize(rounding=rounding)) == rounded

    def test_quantize_takes_other_digits(self) -> None:
        assert digits(Money("20.125", "EUR").quantize(digits=1)) == "20.1"
        assert digits(Money("1250", "EUR").quantize(digits=-2)) == "1200"

    def test_an_unknown_currency_wants_digits(self) -> None:
        gold = Money("1.25", "XAU")
        with pytest.raises(ValueError, match=r"XAU.*digits="):
            gold.quantize()
        assert digits(gold.quantize(digits=1)) == "1.2"

    def test_a_rounding_that_decimal_does_not_know_is_refused(self) -> None:
        with pytest.raises(TypeError, match="rounding"):
            twenty.quantize(rounding="HALF_UP")

    def test_round_is_half_even_to_whole_units_or_so_many_decimals(self) -> None:
        money = Money("20.125", "EUR")
        assert digits(round(money)) == "20"
        assert digits(round(money, 2)) == "20.12"
        assert digits(round(money, 5)) == "20.12500"
        assert digits(round(Money(1250, "EUR"), -2)) == "1200"
        assert digits(round(Money("2.5", "EUR"))) == "2"


class TestMinorUnits:
    def test_to_minor_is_a_whole_number(self) -> None:
        assert Money("19.99", "EUR").to_minor() == 1999
        assert Money("-500", "JPY").to_minor() == -500
        assert Money("1.5", "KWD").to_minor() == 1500
        assert type(twenty.to_minor()) is int

    def test_trailing_zeros_are_not_finer(self) -> None:
        assert Money("19.9900", "EUR").to_minor() == 1999

    def test_to_minor_refuses_what_is_finer(self) -> None:
        with pytest.raises(ValueError, match=r"19\.995 EUR has more than 2 decimals"):
            Money("19.995", "EUR").to_minor()
        assert Money("19.995", "EUR").to_minor(digits=3) == 19995

    def test_from_minor_has_the_digits_of_the_minor_unit(self) -> None:
        assert digits(Money.from_minor(2000, "EUR")) == "20.00"
        assert digits(Money.from_minor(-5, "EUR")) == "-0.05"
        assert digits(Money.from_minor(500, "JPY")) == "500"
        assert digits(Money.from_minor(1500, "KWD")) == "1.500"
        assert digits(Money.from_minor(20005, "EUR", digits=3)) == "20.005"

    def test_from_minor_takes_whole_numbers_and_real_currencies_only(self) -> None:
        with pytest.raises(TypeError):
            Money.from_minor(19.99, "EUR")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="three capitals"):
            Money.from_minor(1999, "eur")
        with pytest.raises(ValueError, match=r"XAU.*digits="):
            Money.from_minor(1, "XAU")

    def test_the_table_is_what_iso_4217_says(self) -> None:
        assert [MINOR_UNITS[code] for code in ("EUR", "USD", "JPY", "KWD", "CLF")] == [2, 2, 0, 3, 4]
        assert "XAU" not in MINOR_UNITS
        assert len(MINOR_UNITS) > 150


class TestAllocating:
    def test_parts_stand_in_the_ratio(self) -> None:
        assert twenty.allocate([3, 1]) == [Money("15.00", "EUR"), Money("5.00", "EUR")]

    def test_units_left_over_go_one_each_to_the_first_parts(self) -> None:
        parts = Money("0.05", "EUR").allocate([1, 1, 1])
        assert [digits(part) for part in parts] == ["0.02", "0.02", "0.01"]

    def test_a_share_is_cut_before_the_rest_is_dealt_out(self) -> None:
        # Shares 0.035, 0.010, 0.005: cut to 3, 1 and 0 cents, and the one left over goes to the first.
        parts = Money("0.05", "EUR").allocate([70, 20, 10])
        assert [digits(part) for part in parts] == ["0.04", "0.01", "0.00"]

    def test_a_ratio_of_zero_gets_nothing_of_what_is_left_over(self) -> None:
        parts = Money("0.05", "EUR").allocate([0, 1, 0, 1])
        assert [digits(part) for part in parts] == ["0.00", "0.03", "0.00", "0.02"]

    def test_a_negative_amount_is_shared_like_the_positive_one(self) -> None:
        parts = Money("-0.05", "EUR").allocate([1, 1, 1])
        assert [digits(part) for part in parts] == ["-0.02", "-0.02", "-0.01"]

    def test_a_single_unit_goes_to_the_first(self) -> None:
        assert [digits(part) for part in Money("0.01", "EUR").split(2)] == ["0.01", "0.00"]

    def test_nothing_is_shared_too(self) -> None:
        assert [str(part) for part in Money(0, "EUR").allocate([1, 2])] == ["0.00 EUR", "0.00 EUR"]

    def test_decimal_ratios(self) -> None:
        assert twenty.allocate([Decimal("0.75"), Decimal("0.25")]) == twenty.allocate([3, 1])
        assert twenty.allocate([Decimal("1E+2"), 300]) == twenty.allocate([1, 3])

    def test_the_unit_is_the_currencys(self) -> None:
        assert Money(100, "JPY").split(3) == [Money(34, "JPY"), Money(33, "JPY"), Money(33, "JPY")]
        assert [digits(part) for part in Money(1, "KWD").split(3)] == ["0.334", "0.333", "0.333"]
        assert [digits(part) for part in Money(10, "EUR").split(3)] == ["3.34", "3.33", "3.33"]

    def test_a_finer_amount_is_shared_by_its_own_last_decimal(self) -> None:
        assert [digits(part) for part in Money("10.0050", "EUR").split(3)] == ["3.3350", "3.3350", "3.3350"]
        assert [digits(part) for part in Money("0.005", "EUR").split(2)] == ["0.003", "0.002"]

    def test_zeros_behind_the_cents_make_no_amount_finer(self) -> None:
        assert [digits(part) for part in Money("10.0000", "EUR").split(3)] == ["3.34", "3.33", "3.33"]

    def test_an_unknown_currency_wants_digits(self) -> None:
        gold = Money("1.00", "XAU")
        with pytest.raises(ValueError, match=r"XAU.*digits="):
            gold.split(3)
        assert [digits(part) for part in gold.split(3, digits=1)] == ["0.4", "0.3", "0.3"]

    @pytest.mark.parametrize("ratios", [[], [0], [0, Decimal(0)]])
    def test_one_ratio_at_least_is_above_zero(self, ratios: Any) -> None:
        with pytest.raises(ValueError, match="above zero"):
            twenty.allocate(ratios)

    @pytest.mark.parametrize("ratio", [-1, Decimal("-0.5"), Decimal("NaN"), Decimal("Infinity")])
    def test_a_ratio_that_is_negative_or_not_finite_is_refused(self, ratio: Any) -> None:
        with pytest.raises(ValueError, match="from zero up"):
            twenty.allocate([1, ratio])

    @pytest.mark.parametrize("ratio", [0.5, True, "1", None])
    def test_a_ratio_of_another_type_is_refused(self, ratio: Any) -> None:
        with pytest.raises(TypeError, match=type(ratio).__name__):
            twenty.allocate([1, ratio])

    def test_ratios_out_of_all_proportion_are_refused(self) -> None:
        with pytest.raises(OverflowError):
            twenty.allocate([1, Decimal("1E+999999999")])

    @pytest.mark.parametrize("parts", [0, -1])
    def test_split_wants_a_part_at_least(self, parts: Any) -> None:
        with pytest.raises(ValueError, match="one part or more"):
            twenty.split(parts)

    def test_split_wants_a_whole_number(self) -> None:
        with pytest.raises(TypeError):
            twenty.split(2.5)  # type: ignore[arg-type]

    def test_split_into_one_is_the_amount(self) -> None:
        assert twenty.split(1) == [twenty]


class TestText:
    @pytest.mark.parametrize(
        ("amount", "text"),
        [
            ("20.00", "20.00 EUR"),
            ("20", "20 EUR"),
            ("-1234567.5", "-1234567.5 EUR"),
            ("20.0050", "20.0050 EUR"),
            ("1E+3", "1000 EUR"),
            ("0.00000001", "0.00000001 EUR"),
            ("1E+1000", f"1{'0' * 1000} EUR"),
            ("1E+1001", "1E+1001 EUR"),
        ],
    )
    def test_str_has_the_digits_that_are_there(self, amount: str, text: str) -> None:
        assert str(Money(amount, "EUR")) == f"{Money(amount, 'EUR')}" == text

    def test_a_format_spec_formats_the_text(self) -> None:
        assert f"{twenty}" == f"{twenty:}" == str(twenty)
        assert [f"{twenty:>12}", f"{twenty:<12}|", f"{twenty:*^12}"] == [
            "   20.00 EUR",
            "20.00 EUR   |",
            "*20.00 EUR**",
        ]
        assert "{:>{width}}".format(twenty, width=10) == " 20.00 EUR"

    @pytest.mark.parametrize(
        ("amount", "spec", "text"),
        [
            ("1234.5", ",.2f", "1,234.50 EUR"),
            ("1234.5", ">14,.2f", "  1,234.50 EUR"),
            ("1234.5", "*^16,.1f", "**1,234.5 EUR***"),
            ("1234.5", ",", "1,234.5 EUR"),
            ("1234.5", "f", "1234.5 EUR"),
            ("20.00", "+", "+20.00 EUR"),
            ("20.00", "<+12.1f", "+20.0 EUR   "),
            ("20.00", " .0f", " 20 EUR"),
            ("2.345", ".2f", "2.34 EUR"),  # half to even, as round() does
            ("-0.004", ".2f", "0.00 EUR"),
            ("-1234567.899", ",.2f", "-1,234,567.90 EUR"),
            ("1E+5", ",f", "100,000 EUR"),
        ],
    )
    def test_a_format_spec_for_numbers_formats_the_amount(self, amount: str, spec: str, text: str) -> None:
        assert format(Money(amount, "EUR"), spec) == text

    def test_formatting_does_not_depend_on_the_callers_context(self) -> None:
        with localcontext(prec=3, rounding=ROUND_UP):
            assert f"{Money('1234.561', 'EUR'):.2f}" == "1234.56 EUR"

    @pytest.mark.parametrize("spec", ["d", "e", ".2g", "%", "n", "05.2f", "#f", "=12", ".f", "_", "s", ".1000f"])
    def test_any_other_format_spec_is_refused_with_an_example(self, spec: str) -> None:
        with pytest.raises(ValueError, match=r"'>14,\.2f'"):
            format(twenty, spec)

    def test_a_number_of_more_than_1000_digits_is_not_written_out(self) -> None:
        assert f"{Money('1E+9999', 'EUR'):>15}" == "    1E+9999 EUR"
        with pytest.raises(OverflowError, match="1000 digits"):
            f"{Money('1E+9999', 'EUR'):.2f}"

    def test_repr_is_how_it_is_written(self) -> None:
        assert repr(twenty) == "Money('20.00', 'EUR')"
        assert eval(repr(Money("1E+3", "EUR"))).amount.as_tuple() == Decimal("1E+3").as_tuple()

    def test_repr_shows_what_else_was_read(self) -> None:
        money = SampleMoney.from_dict({"amount": 1, "currency": "EUR", "taxCode": "A", "x": 2})
        assert repr(money) == "SampleMoney('1', 'EUR', tax_code='A', additional_properties={'x': 2})"

    def test_text_does_not_depend_on_the_callers_context(self) -> None:
        with localcontext(Context(prec=1, capitals=0)):
            assert str(Money("1E+1001", "EUR")) == "1E+1001 EUR"
            assert str(Money("20.05", "EUR")) == "20.05 EUR"
            assert repr(Money("1E+1001", "EUR")) == "Money('1E+1001', 'EUR')"

    @pytest.mark.parametrize(
        ("amount", "currency", "locale", "text"),
        [
            ("1234.5", "EUR", "de_DE", "1.234,50\xa0€"),
            ("1234.5", "EUR", "en_US", "€1,234.50"),
            ("500", "JPY", "ja_JP", "￥500"),
            ("20.005", "EUR", "de_DE", "20,005\xa0€"),
            ("-20", "USD", "en_US", "-$20.00"),
        ],
    )
    def test_format_writes_for_a_locale_and_hides_no_digit(
        self, amount: str, currency: str, locale: str, text: str
    ) -> None:
        assert Money(amount, currency).format(locale=locale) == text

    def test_format_does_not_depend_on_the_callers_context(self) -> None:
        with localcontext(Context(prec=3, traps=[decimal.Inexact])):
            assert Money("1234567.55", "EUR").format("en_US") == "€1,234,567.55"

    def test_format_without_babel_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "babel.numbers", None)
        with pytest.raises(ImportError, match=r"perfectgym-next\[format\]"):
            twenty.format("de_DE")

    def test_money_needs_no_babel_to_be_imported(self) -> None:
        code = "import sys; sys.modules['babel'] = None; import perfectgym_next.money"
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


class TestValue:
    @pytest.mark.parametrize("name", ["amount", "currency", "additional_properties", "anything"])
    def test_nothing_can_be_set(self, name: str) -> None:
        with pytest.raises(AttributeError):
            setattr(twenty, name, 1)
        with pytest.raises(AttributeError):
            delattr(twenty, name)

    def test_serves_as_a_key(self) -> None:
        assert {twenty: "fee"}[Money("20.0", "EUR")] == "fee"
        assert len({twenty, dollars, Money(20, "EUR")}) == 2

    def test_copies_and_pickles_keep_everything(self) -> None:
        money = Money("20.00", "EUR", additional_properties={"x": [1]})
        for again in (copy.copy(money), copy.deepcopy(money), pickle.loads(pickle.dumps(money))):
            assert again == money
            assert digits(again) == "20.00"
            assert again.additional_properties == {"x": [1]}

    def test_a_deep_copy_shares_nothing_that_changes(self) -> None:
        money = Money("20.00", "EUR", additional_properties={"x": [1]})
        copy.deepcopy(money).additional_properties["x"].append(2)
        assert money.additional_properties == {"x": [1]}

    def test_attrs_evolves_it_by_the_names_of_the_constructor(self) -> None:
        assert attrs.evolve(twenty + twenty, currency="USD") == Money(40, "USD")

    def test_matches_by_position(self) -> None:
        match twenty:
            case Money(amount, currency):
                assert (amount, currency) == (Decimal(20), "EUR")
            case _:
                pytest.fail("no match")


class TestFieldsTheVendorAdds:
    """`SampleMoney` has one more field; results have amount and currency, other fields stay on the money read."""

    READ = SampleMoney.from_dict({"amount": Decimal("20.00"), "currency": "EUR", "taxCode": "A", "x": 1})

    def test_are_keywords_of_the_constructor(self) -> None:
        assert SampleMoney("20.00", "EUR", tax_code="A").tax_code == "A"
        with pytest.raises(TypeError):
            SampleMoney("20.00", "EUR", "A")  # type: ignore[call-arg]

    def test_stay_on_what_was_read_and_are_written_back(self) -> None:
        assert self.READ.tax_code == "A"
        assert self.READ.to_dict() == {"amount": Decimal("20.00"), "currency": "EUR", "taxCode": "A", "x": 1}

    @pytest.mark.parametrize(
        "result",
        [
            READ + READ,
            READ - READ,
            READ * 2,
            2 * READ,
            READ / 2,
            READ // 2,
            READ % 3,
            -READ,
            +READ,
            abs(READ),
            0 + READ,
            round(READ),
            READ.quantize(),
            READ.split(2)[0],
            SampleMoney.sum([READ]),
            SampleMoney.totals([READ])["EUR"],
            SampleMoney.from_minor(1, "EUR"),
        ],
    )
    def test_are_on_no_result(self, result: Any) -> None:
        assert type(result) is SampleMoney
        assert result.tax_code is None
        assert result.additional_properties == {}
        assert result.to_dict() == {"amount": result.amount, "currency": "EUR"}

    def test_results_share_no_unknown_members(self) -> None:
        first, second = self.READ + self.READ, self.READ + self.READ
        first.additional_properties["x"] = 1
        assert second.additional_properties == {}

    def test_are_no_part_of_the_value(self) -> None:
        assert SampleMoney("20.00", "EUR", tax_code="A") == SampleMoney("20.00", "EUR", tax_code="B")
        assert SampleMoney("20.00", "EUR", tax_code="A") == twenty

    def test_results_pickle_and_copy(self) -> None:
        result = self.READ + self.READ
        for again in (copy.copy(result), pickle.loads(pickle.dumps(result))):
            assert again.to_dict() == result.to_dict()

    @pytest.mark.parametrize("base", [Money, SampleMoney])
    def test_a_subclass_of_a_users_own_keeps_its_type(self, base: type[Any]) -> None:
        class Price(base):  # type: ignore[misc]
            pass

        @attrs.frozen(init=False, eq=False, repr=False)
        class Fee(base):  # type: ignore[misc]
            note: str | None = None

        for kind in (Price, Fee):
            total = kind(1, "EUR") + kind(2, "EUR")
            for money in (total, kind(4, "EUR") - kind(1, "EUR"), total * 1, kind.from_dict(total.to_dict())):
                assert type(money) is kind
                assert str(money) == "3 EUR"
                with pytest.raises(AttributeError):
                    money.amount = 4
        doubled: Any = Fee(1, "EUR") * 2
        assert doubled.note is None
        assert type(twenty + twenty) is Money


class TestJson:
    @pytest.mark.parametrize("amount", ["20.00", "20", "-0.005", "1E+3", "12345678901234567890.1234567890123456789"])
    def test_an_amount_is_a_json_number_with_exactly_the_digits_held(self, amount: str) -> None:
        encoded = msgspec.json.Encoder(decimal_format="number").encode(Money(amount, "EUR").to_dict())
        assert encoded == b'{"amount":%s,"currency":"EUR"}' % amount.encode()


DEBT: dict[str, Any] = {
    "debtId": "d-1",
    "debtDate": "2024-02-29",
    "amount": Decimal("333.10"),
    "currency": "USD",
    "type": "SALE",
    "designation": "Protein bar",
    "recurrence": {"period": "ONCE"},
}


class TestViews:
    """A number with its currency in another field is money by the field's name and `_money`."""

    def test_a_debts_amount(self) -> None:
        money = Debt.from_dict(DEBT).amount_money
        assert type(money) is Money
        assert str(money) == "333.10 USD"

    def test_the_three_amounts_of_a_debt_update(self) -> None:
        update = DebtUpdate(
            debt_id="d-1",
            original_amount=Decimal("100.00"),
            canceled_amount=Decimal(0),
            paid_amount=Decimal("40.00"),
            currency="EUR",
        )
        assert str(update.original_amount_money) == "100.00 EUR"
        assert str(update.canceled_amount_money) == "0 EUR"
        assert update.original_amount_money - update.canceled_amount_money - update.paid_amount_money == Money(
            60, "EUR"
        )

    def test_an_odd_currency_is_no_obstacle(self) -> None:
        assert str(Debt.from_dict({**DEBT, "currency": "usd"}).amount_money) == "333.10 usd"
