"""`ResponseEnd` against h11, which reads the same bytes: where it says that a response ended, nothing is left over."""

from __future__ import annotations

from itertools import pairwise

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfectgym_next._http.framing import ResponseEnd

METHODS = st.sampled_from(["GET", "HEAD", "POST"])
LEFTOVER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n666"


def response(*lines: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([*lines, b"", b""]) + body


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def exact(method: str, data: bytes, cuts: list[int] | None = None) -> bool:
    end = ResponseEnd(method)
    for piece in pieces(data, cuts or []):
        end.feed(piece)
    return end.is_exact


def ends_for_h11(method: str, data: bytes) -> bool | None:
    """Whether h11 finds one whole message in these bytes and nothing else; None where it refuses them."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method=method, target="/", headers=[("Host", "gym")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(data)
    try:
        while not isinstance(event := connection.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return False
    except h11.RemoteProtocolError:
        return None
    return not connection.trailing_data[0]


@st.composite
def chunked(draw: st.DrawFn) -> bytes:
    """A body in chunks, with extensions and without trailers."""
    extension = st.sampled_from([b"", b";a", b';name="value"', b" ", b";a=b "])
    parts = []
    for content in draw(st.lists(st.binary(min_size=1, max_size=40), max_size=5)):
        size = draw(st.sampled_from([b"%x", b"%X", b"%04x"])) % len(content)
        parts.append(size + draw(extension).strip() + b"\r\n" + content + b"\r\n")
    return b"".join([*parts, b"0" * draw(st.integers(1, 4)), draw(extension).strip(), b"\r\n\r\n"])


@st.composite
def well_framed(draw: st.DrawFn) -> tuple[str, bytes]:
    """A method, and a response whose end is beyond doubt."""
    method = draw(METHODS)
    interim = [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"]
    early = b"".join(draw(st.lists(st.sampled_from(interim), max_size=2)))
    kind = draw(st.sampled_from(["length", "chunked", "none"]))
    name = draw(st.sampled_from([b"Content-Type: text/json", b"X-A:b", b"Set-Cookie: a=\xe4"]))
    if kind == "none":
        return method, early + response(b"HTTP/1.1 %d None" % draw(st.sampled_from([204, 304])), name)
    status = b"HTTP/1.1 %d Any" % draw(st.sampled_from([200, 201, 400, 404, 429, 503]))
    if kind == "chunked":
        coding = draw(st.sampled_from([b"Transfer-Encoding: chunked", b"transfer-encoding:  CHUNKED "]))
        head, body = response(status, name, coding), draw(chunked())
    else:
        body = draw(st.binary(max_size=60))
        head = response(
            status, draw(st.sampled_from([b"Content-Length: %d", b"content-length:%03d"])) % len(body), name
        )
    return method, early + head + (b"" if method == "HEAD" else body)


@given(well_framed(), st.lists(st.integers(0, 400), max_size=6))
def test_a_well_framed_response_ends_at_its_last_byte_and_nowhere_else(
    sample: tuple[str, bytes], cuts: list[int]
) -> None:
    method, data = sample
    assert ends_for_h11(method, data)
    assert exact(method, data, cuts)
    assert not exact(method, data + b"H", cuts)
    end = ResponseEnd(method)
    for byte in data[:-1]:
        end.feed(bytes([byte]))
        assert not end.is_exact
    end.feed(data[-1:])
    assert end.is_exact


SPECIAL = [
    *(b"\r\n", b"\n", b"\r", b"\n\n", b"\r\n\r\n", b"\n\r\n", b" ", b"\t", b"\x0b", b"\x00", b";", b",", b":", b"+"),
    *(b"0", b"5", b"-1", b"0x", b"HTTP/1.0", b"101", b"204", b"Content-Length: 0\r\n", b"Content-Length: 5\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: identity\r\n", b"Connection: close\r\n", LEFTOVER),
]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A method, and a response that was tampered with."""
    method, data = draw(well_framed())
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.sampled_from([start, min(start + 1, len(data)), min(start + 4, len(data))]))
        data = data[:start] + draw(st.sampled_from([*SPECIAL, b""])) + data[end:]
    return method, data


@settings(max_examples=600)
@given(mutated(), st.lists(st.integers(0, 400), max_size=6))
@example(("GET", b"HTTP/1.1 204 A\nX: y\n\nHTTP/1.1 204 B\r\n\r\n"), [])
@example(("HEAD", b"HTTP/1.1 200 A\r\nContent-Length: 9\r\nX: y\n\nHTTP/1.1 200 B\r\n\r\n"), [])
@example(("GET", b"HTTP/1.1 100 A\r\nX: y\n\nHTTP/1.1 204 B\r\n\r\n"), [])
def test_where_it_is_sure_h11_agrees_or_refuses(sample: tuple[str, bytes], cuts: list[int]) -> None:
    method, data = sample
    for end in range(len(data) + 1):
        if exact(method, data[:end], cuts):
            assert ends_for_h11(method, data[:end]) is not False


