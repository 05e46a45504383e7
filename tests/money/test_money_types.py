"""Type checkers judge arithmetic with money and terms as it goes at run time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.type_checkers import mypy, pyright, without_modules

# The type that a checker reveals and the interpreter comes to; or "error", where both refuse; or "never", where the
# checker knows that the interpreter refuses, but does not call it an error.
EXPRESSIONS = [
    ("money + money", "Money"),
    ("money - money", "Money"),
    ("-money", "Money"),
    ("abs(money)", "Money"),
    ("money * 2", "Money"),
    ('Decimal("1.19") * money', "Money"),
    ("money / 2", "Money"),
    ("money / money", "Decimal"),
    ("money // 2", "Money"),
    ("money // money", "Decimal"),
    ("money % 2", "Money"),
    ("money % money", "Money"),
    ("divmod(money, 2)", "tuple[Money, Money]"),
    ("money.__divmod__(money)", "tuple[Decimal, Money]"),
    ("round(money)", "Money"),
    ("round(money, 2)", "Money"),
    ("sum(many)", "Money | Literal[0]"),
    ("sum(many, money)", "Money"),
    ("sorted(many)", "list[Money]"),
    ("max(many)", "Money"),
    ("Money.sum(many)", "Money"),
    ("Money.totals(many)", "dict[str, Money]"),
    ('Money.from_minor(1999, "EUR")', "Money"),
    ("money.to_minor()", "int"),
    ("money.quantize()", "Money"),
    ("money.split(3)", "list[Money]"),
    ('money.allocate([3, Decimal("0.5")])', "list[Money]"),
    ("money.amount", "Decimal"),
    ("money.currency", "str"),
    ('money.format(locale="de_DE")', "str"),
    ("money < money", "bool"),
    ("debt.paid_amount_money", "Money"),
    ('Money("20.00", "EUR")', "Money"),
    ('Money(20, currency="EUR")', "Money"),
    ('Money(Decimal(20), "EUR")', "Money"),
    ("money + 1", "error"),
    ("1.5 + money", "error"),
    ("Decimal(1) + money", "error"),
    ("money - 1", "error"),
    ("money * money", "error"),
    ("money * 1.5", "error"),
    ("1.5 * money", "error"),
    ("money / 1.5", "error"),
    ("1 / money", "error"),
    ("money < 20", "error"),
    ('Money(20.0, "EUR")', "error"),
    ('Money("20.00")', "error"),
    ('Money("20.00", "EUR", "net")', "error"),
    ("money.split(2.5)", "error"),
    ("money.allocate([0.5])", "error"),
    ("5 + money", "never"),
    ("day + term", "date"),
    ("day - term", "date"),
    ("term + day", "date"),
    ("moment + term", "datetime"),
    ("moment - term", "datetime"),
    ("term * 3", "Term"),
    ("3 * term", "Term"),
    ("-term", "Term"),
    ("moment + TimePeriod(period_value=1, period_unit=TermUnit.DAY)", "datetime"),
    ("moment + Recurrence(period=RecurrencePeriod.DAY, frequency=1)", "datetime"),
    ("term.relativedelta", "relativedelta"),
    ("term * 1.5", "error"),
    ("term + term", "error"),
    ("term - day", "error"),
    ("day + 1", "error"),
]

HEAD = """
from datetime import date, datetime
from decimal import Decimal
from perfectgym_next.models import DebtUpdate, Money, Recurrence, RecurrencePeriod, Term, TermUnit, TimePeriod

money = Money("20.00", "EUR")
many = [money, money]
day = date(2024, 1, 31)
moment = datetime(2024, 1, 31, 8, 0)
term = Term(value=2, unit=TermUnit.WEEK)
debt = DebtUpdate(
    debt_id="1", original_amount=Decimal(3), canceled_amount=Decimal(1), paid_amount=Decimal(2), currency="EUR"
)
"""


@pytest.fixture(scope="module", params=[mypy, pytest.param(pyright, marks=pytest.mark.slow)], ids=["mypy", "pyright"])
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a checker says about each expression."""
    file = tmp_path_factory.mktemp("types") / "expressions.py"
    head = HEAD.strip().splitlines()
    lines = [*head, *(f"reveal_type({expression})" for expression, _ in EXPRESSIONS)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = request.param(file)
    early = [said[line] for line in said if line <= len(head)]
    assert not early
    return {expression: said.get(line, []) for line, (expression, _) in enumerate(EXPRESSIONS, start=len(head) + 1)}


@pytest.mark.parametrize(("expression", "expected"), EXPRESSIONS)
def test_a_type_checker(expression: str, expected: str, verdicts: dict[str, list[str]]) -> None:
    said = " ".join(verdicts[expression])
    assert ("error: " in said) == (expected == "error"), said
    if expected != "error":
        revealed = re.findall(r' is "([^"]*)"', without_modules(said))
        assert revealed[-1] in ({"Never", "NoReturn"} if expected == "never" else {expected})


@pytest.mark.parametrize(("expression", "expected"), EXPRESSIONS)
def test_the_interpreter(expression: str, expected: str) -> None:
    names: dict[str, Any] = {}
    exec(HEAD, names)
    if expected in {"error", "never"}:
        with pytest.raises(TypeError):
            eval(expression, names)
    else:
        assert expected.startswith(type(eval(expression, names)).__name__)
