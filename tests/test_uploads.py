from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from perfectgym_next import Upload
from perfectgym_next.errors import InternalServerError
from perfectgym_next.models import IdlePeriodRequest
from tests.scripted import Service, answer


def parts(service: Service) -> str:
    assert service.sent[-1].headers["content-type"].startswith("multipart/form-data; boundary=")
    return service.sent[-1].body.decode("latin-1")


@pytest.fixture
def service() -> Service:
    return Service(answer(200, {"id": 5}))


class TestWhatAnUploadTakes:
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


class TestAMixedBody:
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


class TestWhatIsRefused:
    def test_a_path_that_is_not_there_is_named_and_nothing_sent(self, service: Service, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"missing\.pdf"):
            service.client().customers.upload_document(7, file=tmp_path / "missing.pdf")
        assert service.sent == []

    def test_a_file_opened_as_text(self, service: Service) -> None:
        with pytest.raises(TypeError, match="binary mode"):
            service.client().customers.upload_document(7, file=io.StringIO("x"))  # type: ignore[arg-type]

    @pytest.mark.parametrize("content", [5, None, ["a"]])
    def test_what_is_no_file(self, service: Service, content: Any) -> None:
        with pytest.raises(TypeError, match="takes a path, bytes or a binary file"):
            service.client().customers.upload_document(7, file=content)