OK = b"HTTP/1.1 200 OK"
AMBIGUOUS = {
    "length and chunked": response(OK, b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "chunked and length": response(OK, b"Transfer-Encoding: chunked", b"Content-Length: 5", body=b"0\r\n\r\n"),
    "two lengths": response(OK, b"Content-Length: 1", b"Content-Length: 2", body=b"ab"),
    "one length twice": response(OK, b"Content-Length: 1", b"Content-Length: 1", body=b"a"),
    "a list of lengths": response(OK, b"Content-Length: 1, 1", body=b"a"),
    "a length with a sign": response(OK, b"Content-Length: +1", body=b"a"),
    "a negative length": response(OK, b"Content-Length: -1"),
    "a length in hex": response(OK, b"Content-Length: 0x1", body=b"a"),
    "a length with an underscore": response(OK, b"Content-Length: 1_0", body=b"a" * 10),
    "a length in other digits": response(OK, "Content-Length: ²".encode(), body=b"aa"),
    "a length of 5,000 digits": response(OK, b"Content-Length: " + b"0" * 5000),
    "an empty length": response(OK, b"Content-Length:"),
    "no length": response(OK, body=b"a"),
    "chunked, identity": response(OK, b"Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n"),
    "gzip, chunked": response(OK, b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"),
    "chunked twice": response(OK, b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "identity": response(OK, b"Transfer-Encoding: identity", body=b"0\r\n\r\n"),
    "a blank before the colon": response(OK, b"Content-Length : 1", body=b"a"),
    "a folded header": response(OK, b"Content-Length: 1", b" 0", body=b"a"),
    "a folded first header": response(OK, b" X: y", b"Content-Length: 1", body=b"a"),
    "a line without a colon": response(OK, b"Content-Length", b"Content-Length: 1", body=b"a"),
    "a nameless header": response(OK, b": y", b"Content-Length: 1", body=b"a"),
    "bare line feeds": b"HTTP/1.1 200 OK\nContent-Length: 1\n\na",
    "a bare line feed": b"HTTP/1.1 200 OK\r\nX: y\nContent-Length: 1\r\n\r\na",
    "a head that ends in bare line feeds": b"HTTP/1.1 204 OK\r\nX: y\n\nHTTP/1.1 204 OK\r\n\r\n",
    "HTTP/1.0": response(b"HTTP/1.0 200 OK", b"Content-Length: 1", body=b"a"),
    "HTTP/2": response(b"HTTP/2 200 OK", b"Content-Length: 1", body=b"a"),
    "no status": response(b"HTTP/1.1 OK", b"Content-Length: 1", body=b"a"),
    "101": response(b"HTTP/1.1 101 Switching", b"Upgrade: x"),
    "no HTTP": b"\x16\x03\x01\r\n\r\n",
    "an endless head": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
    **{
        f"chunk size {size!r}": response(OK, b"Transfer-Encoding: chunked", body=size + b"\r\naaaaa\r\n0\r\n\r\n")
        for size in (b"+5", b"-5", b"0x5", b"5_", b"", b" ", b"g", b"\xb2", b";5")
    },
    "an endless chunk size": response(OK, b"Transfer-Encoding: chunked", body=b"0" * 200_000),
    "a trailer": response(OK, b"Transfer-Encoding: chunked", body=b"0\r\nX: y\r\n\r\n"),
    "a chunk longer than its size": response(OK, b"Transfer-Encoding: chunked", body=b"2\r\naaa\r\n0\r\n\r\n"),
}


@pytest.mark.parametrize("data", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_what_others_may_read_differently_is_never_sure(data: bytes) -> None:
    assert not exact("GET", data)
    assert not exact("GET", data, list(range(min(len(data), 200))))


@pytest.mark.parametrize(
    "data",
    [
        response(b"HTTP/1.1 200 OK", b"Content-Length: 1", body=b"a"),
        response(b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", body=b"1\r\na\r\n0\r\n\r\n"),
        response(b"HTTP/1.1 204 No Content"),
    ],
    ids=["length", "chunked", "204"],
)
def test_two_responses_are_one_too_many(data: bytes) -> None:
    for cut in range(len(data) + len(LEFTOVER)):
        assert not exact("GET", data + LEFTOVER, [cut])
