"""Exact arithmetic with money: the base class of the generated `perfectgym_next.models.Money`.

All arithmetic runs in its own contexts, independent of the caller's `decimal` context. Only a division, `quantize` and
`round` round. A result that would need more than 1000 digits to be exact is an `OverflowError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping  # noqa: TC003 - typing.get_type_hints() finds them here
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
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, Self, TypeVar, cast, overload

from perfectgym_next._core.decoding import number
from perfectgym_next._core.model import Model

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["CurrencyMismatchError", "MoneyBase", "money_view", "parse_amount", "parse_currency", "read_amount"]

_FORMAT_SPEC = (
    r"(?P<place>(?:.?[<>^])?)(?P<sign>[-+ ]?)(?P<width>(?:[1-9][0-9]*)?)"
    r"(?P<grouping>,?)(?P<decimals>(?:\.[0-9]{1,3})?)(?P<type>f?)"
)
_EXACT_DIGITS = 1000
_QUOTIENT_DIGITS = 34  # those of IEEE 754 decimal128


def _make_context(digits: int, *traps: type[DecimalException]) -> Context:
    # Every setting is explicit: defaults come from decimal.DefaultContext, which a program may change.
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


_EXACT = _make_context(_EXACT_DIGITS, Inexact)
_ROUNDING = _make_context(_EXACT_DIGITS)
_QUOTIENT = _make_context(_QUOTIENT_DIGITS, Underflow)

_add = _EXACT.add
_subtract = _EXACT.subtract
_new = object.__new__
_set = object.__setattr__
_ZERO = Decimal(0)

_EXTENDED: set[type[MoneyBase]] = set()
"""Classes with fields besides amount and currency; while the set is empty, no operation looks into it."""

M = TypeVar("M", bound="MoneyBase")


class CurrencyMismatchError(TypeError):
    """Two amounts in different currencies were added, subtracted, compared or divided.

    Attributes:
        left: Currency of the left operand.
        right: Currency of the right operand.
    """

    left: str
    right: str

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return f"cannot combine {self.left} and {self.right}; use Money.totals() to get one sum per currency"


def parse_amount(value: Decimal | int | str) -> Decimal:
    """Convert a caller's amount to a `Decimal` with the same digits; a zero loses its sign.

    Args:
        value: `Decimal`, `int`, or text that `Decimal` reads, such as ``"20.00"``.

    Raises:
        TypeError: The value is a float, which is rarely exactly the number written, or of any other type.
        ValueError: The text is not a number, or the number is NaN or infinite.
    """
    kind = type(value)
    if kind is not Decimal:
        if kind is not int and kind is not str:
            _check_amount(value)
        try:
            value = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"invalid amount {value!r}: expected digits and a point, such as '20.00'") from None
    amount = cast("Decimal", value)
    if not amount.is_finite():
        raise ValueError(f"invalid amount {value}: expected a finite number")
    return amount or amount.copy_abs()


def read_amount(value: Any) -> Decimal:
    """Convert an amount of a response to a `Decimal` with the same digits; a zero loses its sign.

    Raises:
        TypeError: The value is neither a number nor text.
        ValueError: The text is not a finite number.
    """
    amount: Decimal = value if type(value) is Decimal else number(value)
    return amount or amount.copy_abs()


def _check_amount(value: object) -> None:
    """Raise a TypeError unless the value is a `Decimal`, `int` or `str`, or of a subclass of these."""
    if isinstance(value, float):
        raise TypeError(f"an amount must not be a float, which is rarely exact; write '{value!r}' or a Decimal")
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"an amount must be a Decimal, an int or text, not {type(value).__name__}")


def parse_currency(value: str) -> str:
    """Return a caller's currency as plain text, if it is three ASCII capitals like the codes of ISO 4217.

    Raises:
        TypeError: The value is not text.
        ValueError: The text is not three ASCII capitals.
    """
    if type(value) is not str:
        if not isinstance(value, str):
            raise TypeError(f"a currency must be text, not {type(value).__name__}")
        value = str.__str__(value)  # the value of an enum's member, not its name
    if len(value) == 3 and value.isascii() and value.isalpha() and value.isupper():
        return value
    raise ValueError(f"invalid currency {value!r}: expected three capitals, a code of ISO 4217 such as 'EUR'")


class MoneyBase(Model):
    """An amount in a currency: immutable, hashable, exact.

    The generated class is a frozen attrs class with the same slots. attrs sets each field of a frozen class by a call,
    which would cost more than the addition itself. So arithmetic fills a bare instance of this class, which is not
    frozen, and turns it into `Money` by setting its ``__class__``.
    """

    __slots__ = ("__weakref__", "additional_properties", "amount", "currency")
    __match_args__ = ("amount", "currency")

    _example_: ClassVar[str] = 'Money("10.00", "EUR")'
    _unnamed_column_: ClassVar[str] = "amount"

    if TYPE_CHECKING:  # read-only for callers, as in the generated class

        @property
        def amount(self) -> Decimal:
            """Amount in units of the currency."""

        @property
        def currency(self) -> str:
            """ISO 4217 code of the currency."""

        @property
        def additional_properties(self) -> dict[str, Any]:  # type: ignore[override]  # other models can change
            """Fields that the description does not have, by their names in the API; not part of the value."""

    _added_fields: ClassVar[tuple[str, ...]] = ()
    """Fields that the vendor added to amount and currency."""
    _draft: ClassVar[type[Any]]
    """A subclass with the same slots whose instances are not frozen; a filled one is turned into the class itself."""

    def __init__(
        self,
        amount: Decimal | int | str,
        currency: str,
        *,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        _set_amount(self, parse_amount(amount))
        _set_currency(self, parse_currency(currency))
        _set_additional_properties(self, {} if additional_properties is None else additional_properties)

    def __attrs_post_init__(self) -> None:
        # msgspec.convert() sets the fields itself and then calls this.
        _set_amount(self, parse_amount(self.amount))

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        fields: tuple[Attribute[Any], ...] = cls.__attrs_attrs__  # type: ignore[attr-defined]  # attrs calls this on its own classes
        cls._added_fields = tuple(field.name for field in fields if field.name not in MoneyBase.__slots__)
        thawed = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
        cls._draft = type(f"_{cls.__name__}Draft", (cls,), thawed)
        if cls._added_fields:
            _EXTENDED.add(cls)
            cls.__add__ = _add_extended  # type: ignore[method-assign]
            cls.__sub__ = _subtract_extended  # type: ignore[method-assign]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Create money from decoded JSON; see `Model.from_dict`."""
        money = super().from_dict(data)
        return money if type(money) is cls else _copy_to(cls, money)

    @classmethod
    def _blank(cls) -> Self:
        decoder: Any = next(base for base in cls.__mro__ if "_decode" in vars(base))
        return cast("Self", _new(decoder._draft))

    # Creating

    @classmethod
    def from_minor(cls, units: int, currency: str, *, digits: int | None = None) -> Self:
        """Create money from a whole number of minor units: ``Money.from_minor(1999, "EUR")`` is 19.99 EUR.

        Args:
            units: Number of cents, yen, fils.
            currency: ISO 4217 code.
            digits: Decimals of the minor unit, by default those of ISO 4217.

        Raises:
            ValueError: The currency has no known minor unit and `digits` is missing.
        """
        currency = parse_currency(currency)
        return _build(cls, _scale(index(units), _minor_digits(currency, digits)), currency)

    @classmethod
    def sum(cls, items: Iterable[Self], *, currency: str | None = None) -> Self:
        """Return the sum of amounts in one currency; unlike `sum()`, it also works without items.

        Args:
            items: Amounts to add.
            currency: ISO 4217 code of the sum; required where there may be no items.

        Raises:
            CurrencyMismatchError: An item is in another currency.
            ValueError: No items and no `currency` given.
        """
        code = None if currency is None else parse_currency(currency)
        total = _ZERO
        for item in items:
            _require_money(item)
            if code is None:
                code = item.currency
            if item.currency != code:
                raise CurrencyMismatchError(code, item.currency)
            total = _calculate(_add, total, item.amount)
        if code is None:
            raise ValueError("cannot sum no items without a currency; pass one: Money.sum(items, currency='EUR')")
        return _build(cls, total, code)

    @classmethod
    def totals(cls, items: Iterable[Self]) -> dict[str, Self]:
        """Return one sum per currency, by ISO 4217 code, in the order in which the currencies first appear."""
        totals: dict[str, Decimal] = {}
        for item in items:
            _require_money(item)
            totals[item.currency] = _calculate(_add, totals.get(item.currency, _ZERO), item.amount)
        return {currency: _build(cls, total, currency) for currency, total in totals.items()}

    # Text

    def __str__(self) -> str:
        return f"{_format_plain(self.amount)} {self.currency}"

    def _shown(self) -> Iterator[tuple[str | None, str]]:
        yield None, repr(_EXACT.to_sci_string(self.amount))
        yield None, repr(self.currency)
        for name in (*self._added_fields, "additional_properties"):
            if (value := getattr(self, name)) is not None and value != {}:
                yield name, repr(value)

    def __format__(self, format_spec: str) -> str:
        """Format the text of `str`, or the amount as a number with the currency behind it.

        Fill, alignment and width are those of the whole text: ``f"{money:>14,.2f}"`` is ``"  1,234.50 EUR"``. Decimals
        are rounded half to even, as by `round`; nothing is written as ``-0``.

        Raises:
            ValueError: The format spec is not ``[[fill]align][sign][width][,][.decimals][f]``.
            OverflowError: The amount needs more than 1000 digits.
        """
        spec = re.fullmatch(_FORMAT_SPEC, format_spec, re.DOTALL)
        if spec is None:
            raise ValueError(
                f"invalid format spec {format_spec!r} for {type(self).__name__}: expected "
                "[[fill]align][sign][width][,][.decimals][f], such as '>14,.2f'"
            )
        place, text = spec["place"] + spec["width"], str(self)
        if spec["sign"] or spec["grouping"] or spec["decimals"] or spec["type"]:
            if abs(_exponent(self.amount)) > _EXACT_DIGITS:
                raise OverflowError(f"{text} has more than {_EXACT_DIGITS} digits: only str() writes it")
            with localcontext(_ROUNDING):
                number = format(self.amount, f"{spec['sign']}z{spec['grouping']}{spec['decimals']}f")
            text = f"{number} {self.currency}"
        return format(text, place)

    def format(self, locale: str) -> str:
        """Format the amount for a locale, with all its digits.

        Args:
            locale: Babel's name of the locale, such as ``"de_DE"``.

        Raises:
            ImportError: Babel is not installed; ``perfectgym-next[format]`` installs it.
            babel.UnknownLocaleError: Babel does not have the locale.
        """
        try:
            from babel.numbers import format_currency
        except ImportError as error:
            raise ImportError("Money.format() needs Babel: install perfectgym-next[format]", name="babel") from error
        with localcontext(_ROUNDING):
            return format_currency(self.amount, self.currency, locale=locale, decimal_quantization=False)

    # Comparing: by amount and currency; 20.0 EUR is 20.00 EUR

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MoneyBase):
            return NotImplemented
        return self.amount == other.amount and self.currency == other.currency

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Self) -> bool:
        if not self._is_compatible(other):
            return NotImplemented
        return self.amount < other.amount

    def __le__(self, other: Self) -> bool:
        if not self._is_compatible(other):
            return NotImplemented
        return self.amount <= other.amount

    def __gt__(self, other: Self) -> bool:
        if not self._is_compatible(other):
            return NotImplemented
        return self.amount > other.amount

    def __ge__(self, other: Self) -> bool:
        if not self._is_compatible(other):
            return NotImplemented
        return self.amount >= other.amount

    def _is_compatible(self, other: object) -> bool:
        """Return whether the other is money; raise a CurrencyMismatchError if it is in another currency."""
        if not isinstance(other, MoneyBase):
            return False
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return True

    # Adding: written out, because this runs for every entry of long lists

    def __add__(self, other: Self) -> Self:
        cls = type(self)
        if type(other) is not cls and not isinstance(other, MoneyBase):
            return NotImplemented
        currency = self.currency
        if currency != other.currency:
            raise CurrencyMismatchError(currency, other.currency)
        try:
            amount = _add(self.amount, other.amount)
        except DecimalException:
            raise _overflow_error() from None
        money: Any = _new(MoneyBase)
        money.amount = amount
        money.currency = currency
        money.additional_properties = {}
        try:
            money.__class__ = cls
        except TypeError:  # its instances have more fields
            return _build_extended(cls, amount, currency)
        return money  # type: ignore[no-any-return]

    def __sub__(self, other: Self) -> Self:
        cls = type(self)
        if type(other) is not cls and not isinstance(other, MoneyBase):
            return NotImplemented
        currency = self.currency
        if currency != other.currency:
            raise CurrencyMismatchError(currency, other.currency)
        try:
            amount = _subtract(self.amount, other.amount)
        except DecimalException:
            raise _overflow_error() from None
        money: Any = _new(MoneyBase)
        money.amount = amount
        money.currency = currency
        money.additional_properties = {}
        try:
            money.__class__ = cls
        except TypeError:  # its instances have more fields
            return _build_extended(cls, amount, currency)
        return money  # type: ignore[no-any-return]

    @overload
    def __radd__(self, other: Literal[0]) -> Self: ...  # type: ignore[overload-overlap]  # zero is the one int that is accepted
    @overload
    def __radd__(self, other: int) -> NoReturn: ...
    def __radd__(self, other: int) -> Self:
        """Add money to zero, so that `sum()` works; no other number can be added to money."""
        if type(other) is not int or other != 0:
            return NotImplemented
        return +self

    def __pos__(self) -> Self:
        return _build(type(self), self.amount, self.currency)

    def __neg__(self) -> Self:
        # Zero has no sign here: nobody understands -0.00 EUR on an invoice.
        amount = self.amount.copy_negate() if self.amount else self.amount.copy_abs()
        return _build(type(self), amount, self.currency)

    def __abs__(self) -> Self:
        return _build(type(self), self.amount.copy_abs(), self.currency)

    # Multiplying and dividing

    def __mul__(self, other: int | Decimal) -> Self:
        if not _is_number(other, "*"):
            return NotImplemented
        return _build(type(self), _calculate(_EXACT.multiply, self.amount, other), self.currency)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __truediv__(self, other: Self) -> Decimal: ...
    def __truediv__(self, other: Any) -> Any:
        if self._is_compatible(other):
            return _calculate(_QUOTIENT.divide, self.amount, _check_divisor(other.amount))
        if not _is_number(other, "/"):
            return NotImplemented
        return _build(type(self), _calculate(_QUOTIENT.divide, self.amount, _check_divisor(other)), self.currency)

    @overload
    def __floordiv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __floordiv__(self, other: Self) -> Decimal: ...
    def __floordiv__(self, other: Any) -> Any:
        if self._is_compatible(other):
            return _calculate(_EXACT.divide_int, self.amount, _check_divisor(other.amount))
        if not _is_number(other, "//"):
            return NotImplemented
        return _build(type(self), _calculate(_EXACT.divide_int, self.amount, _check_divisor(other)), self.currency)

    def __mod__(self, other: int | Decimal | Self) -> Self:
        divisor: Any = other
        if self._is_compatible(other):
            divisor = divisor.amount
        elif not _is_number(other, "%"):
            return NotImplemented
        return _build(type(self), _calculate(_EXACT.remainder, self.amount, _check_divisor(divisor)), self.currency)

    @overload
    def __divmod__(self, other: int | Decimal) -> tuple[Self, Self]: ...
    @overload
    def __divmod__(self, other: Self) -> tuple[Decimal, Self]: ...
    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    # Rounding

    def quantize(self, digits: int | None = None, rounding: str = ROUND_HALF_EVEN) -> Self:
        """Return the money rounded to a number of decimals, by default those of the currency's minor unit.

        Args:
            digits: Number of decimals; required where ISO 4217 has none for the currency. -1 rounds to tens.
            rounding: One of the ``ROUND_…`` constants of `decimal`, by default half even.

        Raises:
            ValueError: The currency has no known minor unit and `digits` is missing.
        """
        return _build(type(self), _round(self.amount, _minor_digits(self.currency, digits), rounding), self.currency)

    def __round__(self, ndigits: int = 0, /) -> Self:
        return _build(type(self), _round(self.amount, index(ndigits), ROUND_HALF_EVEN), self.currency)

    def to_minor(self, *, digits: int | None = None) -> int:
        """Return the amount as a whole number of minor units: 19.99 EUR is 1999.

        Args:
            digits: Decimals of the minor unit, by default those of ISO 4217.

        Raises:
            ValueError: The amount has more decimals than the minor unit, or the currency has no known minor unit and
                `digits` is missing.
        """
        places = _minor_digits(self.currency, digits)
        units = _to_units(self.amount, places)
        if units is None:
            raise ValueError(f"{self} has more than {places} decimals; round it with quantize() first")
        return units

    # Dividing among several

    def allocate(self, ratios: Iterable[int | Decimal], *, digits: int | None = None) -> list[Self]:
        """Split the amount into parts in the given ratios, which add up to exactly the amount.

        Each part is its share, truncated to whole units. The remaining units go one each, from first to last, to the
        truncated parts; a part whose share is whole, or whose ratio is zero, gets none. A negative amount is allocated
        like the positive one, with the sign changed.

        The unit is the currency's minor unit or, for an amount with more decimals, the last of these.

        Args:
            ratios: Not negative, at least one above zero: ``[3, 1]`` or ``[Decimal("0.75"), Decimal("0.25")]``.
            digits: Decimals of the minor unit, by default those of ISO 4217.

        Raises:
            ValueError: A ratio is negative or not finite, no ratio is above zero, or the currency has no known minor
                unit and `digits` is missing.
            TypeError: A ratio is neither `int` nor `Decimal`.
        """
        weights = _parse_ratios(ratios)
        places = _minor_digits(self.currency, digits)
        units = _to_units(self.amount, places)
        if units is None:
            places = -_exponent(self.amount)
            units = cast("int", _to_units(self.amount, places))
        total = sum(weights)
        parts = [abs(units) * weight // total for weight in weights]
        left = abs(units) - sum(parts)
        for place, weight in enumerate(weights):
            if left and abs(units) * weight % total:
                parts[place] += 1
                left -= 1
        return [_build(type(self), _scale(part if units > 0 else -part, places), self.currency) for part in parts]

    def split(self, parts: int, *, digits: int | None = None) -> list[Self]:
        """Split the amount into parts as equal as the unit allows, the larger ones first; see `allocate`.

        Args:
            parts: Number of parts, at least one.
            digits: Decimals of the minor unit, by default those of ISO 4217.
        """
        if index(parts) < 1:
            raise ValueError(f"cannot split money into {parts} parts: expected one part or more")
        return self.allocate([1] * parts, digits=digits)


_set_amount, _set_currency, _set_additional_properties = (
    vars(MoneyBase)[name].__set__ for name in ("amount", "currency", "additional_properties")
)


def money_view(cls: type[M], amount: Decimal, currency: str | None) -> M:
    """Return an amount and the currency in another field as money.

    Raises:
        ValueError: The currency is None.
    """
    if currency is None:
        raise ValueError(f"the amount {amount} has no currency, so it is not money: read the amount itself")
    return _build(cls, read_amount(amount), currency)


def _build(cls: type[M], amount: Decimal, currency: str) -> M:
    """Create money without the constructor's checks: its operands have passed them, or are those of a response."""
    if _EXTENDED and cls in _EXTENDED:
        return _build_extended(cls, amount, currency)
    money: Any = _new(MoneyBase)
    money.amount = amount
    money.currency = currency
    money.additional_properties = {}
    try:
        money.__class__ = cls
    except TypeError:
        return _build_extended(cls, amount, currency)
    return money  # type: ignore[no-any-return]


def _build_extended(cls: type[M], amount: Decimal, currency: str) -> M:
    """Create money of any class, including those whose instances have more fields than `MoneyBase`."""
    money: Any = _new(cls._draft)
    money.amount = amount
    money.currency = currency
    money.additional_properties = {}
    for name in cls._added_fields:
        setattr(money, name, None)
    return _freeze(cls, money)


def _freeze(cls: type[M], draft: Any) -> M:
    try:
        draft.__class__ = cls
    except TypeError:  # a subclass of a user's own, whose instances have a __dict__
        return _copy_to(cls, draft)
    return draft  # type: ignore[no-any-return]


def _copy_to(cls: type[M], money: MoneyBase) -> M:
    copied = _new(cls)
    for name in ("amount", "currency", "additional_properties", *cls._added_fields):
        _set(copied, name, getattr(money, name, None))
    return copied


def _add_extended(self: M, other: M) -> Any:
    if not self._is_compatible(other):
        return NotImplemented
    return _build_extended(type(self), _calculate(_add, self.amount, other.amount), self.currency)


def _subtract_extended(self: M, other: M) -> Any:
    if not self._is_compatible(other):
        return NotImplemented
    return _build_extended(type(self), _calculate(_subtract, self.amount, other.amount), self.currency)


def _require_money(item: object) -> None:
    if not isinstance(item, MoneyBase):
        raise TypeError(f"only money can be summed, not {type(item).__name__}")


def _is_number(value: object, operator: str) -> bool:
    """Return whether money can be multiplied or divided by a value; raise for floats, NaN and infinities."""
    if type(value) is int:
        return True
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"cannot calculate money {operator} {value}: expected a finite number")
        return True
    if isinstance(value, float):
        raise TypeError(f"cannot calculate money {operator} float, which is rarely exact; write Decimal('{value!r}')")
    return isinstance(value, int)


