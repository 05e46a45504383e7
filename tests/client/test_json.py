"""JSON, exact both ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfectgym_next._core.json import LoneSurrogateError, decode, encode


class TestEncode:
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


class TestDecode:
    @pytest.mark.parametrize("digits", ["0.10", "1E+400", "1.50E-7", "-0.0"])
    def test_keeps_the_digits_of_a_number(self, digits: str) -> None:
        assert str(decode(digits.encode())) == str(Decimal(digits))

    @pytest.mark.parametrize("text", ["1e99999999999999999999", "-1E-99999999999999999999", "NaN", "1" * 5000, "", "{"])
    def test_what_is_no_number_is_a_value_error(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            decode(text.encode())

    @pytest.mark.parametrize("text", ['{"a":1}', "[]", "null", '"\u00e4"', '{"a":"\ufeff"}'])
    def test_skips_a_byte_order_mark(self, text: str) -> None:
        assert decode(b"\xef\xbb\xbf" + text.encode()) == decode(text.encode())

    @pytest.mark.parametrize(
        "data", [b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2 + b"{}", b"\xef\xbb\xbf" * 100_000, b"{\xef\xbb\xbf}"]
    )
    def test_takes_no_other_byte_order_mark(self, data: bytes) -> None:
        with pytest.raises(ValueError, match=r".+"):
            decode(data)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    def test_names_another_encoding(self, encoding: str) -> None:
        with pytest.raises(ValueError, match=f"seems to be encoded in {encoding[:6].upper()}; "):
            decode('{"name": "ä"}'.encode(encoding))

    @pytest.mark.parametrize(
        ("text", "field"),
        [
            (r'"\ud800"', ""),
            (r'"\udc00\ud800"', ""),
            (r'{"a":"\ud83d"}', "a"),
            (r'{"a":"\uD83D x"}', "a"),
            (r'{"a":[1.5,{"b":"x\udfff"}]}', "a[1].b"),
            (r'{"a":"\ud83d\ude00","b":"\ud83d\u0041"}', "b"),
            (r'["a",["\ud800\ud800"]]', "[1][0]"),
            (r'{"a\ud800":1}', r"a\ud800"),
            ('\ufeff["\\ud800"]', "[0]"),
        ],
    )
    def test_names_the_text_with_half_of_a_surrogate_pair(self, text: str, field: str) -> None:
        with pytest.raises(LoneSurrogateError, match="half of a surrogate pair, which is not a character") as caught:
            decode(text.encode())
        assert caught.value.field == field
        caught.value.field.encode()  # it can be printed

    def test_names_one_that_was_written_as_three_bytes(self) -> None:
        with pytest.raises(LoneSurrogateError) as caught:
            decode(b'{"a": "\xed\xa0\x80"}')
        assert caught.value.field == "a"

    @pytest.mark.parametrize(
        "text", [r'{"a":"\ud800"', r'["\ud800",', r'["\ud800" 1]', "[" * 50 + r'"\ud800"', r'["\ud800"] x']
    )
    def test_what_is_broken_besides_is_not_called_so(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+") as caught:
            decode(text.encode())
        assert not isinstance(caught.value, LoneSurrogateError)

    def test_takes_whole_pairs_and_what_only_looks_like_a_half(self) -> None:
        assert decode(rb'["\ud83d\ude00","\\ud800"]') == ["\U0001f600", "\\ud800"]
