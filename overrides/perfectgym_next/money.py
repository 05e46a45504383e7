"""Money that adds exactly: the algebra under the generated `perfectgym_next.models.Money`.

All arithmetic runs in contexts of its own, whatever the caller's thread has set for `decimal`. Nothing is rounded but
where rounding is asked for: by a division, `quantize` or `round`. A result that would need more than 1000 digits to be
exact is an `OverflowError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping  # noqa: TC003 - typing.get_type_hints() finds them here
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

__all__ = ["CurrencyMismatchError", "MoneyBase", "currency_code", "decimal_amount", "money_view", "read_amount"]

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
_set = object.__setattr__
_ZERO = Decimal(0)

_EXTENDED: set[type[MoneyBase]] = set()
"""Classes with fields besides amount and currency; while there is none, no operation looks for them."""

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
    """Return an amount as a caller gives it as a `Decimal` with the same digits; a zero loses its sign.

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
    return amount or amount.copy_abs()


def read_amount(value: Any) -> Decimal:
    """Return an amount of a response as a `Decimal` with the same digits; a zero loses its sign.

    Raises:
        TypeError: The value is neither a number nor text.
        ValueError: The text is not a finite number.
    """
    amount: Decimal = value if type(value) is Decimal else number(value)
    return amount or amount.copy_abs()


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

    The generated class is a frozen attrs class with the same slots. attrs sets the fields of a frozen class one call
    each, which would cost more than the addition itself. So arithmetic fills a bare instance of this class, which is
    not frozen, and turns it into `Money` by setting its ``__class__``.
    """

    __slots__ = ("__weakref__", "additional_properties", "amount", "currency")
    __match_args__ = ("amount", "currency")

    _example_: ClassVar[str] = 'Money("10.00", "EUR")'

    if TYPE_CHECKING:  # read-only for callers, as in the generated class

        @property
        def amount(self) -> Decimal:
            """Amount in units of the currency."""

        @property
        def currency(self) -> str:
            """ISO 4217 code of the currency."""

        @property
        def additional_properties(self) -> dict[str, Any]:  # type: ignore[override]  # other models can change
            """Fields that the description does not know, by their names in the API; not part of the value."""

    _later: ClassVar[tuple[str, ...]] = ()
    """Fields that the vendor added to amount and currency."""
    _draft: ClassVar[type[Any]]
    """A subclass with the same slots whose instances are not frozen; a filled one becomes the class itself."""

    def __init__(
        self,
        amount: Decimal | int | str,
        currency: str,
        *,
        additional_properties: dict[str, Any] | None = None,
    ) -> None:
        _set_amount(self, decimal_amount(amount))
        _set_currency(self, currency_code(currency))
        _set_additional_properties(self, {} if additional_properties is None else additional_properties)

    def __attrs_post_init__(self) -> None:
        # msgspec.convert() sets the fields itself and then calls this.
        _set_amount(self, decimal_amount(self.amount))

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        fields: tuple[Attribute[Any], ...] = cls.__attrs_attrs__  # type: ignore[attr-defined]  # attrs calls this on its own classes
        cls._later = tuple(field.name for field in fields if field.name not in MoneyBase.__slots__)
        thawed = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
        cls._draft = type(f"_{cls.__name__}Draft", (cls,), thawed)
        if cls._later:
            _EXTENDED.add(cls)
            cls.__add__ = _add_extended  # type: ignore[method-assign]
            cls.__sub__ = _subtract_extended  # type: ignore[method-assign]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """See `Model.from_dict`."""
        money = super().from_dict(data)
        return money if type(money) is cls else _copied_to(cls, money)

    @classmethod
    def _blank(cls) -> Self:
        decoder: Any = next(base for base in cls.__mro__ if "_decode" in vars(base))
        return cast("Self", _new(decoder._draft))

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
                wanted = item.currency
            if item.currency != wanted:
                raise CurrencyMismatchError(wanted, item.currency)
            total = _exactly(_add, total, item.amount)
        if wanted is None:
            raise ValueError("a sum of nothing has no currency; say which: Money.sum(items, currency='EUR')")
        return _build(cls, total, wanted)

    @classmethod
    def totals(cls, items: Iterable[Self]) -> dict[str, Self]:
        """One sum a currency, by ISO 4217 code, in the order in which the currencies first appear."""
        totals: dict[str, Decimal] = {}
        for item in items:
            _require_money(item)
            totals[item.currency] = _exactly(_add, totals.get(item.currency, _ZERO), item.amount)
        return {currency: _build(cls, total, currency) for currency, total in totals.items()}

    # Text

    def __str__(self) -> str:
        return f"{_plain(self.amount)} {self.currency}"

    def __repr__(self) -> str:
        shown = [repr(_EXACT.to_sci_string(self.amount)), repr(self.currency)]
        shown += [f"{name}={value!r}" for name in self._later if (value := getattr(self, name)) is not None]
        if self.additional_properties:
            shown.append(f"additional_properties={self.additional_properties!r}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __format__(self, format_spec: str) -> str:
        """Format the text of `str`: ``f"{money:>12}"``. A format spec for numbers is a `ValueError`."""
        return str(self).__format__(format_spec)

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
            return format_currency(self.amount, self.currency, locale=locale, decimal_quantization=False)

    # Comparing: the value is amount and currency; 20.0 EUR is 20.00 EUR

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MoneyBase):
            return NotImplemented
        return self.amount == other.amount and self.currency == other.currency

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self.amount < other.amount

    def __le__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self.amount <= other.amount

    def __gt__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self.amount > other.amount

    def __ge__(self, other: Self) -> bool:
        if not self._mixes(other):
            return NotImplemented
        return self.amount >= other.amount

    def _mixes(self, other: object) -> bool:
        """Whether the other is money; money in another currency raises."""
        if not isinstance(other, MoneyBase):
            return False
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return True

    # Adding: written out, for this is what a million entries go through

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
            raise _too_long() from None
        money: Any = _new(MoneyBase)
        money.amount = amount
        money.currency = currency
        money.additional_properties = {}
        try:
            money.__class__ = cls
        except TypeError:  # its instances hold more
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
            raise _too_long() from None
        money: Any = _new(MoneyBase)
        money.amount = amount
        money.currency = currency
        money.additional_properties = {}
        try:
            money.__class__ = cls
        except TypeError:  # its instances hold more
            return _build_extended(cls, amount, currency)
        return money  # type: ignore[no-any-return]

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
        return _build(type(self), self.amount, self.currency)

    def __neg__(self) -> Self:
        # Zero has no sign here: -0.00 EUR on an invoice is a question from a customer.
        amount = self.amount.copy_negate() if self.amount else self.amount.copy_abs()
        return _build(type(self), amount, self.currency)

    def __abs__(self) -> Self:
        return _build(type(self), self.amount.copy_abs(), self.currency)

    # Multiplying and dividing

    def __mul__(self, other: int | Decimal) -> Self:
        if not _is_number(other, "*"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.multiply, self.amount, other), self.currency)

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __truediv__(self, other: Self) -> Decimal: ...
    def __truediv__(self, other: Any) -> Any:
        if self._mixes(other):
            return _exactly(_QUOTIENT.divide, self.amount, _divisor(other.amount))
        if not _is_number(other, "/"):
            return NotImplemented
        return _build(type(self), _exactly(_QUOTIENT.divide, self.amount, _divisor(other)), self.currency)

    @overload
    def __floordiv__(self, other: int | Decimal) -> Self: ...
    @overload
    def __floordiv__(self, other: Self) -> Decimal: ...
    def __floordiv__(self, other: Any) -> Any:
        if self._mixes(other):
            return _exactly(_EXACT.divide_int, self.amount, _divisor(other.amount))
        if not _is_number(other, "//"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.divide_int, self.amount, _divisor(other)), self.currency)

    def __mod__(self, other: int | Decimal | Self) -> Self:
        divisor: Any = other
        if self._mixes(other):
            divisor = divisor.amount
        elif not _is_number(other, "%"):
            return NotImplemented
        return _build(type(self), _exactly(_EXACT.remainder, self.amount, _divisor(divisor)), self.currency)

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
        return _build(type(self), _rounded(self.amount, _digits(self.currency, digits), rounding), self.currency)

    def __round__(self, ndigits: int = 0, /) -> Self:
        return _build(type(self), _rounded(self.amount, index(ndigits), ROUND_HALF_EVEN), self.currency)

    def to_minor(self, *, digits: int | None = None) -> int:
        """The amount as a whole number of minor units: 19.99 EUR is 1999.

        Args:
            digits: Decimals of the minor unit, if not those of ISO 4217.

        Raises:
            ValueError: The amount is finer than the minor unit, or the currency has no known minor unit and `digits`
                is not given.
        """
        places = _digits(self.currency, digits)
        units = _units(self.amount, places)
        if units is None:
            raise ValueError(f"{self} is finer than {places} decimals; quantize() says how it is to be rounded")
        return units

    # Dividing among several

    def allocate(self, ratios: Iterable[int | Decimal], *, digits: int | None = None) -> list[Self]:
        """Parts in the given ratios, which add up to the whole to the last unit.

        Each part is its share cut to whole units. The units left over go one each, from first to last, to the parts
        that were cut; a part whose share is whole, or whose ratio is zero, gets none. A negative amount is allocated
        like the positive one, with the sign changed.

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
        places = _digits(self.currency, digits)
        units = _units(self.amount, places)
        if units is None:
            places = -_exponent(self.amount)
            units = cast("int", _units(self.amount, places))
        total = sum(weights)
        parts = [abs(units) * weight // total for weight in weights]
        left = abs(units) - sum(parts)
        for place, weight in enumerate(weights):
            if left and abs(units) * weight % total:
                parts[place] += 1
                left -= 1
        return [_build(type(self), _scaled(part if units > 0 else -part, places), self.currency) for part in parts]

    def split(self, parts: int, *, digits: int | None = None) -> list[Self]:
        """So many parts as equal as the unit allows, the larger ones first; see `allocate`.

        Args:
            parts: Number of parts, at least one.
            digits: Decimals of the minor unit, if not those of ISO 4217.
        """
        if index(parts) < 1:
            raise ValueError(f"money is split into one part or more, not {parts}")
        return self.allocate([1] * parts, digits=digits)


_set_amount, _set_currency, _set_additional_properties = (
    vars(MoneyBase)[name].__set__ for name in ("amount", "currency", "additional_properties")
)


def money_view(cls: type[M], amount: Decimal, currency: str | None) -> M:
    """Return an amount and the currency beside it as money.

    Raises:
        ValueError: The currency is None.
    """
    if currency is None:
        raise ValueError(f"the amount {amount} has no currency beside it")
    return _build(cls, read_amount(amount), currency)


def _build(cls: type[M], amount: Decimal, currency: str) -> M:
    """Money without the checks of the constructor: its operands passed them, or came from the wire as they are."""
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
    """The same for any class, also one whose instances hold more than those of `MoneyBase`."""
    money: Any = _new(cls._draft)
    money.amount = amount
    money.currency = currency
    money.additional_properties = {}
    for name in cls._later:
        setattr(money, name, None)
    return _frozen(cls, money)


def _frozen(cls: type[M], draft: Any) -> M:
    try:
        draft.__class__ = cls
    except TypeError:  # a subclass of a user's own, whose instances have a __dict__
        return _copied_to(cls, draft)
    return draft  # type: ignore[no-any-return]


def _copied_to(cls: type[M], money: MoneyBase) -> M:
    copied = _new(cls)
    for name in ("amount", "currency", "additional_properties", *cls._later):
        _set(copied, name, getattr(money, name, None))
    return copied


def _add_extended(self: M, other: M) -> Any:
    if not self._mixes(other):
        return NotImplemented
    return _build_extended(type(self), _exactly(_add, self.amount, other.amount), self.currency)


def _subtract_extended(self: M, other: M) -> Any:
    if not self._mixes(other):
        return NotImplemented
    return _build_extended(type(self), _exactly(_subtract, self.amount, other.amount), self.currency)


def _require_money(item: object) -> None:
    if not isinstance(item, MoneyBase):
        raise TypeError(f"only money is summed, not {type(item).__name__}")


def _is_number(value: object, operator: str) -> bool:
    """Whether a value is what money is multiplied or divided by; what is tempting but wrong raises."""
    if type(value) is int:
        return True
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
    """Return the result of an operation; a zero has no sign."""
    try:
        result = operation(*operands)
    except DecimalException:
        raise _too_long() from None
    return result or result.copy_abs()


def _too_long() -> OverflowError:
    return OverflowError(f"the exact result does not fit into {_EXACT_DIGITS} digits; quantize() the amounts first")


def _digits(currency: str, digits: int | None) -> int:
    if digits is not None:
        return index(digits)
    from perfectgym_next_generated.currencies import MINOR_UNITS

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
