"""Uploads in multipart bodies."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import Upload
from perfectgym_next.errors import InternalServerError
from perfectgym_next.models import IdlePeriodRequest
from tests.support.scripted import Service, answer


def parts(service: Service) -> str:
    assert service.sent[-1].headers["content-type"].startswith("multipart/form-data; boundary=")
    return service.sent[-1].body.decode("latin-1")


@pytest.fixture
def service() -> Service:
    return Service(answer(200, {"id": 5}))


class TestContent:
    def test_a_path(self, service: Service, tmp_path: Path) -> None:
        file = tmp_path / "contract.pdf"
        file.write_bytes(b"%PDF")
        for given in (file, str(file)):
            service.client().customers.upload_document(7, file=given)
            assert 'name="file"; filename="contract.pdf"' in parts(service)
            assert "Content-Type: application/pdf" in parts(service)
            assert "%PDF" in parts(service)

    def test_bytes(self, service: Service) -> None:
        service.client().customers.upload_document(7, file=b"abc")
        assert 'filename="upload"' in parts(service)
        assert "application/octet-stream" in parts(service)

    def test_a_binary_file(self, service: Service, tmp_path: Path) -> None:
        file = tmp_path / "face.png"
        file.write_bytes(b"PNG")
        with file.open("rb") as opened:
            service.client().customers.update_image(7, image=opened)
            assert not opened.closed
        assert 'name="image"; filename="face.png"' in parts(service)

    def test_a_file_in_memory(self, service: Service) -> None:
        service.client().customers.upload_document(7, file=io.BytesIO(b"abc"))
        assert "abc" in parts(service)

    def test_name_and_media_type_of_one_s_own(self, service: Service) -> None:
        upload = Upload(b"abc", filename="a b.txt", content_type="text/x-note")
        service.client().customers.upload_document(7, file=upload, description="For the files")
        assert 'filename="a b.txt"' in parts(service)
        assert "text/x-note" in parts(service)
        assert service.sent[-1].path.endswith("/documents?description=For%20the%20files")

    async def test_the_same_asynchronously(self, service: Service, tmp_path: Path) -> None:
        file = tmp_path / "contract.pdf"
        file.write_bytes(b"%PDF")
        await service.async_client().customers.upload_document(7, file=file)
        assert "%PDF" in parts(service)

    def test_the_boundary_is_another_each_time(self, service: Service) -> None:
        boundaries = set()
        for _ in range(3):
            service.client().customers.upload_document(7, file=b"abc")
            boundaries.add(service.sent[-1].headers["content-type"])
        assert len(boundaries) == 3


class TestMixedBody:
    DATA = IdlePeriodRequest.from_dict(
        {
            "startDate": "2024-03-01",
            "termValue": 1,
            "termUnit": "MONTH",
            "idlePeriodReason": {"id": 1, "name": "Holiday"},
            "reasonId": 3,
            "unlimited": False,
        }
    )

    def test_its_json_part_is_json(self) -> None:
        service = Service(answer(500))
        with pytest.raises(InternalServerError):
            service.client().membership_self_service.create_idle_period(7, data=self.DATA, document=b"note")
        text = parts(service)
        assert 'name="data"\r\nContent-Type: application/json' in text
        assert '"startDate":"2024-03-01"' in text
        assert 'name="document"; filename="upload"' in text

    def test_its_file_may_be_left_out(self) -> None:
        service = Service(answer(500))
        with pytest.raises(InternalServerError):
            service.client().membership_self_service.create_idle_period(7, data=self.DATA)
        assert 'name="document"' not in parts(service)


class TestInvalidUploads:
    def test_a_path_that_is_not_there_is_named_and_nothing_sent(self, service: Service, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"missing\.pdf"):
            service.client().customers.upload_document(7, file=tmp_path / "missing.pdf")
        assert service.sent == []

    def test_a_file_opened_as_text(self, service: Service) -> None:
        with pytest.raises(TypeError, match="binary mode"):
            service.client().customers.upload_document(7, file=io.StringIO("x"))  # type: ignore[arg-type]

    @pytest.mark.parametrize("content", [5, None, ["a"]])
    def test_what_is_no_file(self, service: Service, content: Any) -> None:
        with pytest.raises(TypeError, match="must be a path, bytes or a binary file"):
            service.client().customers.upload_document(7, file=content)

    @pytest.mark.parametrize("name", ["", "a\nb", "a\r\nX-Other: 1", "a\x00.pdf", "\x7f", "\x85", "vertrag-\udce4.pdf"])
    def test_a_name_that_cannot_be_sent_as_it_is(self, service: Service, name: str) -> None:
        with pytest.raises(ValueError, match="filename"):
            Upload(b"abc", filename=name)
        assert service.sent == []

    @pytest.mark.parametrize("name", [5, b"a.pdf", Path("a.pdf")])
    def test_a_name_that_is_not_text(self, name: Any) -> None:
        with pytest.raises(TypeError, match="filename must be text, not"):
            Upload(b"abc", filename=name)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names are text there")
class TestFileNameThatIsNotUtf8:
    """As on disks of older systems; Python reads such names with surrogates."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/vertrag-\xe4.pdf"))
        path.write_bytes(b"%PDF")
        return path

    def test_is_refused_by_name(self, service: Service, path: Path) -> None:
        for given in (path, str(path)):
            with pytest.raises(ValueError, match=r"'vertrag-\\udce4\.pdf' cannot be sent: .* UTF-8; .* filename="):
                service.client().customers.upload_document(7, file=given)
        with path.open("rb") as opened, pytest.raises(ValueError, match=r"'vertrag-\\udce4\.pdf'"):
            service.client().customers.upload_document(7, file=opened)
        assert service.sent == []

    def test_is_sent_under_another(self, service: Service, path: Path) -> None:
        service.client().customers.upload_document(7, file=Upload(path, filename="Verträge.pdf"))
        assert b'filename="Vertr\xc3\xa4ge.pdf"' in service.sent[-1].body
        assert b"%PDF" in service.sent[-1].body

    def test_of_a_folder_does_not_matter(self, service: Service, tmp_path: Path) -> None:
        folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/stra\xdfe"))
        folder.mkdir()
        file = folder / "a.pdf"
        file.write_bytes(b"%PDF")
        service.client().customers.upload_document(7, file=file)
        assert 'filename="a.pdf"' in parts(service)