def _check_divisor(value: Any) -> Any:
    if not value:
        raise ZeroDivisionError("cannot divide money by zero")
    return value


def _calculate(operation: Callable[..., Decimal], *operands: Any) -> Decimal:
    """Return the result of an operation; a zero has no sign."""
    try:
        result = operation(*operands)
    except DecimalException:
        raise _overflow_error() from None
    return result or result.copy_abs()


def _overflow_error() -> OverflowError:
    return OverflowError(
        f"the exact result has more than {_EXACT_DIGITS} digits; round the amounts with quantize() first"
    )


def _minor_digits(currency: str, digits: int | None) -> int:
    if digits is not None:
        return index(digits)
    from perfectgym_next_generated.currencies import MINOR_UNITS

    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise ValueError(
            f"ISO 4217 has no minor unit for {currency!r}; pass the number of decimals: digits=2"
        ) from None


def _exponent(amount: Decimal) -> int:
    return cast("int", amount.as_tuple().exponent)  # text for NaN and infinities only, which are refused before


def _round(amount: Decimal, digits: int, rounding: str) -> Decimal:
    unit = Decimal((0, (1,), -digits))
    try:
        result = amount.quantize(unit, rounding=rounding, context=_ROUNDING)
        if digits < 0:
            result = result.quantize(Decimal(1), context=_ROUNDING)
    except DecimalException:
        raise _overflow_error() from None
    return result or result.copy_abs()


