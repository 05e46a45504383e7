"""The body of a response: gzip of one member or several, and what is not gzip at all."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfectgym_next._http.content_coding import BodyDecoder
from perfectgym_next.errors import ResponseFormatError, ResponseTooLargeError
from tests.support.both_clients import BOTH, called
from tests.support.fault_server import FaultServer, answers

LIMIT = 1_000_000
EMPTY = gzip.compress(b"")


def received(pieces: Iterable[bytes], *, limit: int = LIMIT, encoding: str | None = "gzip") -> BodyDecoder:
    body = BodyDecoder(limit, encoding)
    for piece in pieces:
        if not body.feed(piece):
            break
    body.finish()
    return body


def cut_up(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


class TestGzipOfSeveralMembers:
    @given(
        st.lists(st.binary(max_size=300), min_size=1, max_size=5),
        st.integers(1, 400),
        st.sampled_from([0, 1, 9]),
    )
    def test_is_all_of_them(self, contents: list[bytes], size: int, level: int) -> None:
        packed = b"".join(gzip.compress(content, level) for content in contents)
        body = received(cut_up(packed, size))
        assert (body.content, body.problem, body.too_large) == (b"".join(contents), None, False)
        assert body.content == gzip.decompress(packed)

    def test_with_names_and_comments_in_their_heads(self) -> None:
        file = io.BytesIO()
        for part in (b"one", b"two"):
            with gzip.GzipFile(filename="part.json", mode="wb", fileobj=file) as writer:
                writer.write(part)
        assert received([file.getvalue()]).content == b"onetwo"

    @pytest.mark.parametrize("behind", [b"x", b"\x00", b"\x00" * 512, b"trailing", b"{}", b"\x1f\x8b\xff" + b"x" * 20])
    @pytest.mark.parametrize("size", [1, 7, 10_000])
    def test_with_something_else_behind_is_broken(self, behind: bytes, size: int) -> None:
        body = received(cut_up(gzip.compress(b"one") + gzip.compress(b"two") + behind, size))
        assert body.problem is not None
        assert "gzip data" in body.problem
        assert body.content == b"onetwo"

    @pytest.mark.parametrize("missing", range(1, len(EMPTY)))
    def test_whose_last_is_cut_off_is_broken(self, missing: int) -> None:
        body = received([gzip.compress(b"one"), EMPTY[:-missing]])
        assert body.problem == "truncated gzip data"

    def test_with_a_wrong_checksum_is_broken(self) -> None:
        packed = bytearray(gzip.compress(b"one") + gzip.compress(b"two"))
        packed[-8] ^= 1
        assert "incorrect data check" in (received([bytes(packed)]).problem or "")

    @pytest.mark.parametrize("size", [1000, 10**9])
    def test_is_counted_against_the_limit_in_all(self, size: int) -> None:
        packed = gzip.compress(b"x" * 400)
        assert received(cut_up(packed * 5, size), limit=2000).content == b"x" * 2000
        body = received(cut_up(packed * 5, size), limit=1999)
        assert body.too_large
        assert body.content == b"x" * 1999

    @pytest.mark.parametrize("size", [65536, 10**9])
    def test_never_expands_beyond_the_limit(self, size: int) -> None:
        bomb = gzip.compress(b" " * 50_000_000)
        pieces = cut_up(gzip.compress(b"x") + bomb * 3, size)
        tracemalloc.start()
        try:
            body = received(pieces, limit=LIMIT)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert body.too_large
        assert len(body.content) == LIMIT
        assert peak < 5 * LIMIT

    @pytest.mark.parametrize("size", [1, 65536, 10**9])
    def test_ends_soon_however_many_they_are(self, size: int) -> None:
        count = 20_000 if size == 1 else 100_000
        pieces = cut_up(EMPTY * count, size)
        began = time.process_time()
        body = received(pieces)
        assert time.process_time() - began < 2  # copying the rest with each of them takes a minute
        assert body.problem == "more than 10000 gzip members"

    def test_may_be_as_many_as_servers_write(self) -> None:
        packed = gzip.compress(b"x" * 100) * 9_000
        assert received(cut_up(packed, 65536)).content == b"x" * 900_000

    def test_is_not_taken_for_one_where_nobody_compressed(self) -> None:
        packed = gzip.compress(b"one") * 2
        assert received([packed], encoding=None).content == packed
        assert received([zlib.compress(b"one")], encoding="deflate").problem is not None

    def test_is_not_needed_for_an_empty_body(self) -> None:
        assert received([]).problem is None
        assert received([b""]).problem is None


@BOTH
class TestFromASocket:
    def test_several_members_are_one_response(self, client: str) -> None:
        packed = gzip.compress(b'{"inDebt') + EMPTY + gzip.compress(b'Collection": true}')
        with FaultServer(answers(raw=packed, Content_Encoding="gzip")) as server:
            result = called(client, server.url, lambda gym: gym.customers_account.get_balances(7))
        assert result.in_debt_collection is True

    def test_something_else_behind_them_is_an_error(self, client: str) -> None:
        packed = gzip.compress(b'{"inDebtCollection": true}') + b"rest"
        with (
            FaultServer(answers(raw=packed, Content_Encoding="gzip")) as server,
            pytest.raises(ResponseFormatError, match="invalid gzip data"),
        ):
            called(client, server.url, lambda gym: gym.customers_account.get_balances(7))

    def test_a_bomb_of_several_members_is_too_large(self, client: str) -> None:
        packed = gzip.compress(b" " * 900) * 5
        with FaultServer(answers(raw=packed, Content_Encoding="gzip")) as server, pytest.raises(ResponseTooLargeError):
            called(client, server.url, lambda gym: gym.customers_account.get_balances(7), max_response_bytes=4_000)
