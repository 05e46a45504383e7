from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next.codec import decode, encode


class TestWriting:
    @pytest.mark.parametrize("digits", ["0.10", "1E+400", "-0", "123456789012345678901234567890.5"])
    def test_keeps_the_digits_of_a_decimal(self, digits: str) -> None:
        assert encode({"amount": Decimal(digits)}) == b'{"amount":%s}' % digits.encode()

    @pytest.mark.parametrize("odd", [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")])
    @pytest.mark.parametrize("wrap", [lambda v: v, lambda v: {"a": [v]}, lambda v: {"a": (v,)}])
    def test_refuses_a_number_that_json_cannot_hold(self, odd: Any, wrap: Any) -> None:
        with pytest.raises((ValueError, TypeError)):
            encode(wrap(odd))

    @pytest.mark.parametrize("odd", [float("nan"), Decimal("NaN"), Decimal("-Infinity")])  # a set holds no sNaN
    def test_refuses_it_in_a_set_too(self, odd: Any) -> None:
        with pytest.raises((ValueError, TypeError)):
            encode({"a": {odd}})

    def test_takes_words_that_only_look_like_it(self) -> None:
        assert encode({"NaN": "Infinity", "null": None}) == b'{"NaN":"Infinity","null":null}'

    def test_refuses_other_classes(self) -> None:
        with pytest.raises(TypeError):
            encode({"a": object()})


class TestReading:
    @pytest.mark.parametrize("digits", ["0.10", "1E+400", "1.50E-7", "-0.0"])
    def test_keeps_the_digits_of_a_number(self, digits: str) -> None:
        assert str(decode(digits.encode())) == str(Decimal(digits))

    @pytest.mark.parametrize("text", ["1e99999999999999999999", "-1E-99999999999999999999", "NaN", "1" * 5000, "", "{"])
    def test_what_is_no_number_is_a_value_error(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            decode(text.encode())