def _to_units(number: Decimal, digits: int) -> int | None:
    """Return a number in units of the last of `digits` decimals; None where it has more decimals."""
    try:
        return int(number.quantize(Decimal((0, (1,), -digits)), context=_EXACT).scaleb(digits, context=_EXACT))
    except Inexact:
        return None
    except DecimalException:
        raise _overflow_error() from None


def _scale(units: int, digits: int) -> Decimal:
    return _calculate(_EXACT.scaleb, Decimal(units), -digits)


def _parse_ratios(ratios: Iterable[int | Decimal]) -> list[int]:
    """Return ratios as whole numbers in the same proportion."""
    given = []
    for ratio in ratios:
        if isinstance(ratio, bool) or not isinstance(ratio, int | Decimal):
            raise TypeError(f"invalid ratio: expected an int or a Decimal, not {type(ratio).__name__}")
        number = Decimal(ratio)
        if not number.is_finite() or number < 0:
            raise ValueError(f"invalid ratio {ratio}: expected a number from zero up")
        given.append(number)
    if not any(given):
        raise ValueError("invalid ratios: at least one must be above zero")
    places = -min(map(_exponent, given))
    return [cast("int", _to_units(number, places)) for number in given]


def _format_plain(amount: Decimal) -> str:
    """Format all digits, with an exponent only where it exceeds `_EXACT_DIGITS`."""
    if abs(_exponent(amount)) > _EXACT_DIGITS:
        return _EXACT.to_sci_string(amount)
    return format(amount, "f")
