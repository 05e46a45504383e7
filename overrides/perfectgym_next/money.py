"""Money that adds exactly: the algebra under the generated `perfectgym_next.models.Money`.

All arithmetic runs in contexts of its own, whatever the caller's thread has set for `decimal`. Nothing is rounded but
where rounding is asked for: by a division, `quantize` or `round`. A result that would need more than 1000 digits to be
exact is an `OverflowError`.
"""

from __future__ import annotations

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Underflow,
    localcontext,
)
from operator import index
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar, cast, overload

from perfectgym_next.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    from attrs import Attribute

__all__ = ["CurrencyMismatchError", "MoneyBase", "currency_code", "decimal_amount"]

_EXACT_DIGITS = 1000
_QUOTIENT_DIGITS = 34  # those of IEEE 754 decimal128


def _context(digits: int, *traps: type[DecimalException]) -> Context:
    # Every setting is given: what is left out would come from decimal.DefaultContext, which a program may change.
    return Context(
        prec=digits,
        rounding=ROUND_HALF_EVEN,
        Emin=MIN_EMIN,
        Emax=MAX_EMAX,
        capitals=1,
        clamp=0,
        flags=[],
        traps=[InvalidOperation, DivisionByZero, Overflow, *traps],
    )


_EXACT = _context(_EXACT_DIGITS, Inexact)
_ROUNDING = _context(_EXACT_DIGITS)
_QUOTIENT = _context(_QUOTIENT_DIGITS, Underflow)

_add = _EXACT.add
_subtract = _EXACT.subtract
_new = object.__new__
_ZERO = Decimal(0)

_EXTENDED: set[type[MoneyBase]] = set()
"""Classes with members besides amount and currency; while there is none, an addition need not look for them."""

M = TypeVar("M", bound="MoneyBase")


