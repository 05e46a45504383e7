"""Parts of a multipart body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next.testing._server.multipart import Part, parse_parts


class TestParts:
    @given(st.binary(), st.binary())
    def test_keep_every_byte(self, one: bytes, other: bytes) -> None:
        body = (
            b'--a-b\r\nContent-Disposition: form-data; name="one"\r\n\r\n' + one + b"\r\n"
            b'--a-b\r\nContent-Disposition: form-data; name="other"; filename="f \xc3\xbc.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n" + other + b"\r\n--a-b--\r\n"
        )
        parts = parse_parts('multipart/form-data; boundary="a-b"', body)
        assert parts["one"] == Part(one, None, None)
        assert (parts["other"].content, parts["other"].content_type) == (other, "application/pdf")

    def test_without_a_name_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no name"):
            parse_parts("multipart/form-data; boundary=b", b"--b\r\nX: y\r\n\r\nx\r\n--b--")