class TestSentFileName:
    @pytest.mark.parametrize(
        ("name", "sent"),
        [
            ('a"b.txt', 'filename="a%22b.txt"'),
            ("a;b=c.txt", 'filename="a;b=c.txt"'),
            ("a'b.txt", 'filename="a\'b.txt"'),
            ("../a.txt", 'filename="../a.txt"'),
        ],
    )
    def test_stays_in_its_parameter(self, service: Service, name: str, sent: str) -> None:
        service.client().customers.upload_document(7, file=Upload(b"abc", filename=name))
        head = parts(service).partition("\r\n\r\n")[0]
        assert head.split("\r\n")[1] == f'Content-Disposition: form-data; name="file"; {sent}'

    def test_is_that_of_a_file_opened_by_bytes(self, service: Service, tmp_path: Path) -> None:
        path = tmp_path / "ä.png"
        path.write_bytes(b"PNG")
        with open(os.fsencode(path), "rb") as opened:
            assert Upload(opened).filename == "ä.png"
        assert Upload(BytesPath(path)).filename == "ä.png"

    def test_of_a_file_opened_by_its_number_is_none_of_it(self) -> None:
        readable, writable = os.pipe()
        os.close(writable)
        with open(readable, "rb") as opened:
            assert Upload(opened).filename == "upload"


class BytesPath(os.PathLike[Any]):
    """A path whose `__fspath__` returns bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> bytes:
        return os.fsencode(self._path)