class CurrencyMismatchError(TypeError):
    """Two amounts in different currencies were added, subtracted, compared or divided.

    Attributes:
        left: Currency on the left of the operator.
        right: Currency on the right of it.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return f"amounts in {self.left} and {self.right} do not mix; Money.totals() gives one sum a currency"


def decimal_amount(value: Decimal | int | str) -> Decimal:
    """An amount as a caller gives it, as a `Decimal` with the same digits.

    Args:
        value: `Decimal`, `int`, or text that `Decimal` reads, such as ``"20.00"``.

    Raises:
        TypeError: The value is a float, which holds another number than the one written, or of any other type.
        ValueError: The text is no number, or the number is NaN or infinite.
    """
    kind = type(value)
    if kind is not Decimal:
        if kind is not int and kind is not str:
            _refuse_amount(value)
        try:
            value = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"the amount {value!r} is no number; it takes digits and a point, like '20.00'") from None
    amount = cast("Decimal", value)
    if not amount.is_finite():
        raise ValueError(f"the amount must be a finite number, not {value}")
    return amount


def _refuse_amount(value: object) -> None:
    """Raise for what is no amount; subclasses of `Decimal`, `int` and `str` pass."""
    if isinstance(value, float):
        raise TypeError(f"an amount is not taken from a float, which is rarely exact; write '{value!r}' or a Decimal")
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"an amount must be a Decimal, an int or text, not {type(value).__name__}")


def currency_code(value: str) -> str:
    """A currency as a caller gives it: three ASCII capitals, as ISO 4217 has them.

    Raises:
        TypeError: The value is no text.
        ValueError: The text is anything but three ASCII capitals.
    """
    if type(value) is not str:
        if not isinstance(value, str):
            raise TypeError(f"a currency must be text, not {type(value).__name__}")
        value = str.__str__(value)  # the text of an enum's member, not its name
    if len(value) == 3 and value.isascii() and value.isalpha() and value.isupper():
        return value
    raise ValueError(f"a currency must be three capitals of ISO 4217, like 'EUR', not {value!r}")


class MoneyBase(Model):
    """An amount in a currency: immutable, hashable, exact.

    The generated class adds the members that the API's description gives, in private slots under read-only
    properties: plain slots are what keeps an addition cheap.
    """

    __slots__ = ()
    __match_args__ = ("amount", "currency")

    _example_: ClassVar[str] = 'Money("10.00", "EUR")'

    _amount: Decimal
    _currency: str
    _additional_properties: dict[str, Any]
    _later: ClassVar[tuple[str, ...]] = ()
    """Slots of members that the vendor added to amount and currency."""

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        fields: tuple[Attribute[Any], ...] = cls.__attrs_attrs__  # type: ignore[attr-defined]  # attrs calls this on its own classes
        cls._later = tuple(field.name for field in fields if field.name not in MoneyBase.__annotations__)
        if cls._later:
            _EXTENDED.add(cls)

    @property
    def additional_properties(self) -> dict[str, Any]:  # type: ignore[override]  # read-only here, unlike in models that change
        """Members that the description does not know, by their names in the API; not part of the value."""
        return self._additional_properties

    # Making

    @classmethod
    def from_minor(cls, units: int, currency: str, *, digits: int | None = None) -> Self:
        """Money from a whole number of minor units: ``Money.from_minor(1999, "EUR")`` is 19.99 EUR.

        Args:
            units: Number of cents, yen, fils.
            currency: ISO 4217 code.
            digits: Decimals of the minor unit, if not those of ISO 4217.

        Raises:
            ValueError: The currency has no known minor unit and `digits` is not given.
        """
        currency = currency_code(currency)
        return _build(cls, _scaled(index(units), _digits(currency, digits)), currency)

    @classmethod
    def sum(cls, items: Iterable[Self], *, currency: str | None = None) -> Self:
        """The sum of amounts in one currency; unlike `sum()`, of none too.

        Args:
            items: Amounts to add.
            currency: ISO 4217 code of the sum; needed where there may be no items.

        Raises:
            CurrencyMismatchError: An item is in another currency.
            ValueError: There are no items and no `currency`.
        """
        wanted = None if currency is None else currency_code(currency)
        total = _ZERO
        for item in items:
            _require_money(item)
            if wanted is None:
                wanted = item._currency
            if item._currency != wanted:
                raise CurrencyMismatchError(wanted, item._currency)
            total = _exactly(_add, total, item._amount)
        if wanted is None:
            raise ValueError("a sum of nothing has no currency; say which: Money.sum(items, currency='EUR')")
        return _build(cls, total, wanted)

    @classmethod
    def totals(cls, items: Iterable[Self]) -> dict[str, Self]:
        """One sum a currency, by ISO 4217 code, in the order in which the currencies first appear."""
        totals: dict[str, Decimal] = {}
        for item in items:
            _require_money(item)
            totals[item._currency] = _exactly(_add, totals.get(item._currency, _ZERO), item._amount)
        return {currency: _build(cls, total, currency) for currency, total in totals.items()}

    # Text

    def __str__(self) -> str:
        return f"{_plain(self._amount)} {self._currency}"

    def __repr__(self) -> str:
        shown = [repr(_EXACT.to_sci_string(self._amount)), repr(self._currency)]
        shown += [f"{name[1:]}={value!r}" for name in self._later if (value := getattr(self, name)) is not None]
        if self._additional_properties:
            shown.append(f"additional_properties={self._additional_properties!r}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def format(self, locale: str) -> str:
        """The amount as people of a locale write it, with every digit that is there.

        Args:
            locale: Name of the locale as Babel knows it, such as ``"de_DE"``.

        Raises:
            ImportError: Babel is not installed; it comes with ``perfectgym-next[format]``.
            babel.UnknownLocaleError: Babel does not know the locale.
        """
        try:
            from babel.numbers import format_currency
        except ImportError as error:
            raise ImportError("Money.format() needs Babel: install perfectgym-next[format]", name="babel") from error
        with localcontext(_ROUNDING):
            return format_currency(self._amount, self._currency, locale=locale, decimal_quantization=False)

    # Comparing: the value is amount and currency; 20.0 EUR is 20.00 EUR

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MoneyBase):
            return NotImplemented
        return self._amount == other._amount and self._currency == other._currency

    def __hash__(self) -> int:
        return hash((self._amount, self._currency))

    def __bool__(self) -> bool:
        return bool(self._amount)

    def __lt__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self._amount < other._amount

    def __le__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self._amount <= other._amount

    def __gt__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self._amount > other._amount

    def __ge__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self._amount >= other._amount

    def _mixes(self, other: object) -> bool:
        """Whether the other is money; money in another currency raises."""
        if not isinstance(other, MoneyBase):
            return False
        if self._currency != other._currency:
            raise CurrencyMismatchError(self._currency, other._currency)
        return True

    # Adding: written out, for this is what a million entries go through

    def __add__(self, other: Self) -> Self:
        if not isinstance(other, MoneyBase):
            return NotImplemented
        if self._currency != other._currency:
            raise CurrencyMismatchError(self._currency, other._currency)
        try:
            amount = _add(self._amount, other._amount)
        except DecimalException:
            raise _too_long() from None
        return _build(type(self), amount, self._currency)

    def __sub__(self, other: Self) -> Self:
        if not isinstance(other, MoneyBase):
            return NotImplemented
        if self._currency != other._currency:
            raise CurrencyMismatchError(self._currency, other._currency)
        try:
            amount = _subtract(self._amount, other._amount)
        except DecimalException:
            raise _too_long() from None
        return _build(type(self), amount, self._currency)

    @overload
    def __radd__(self, other: Literal[0]) -> Self: ...  # type: ignore[overload-overlap]  # zero is the one int that is taken
    @overload
    def __radd__(self, other: int) -> NoReturn: ...
    def __radd__(self, other: int) -> Self:
        """Zero and money is money, so that `sum()` works; no other number is added to money."""
        if type(other) is not int or other != 0:
            return NotImplemented
        return +self

    def __pos__(self) -> Self:
        return _build(type(self), self._amount, self._currency)

    def __neg__(self) -> Self:
        # Zero has no sign here: -0.00 EUR on an invoice is a question from a customer.
        amount = self._amount.copy_negate() if self._amount else self._amount.copy_abs()
        return _build(type(self), amount, self._currency)

    def __abs__(self) -> Self:
        return _build(type(self), self._amount.copy_abs(), self._currency)

    # Multiplying and dividing

    def __mul__(self, other: int | Decimal) -> Self:
        if not _is_number(other, "*"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.multiply, self._amount, other), self._currency)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __truediv__(self, other: Self) -> Decimal: ...
    def __truediv__(self, other: Any) -> Any:
        if self._mixes(other):
            return _exactly(_QUOTIENT.divide, self._amount, _divisor(other._amount))
        if not _is_number(other, "/"):
            return NotImplemented
        return _build(type(self), _exactly(_QUOTIENT.divide, self._amount, _divisor(other)), self._currency)

    @overload
    def __floordiv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __floordiv__(self, other: Self) -> Decimal: ...
    def __floordiv__(self, other: Any) -> Any:
        if self._mixes(other):
            return _exactly(_EXACT.divide_int, self._amount, _divisor(other._amount))
        if not _is_number(other, "//"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.divide_int, self._amount, _divisor(other)), self._currency)

    def __mod__(self, other: int | Decimal | Self) -> Self:
        divisor: Any = other
        if self._mixes(other):
            divisor = divisor._amount
        elif not _is_number(other, "%"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.remainder, self._amount, _divisor(divisor)), self._currency)

    @overload
    def __divmod__(self, other: int | Decimal) -> tuple[Self, Self]: ...
    @overload
    def __divmod__(self, other: Self) -> tuple[Decimal, Self]: ...
    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    # Rounding

    def quantize(self, digits: int | None = None, rounding: str = ROUND_HALF_EVEN) -> Self:
        """The amount with exactly so many decimals: by default those of the currency's minor unit.

        Args:
            digits: Decimals wanted; needed where ISO 4217 has none for the currency. Below zero, tens and hundreds.
            rounding: One of the ``ROUND_…`` constants of `decimal`; half even unless told otherwise.

        Raises:
            ValueError: The currency has no known minor unit and `digits` is not given.
        """
        return _build(type(self), _rounded(self._amount, _digits(self._currency, digits), rounding), self._currency)

    def __round__(self, ndigits: int = 0, /) -> Self:
        return _build(type(self), _rounded(self._amount, index(ndigits), ROUND_HALF_EVEN), self._currency)

    def to_minor(self, *, digits: int | None = None) -> int:
        """The amount as a whole number of minor units: 19.99 EUR is 1999.

        Args:
            digits: Decimals of the minor unit, if not those of ISO 4217.

        Raises:
            ValueError: The amount is finer than the minor unit, or the currency has no known minor unit and `digits`
                is not given.
        """
        places = _digits(self._currency, digits)
        units = _units(self._amount, places)
        if units is None:
            raise ValueError(f"{self} is finer than {places} decimals; quantize() says how it is to be rounded")
        return units

    # Dividing among several

    def allocate(self, ratios: Iterable[int | Decimal], *, digits: int | None = None) -> list[Self]:
        """Parts in the given ratios, which add up to the whole to the last unit.

        Each part is its share cut to whole units. The units left over go one each to the parts from first to last; a
        part whose ratio is zero gets none. A negative amount is allocated like the positive one, with the sign changed.

        The unit is the currency's minor unit or, for an amount that is finer, the last decimal that the amount has.

        Args:
            ratios: Not negative, at least one above zero: ``[3, 1]`` or ``[Decimal("0.75"), Decimal("0.25")]``.
            digits: Decimals of the minor unit, if not those of ISO 4217.

        Raises:
            ValueError: A ratio is negative or not finite, no ratio is above zero, or the currency has no known minor
                unit and `digits` is not given.
            TypeError: A ratio is neither `int` nor `Decimal`.
        """
        weights = _weights(ratios)
        places = _digits(self._currency, digits)
        units = _units(self._amount, places)
        if units is None:
            places = -_exponent(self._amount)
            units = cast("int", _units(self._amount, places))
        total = sum(weights)
        parts = [abs(units) * weight // total for weight in weights]
        left = abs(units) - sum(parts)
        for place, weight in enumerate(weights):
            if left and weight:
                parts[place] += 1
                left -= 1
        return [_build(type(self), _scaled(part if units > 0 else -part, places), self._currency) for part in parts]

    def split(self, parts: int, *, digits: int | None = None) -> list[Self]:
        """So many parts as equal as the unit allows, the larger ones first; see `allocate`.

        Args:
            parts: Number of parts, at least one.
            digits: Decimals of the minor unit, if not those of ISO 4217.
        """
        if index(parts) < 1:
            raise ValueError(f"money is split into one part or more, not {parts}")
        return self.allocate([1] * parts, digits=digits)


def _build(cls: type[M], amount: Decimal, currency: str) -> M:
    """Money without the checks of the constructor: its operands passed them, or came from the wire as they are."""
    money = _new(cls)
    money._amount = amount
    money._currency = currency
    money._additional_properties = {}
    if _EXTENDED:
        for name in cls._later:
            setattr(money, name, None)
    return money


def _require_money(item: object) -> None:
    if not isinstance(item, MoneyBase):
        raise TypeError(f"only money is summed, not {type(item).__name__}")


def _is_number(value: object, operator: str) -> bool:
    """Whether a value is what money is multiplied or divided by; what is tempting but wrong raises."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"money {operator} {value} is no amount")
        return True
    if isinstance(value, float):
        raise TypeError(f"money {operator} float is rarely exact; write Decimal('{value!r}')")
    return isinstance(value, int)


