"""The policy of both pools, without I/O: who gets which connection, and when."""

from __future__ import annotations

from typing import Any

from perfectgym_next._http.lending import Lending, Loan

A, B = "https://a:443", "https://b:443"


class Pool:
    """A policy with connections that are texts, and a clock."""

    def __init__(self, size: int = 2, idle: float = 30.0) -> None:
        self.lending: Lending[str] = Lending(size, idle)
        self.now = 100.0
        self.woken: list[str] = []
        self.closed: list[str] = []

    def ask(self, name: str, origin: str = A) -> Loan[str]:
        loan: Loan[str] = Loan(origin, lambda: self.woken.append(name))
        self.closed += self.lending.acquire(loan, self.now)
        if loan.granted and loan.connection is None:
            loan.connection = f"connection of {name}"
        return loan

    def give_back(self, loan: Loan[str], *, usable: bool = True) -> None:
        self.closed += self.lending.release(loan, loan.connection if usable else None, self.now)


def test_the_last_one_back_goes_out_first() -> None:
    pool = Pool()
    first, second = pool.ask("first"), pool.ask("second")
    pool.give_back(first)
    pool.give_back(second)
    assert pool.ask("third").connection == "connection of second"
    assert pool.ask("fourth").connection == "connection of first"


def test_waiters_go_in_order_and_nobody_passes_them() -> None:
    pool = Pool(1)
    first = pool.ask("first")
    second, third = pool.ask("second"), pool.ask("third")
    assert not second.granted
    pool.give_back(first)
    assert pool.woken == ["second"]
    assert second.connection == "connection of first"
    fourth = pool.ask("fourth")
    pool.give_back(second)
    assert (third.granted, fourth.granted) == (True, False)
    assert pool.woken == ["second", "third"]


def test_a_loan_that_is_given_back_twice_frees_one_place() -> None:
    pool = Pool(1)
    first = pool.ask("first")
    second, third = pool.ask("second"), pool.ask("third")
    pool.give_back(first, usable=False)
    pool.give_back(first, usable=False)
    assert (second.granted, third.granted) == (True, False)


def test_a_waiter_that_gives_up_is_passed_over() -> None:
    pool = Pool(1)
    first = pool.ask("first")
    second, third = pool.ask("second"), pool.ask("third")
    pool.give_back(second)
    pool.give_back(first)
    assert (second.granted, third.granted) == (False, True)


def test_a_loan_that_nobody_refers_to_frees_its_place() -> None:
    pool = Pool(1)
    pool.ask("lost")
    assert pool.ask("next").granted


def test_a_waiter_that_nobody_refers_to_is_passed_over() -> None:
    pool = Pool(1)
    first = pool.ask("first")
    pool.ask("lost")
    last = pool.ask("last")
    pool.give_back(first)
    assert last.granted
    assert pool.woken == ["last"]


def test_a_lost_place_is_found_by_who_waits() -> None:
    pool = Pool(1)
    first: Any = pool.ask("first")
    second = pool.ask("second")
    del first
    pool.closed += pool.lending.grant_waiters()
    assert second.granted


def test_an_idle_connection_is_closed_for_another_origin() -> None:
    pool = Pool(2)
    first, second = pool.ask("first"), pool.ask("second")
    pool.give_back(first)
    pool.now += 1
    pool.give_back(second)
    other = pool.ask("other", B)
    assert other.connection == "connection of other"
    assert pool.closed == ["connection of first"]


def test_what_is_idle_for_long_is_closed() -> None:
    pool = Pool(2, idle=30)
    first = pool.ask("first")
    pool.give_back(first)
    pool.now += 31
    second = pool.ask("second")
    assert second.connection == "connection of second"
    assert pool.closed == ["connection of first"]


def test_what_comes_back_after_closing_is_closed() -> None:
    pool = Pool(2)
    first, second = pool.ask("first"), pool.ask("second")
    pool.give_back(first)
    pool.closed += pool.lending.close()
    assert pool.closed == ["connection of first"]
    pool.give_back(second)
    assert pool.closed == ["connection of first", "connection of second"]


def test_a_connection_that_turned_out_to_be_unusable_is_replaced() -> None:
    pool = Pool(3)
    loans = [pool.ask(name) for name in ("first", "second")]
    for loan in loans:
        pool.give_back(loan)
    again = pool.ask("again")
    pool.lending.replace(again)
    assert again.connection == "connection of first"
    pool.lending.replace(again)
    assert again.connection is None