def _divisor(value: Any) -> Any:
    if not value:
        raise ZeroDivisionError("money divided by zero")
    return value


def _exactly(operation: Callable[..., Decimal], *operands: Any) -> Decimal:
    try:
        return operation(*operands)
    except DecimalException:
        raise _too_long() from None


def _too_long() -> OverflowError:
    return OverflowError(f"the exact result does not fit into {_EXACT_DIGITS} digits; quantize() the amounts first")


def _digits(currency: str, digits: int | None) -> int:
    if digits is not None:
        return index(digits)
    from perfectgym_next.minor_units import MINOR_UNITS

    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise ValueError(f"ISO 4217 gives no minor unit for {currency!r}; say how many decimals: digits=2") from None


def _exponent(amount: Decimal) -> int:
    return cast("int", amount.as_tuple().exponent)  # text for NaN and infinities only, which never get here


def _rounded(amount: Decimal, digits: int, rounding: str) -> Decimal:
    unit = Decimal((0, (1,), -digits))
    try:
        result = amount.quantize(unit, rounding=rounding, context=_ROUNDING)
        if digits < 0:
            result = result.quantize(Decimal(1), context=_ROUNDING)
    except DecimalException:
        raise _too_long() from None
    return result or result.copy_abs()


def _units(number: Decimal, digits: int) -> int | None:
    """The number in units of so many decimals; None where it is finer."""
    try:
        return int(number.quantize(Decimal((0, (1,), -digits)), context=_EXACT).scaleb(digits, context=_EXACT))
    except Inexact:
        return None
    except DecimalException:
        raise _too_long() from None


def _scaled(units: int, digits: int) -> Decimal:
    return _exactly(_EXACT.scaleb, Decimal(units), -digits)


def _weights(ratios: Iterable[int | Decimal]) -> list[int]:
    """Ratios as whole numbers that stand to each other as they do."""
    given = []
    for ratio in ratios:
        if isinstance(ratio, bool) or not isinstance(ratio, int | Decimal):
            raise TypeError(f"a ratio must be an int or a Decimal, not {type(ratio).__name__}")
        number = Decimal(ratio)
        if not number.is_finite() or number < 0:
            raise ValueError(f"a ratio must be a number from zero up, not {ratio}")
        given.append(number)
    if not any(given):
        raise ValueError("one ratio at least must be above zero")
    places = -min(map(_exponent, given))
    return [cast("int", _units(number, places)) for number in given]


def _plain(amount: Decimal) -> str:
    """All digits, without exponent unless it is out of all proportion."""
    if abs(_exponent(amount)) > _EXACT_DIGITS:
        return _EXACT.to_sci_string(amount)
    return format(amount, "f")
