"""The documentation site: every operation has an example that runs, and every page is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.site.commands import SESSIONS, command_line_page
from docs.site.examples import EXAMPLES, run_example
from docs.site.llms import write_texts
from docs.site.operations import map_page, model_pages, operation_pages, scopes_page, tag_pages
from docs.site.sources import REPOSITORY, read_page, write_sources
from perfectgym_next import models
from perfectgym_next.cli._commands import perfectgym
from perfectgym_next.testing import TEST_KEY
from perfectgym_next.testing._openapi.description import Description

ROOT = Path(__file__).parents[2]
NAMES = sorted(Description.shipped().operations)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_an_operation_runs(name: str) -> None:
    example = run_example(name)
    assert f"gym.{name}(" in example.code
    assert re.match(r"(GET|POST|PUT|PATCH|DELETE) /v\d/\S+ HTTP/1\.1", example.request)
    assert re.match(r"HTTP/1\.1 20\d ", example.response)
    assert TEST_KEY not in example.code + example.request + example.response + example.output


def test_no_example_is_of_an_operation_that_is_gone() -> None:
    found = {
        f"{path.stem}.{name}"
        for path in EXAMPLES.glob("*.py")
        for name in re.findall(r"^def (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert found == set(NAMES)


def test_the_reference_has_every_operation_model_and_scope() -> None:
    assert sorted(one.operation.name for one in operation_pages()) == NAMES
    for one in operation_pages():
        assert f"`{one.operation.vendor_name}` | [`gym.{one.operation.name}`]" in map_page()
        assert all(scope in scopes_page() for scope in one.operation.scopes)
        joined = (" or " if one.operation.any_scope else " and ").join(f"`{scope}`" for scope in one.operation.scopes)
        assert f"`]({one.link}) | {joined or 'no scope'} | " in scopes_page()
    text = "".join(model_pages().values())
    assert [name for name in models.__all__ if not re.search(rf"\.{name}$", text, re.MULTILINE)] == []


def test_the_command_line_has_every_command_and_option() -> None:
    page = command_line_page()
    assert re.findall(r"^## perfectgym (\S+)$", page, re.MULTILINE) == list(SESSIONS)
    assert set(SESSIONS) == set(perfectgym.commands)
    for name, command in perfectgym.commands.items():
        section = page.partition(f"## perfectgym {name}\n")[2].partition("\n## ")[0]
        assert f"$ perfectgym {name}" in section
        for option in command.params:
            assert option.param_type_name == "argument" or f"| `{option.opts[0]}" in section


def test_every_page_names_the_file_to_edit(tmp_path: Path) -> None:
    write_sources(tmp_path)
    for path in tmp_path.rglob("*.md"):
        name = re.match(r"---\nsource: (\S+)\n(hide: \[toc\]\n)?---\n\n", path.read_text("utf-8"))
        assert name is not None, path
        assert (ROOT / name[1]).is_file(), path
        assert not read_page(path).startswith("---")


def test_the_menu_has_every_page(tmp_path: Path) -> None:
    write_sources(tmp_path)
    pages = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")}
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert set(re.findall(r": (\S+\.md)$", text, re.MULTILINE)) == pages, "add the page to nav in mkdocs.yml"
    assert {f"reference/operations/{name}" for name in tag_pages()} <= pages


def test_the_texts_for_language_models_have_every_page_and_operation(tmp_path: Path) -> None:
    pages, site = tmp_path / "pages", tmp_path / "site"
    site.mkdir()
    write_sources(pages)
    write_texts(pages, site)
    listed = (site / "llms.txt").read_text("utf-8")
    documents = [path.name for path in pages.glob("*.md")]
    assert [name for name in documents if f"]({name.removesuffix('.md')}.html)" not in listed] == []
    assert [name for name in NAMES if f"[gym.{name}](" not in listed] == []
    whole = (site / "llms-full.txt").read_text("utf-8")
    assert [name for name in NAMES if f"## gym.{name}\n" not in whole] == []
    assert "# Pagination and resuming\n" in whole
    assert "# Maintaining\n" not in whole


def test_the_readme_links_to_documents_that_are_there() -> None:
    links = re.findall(r"(?:\]\(|^\[[^\]]+\]: )(\S+?)\)?$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    paths = [link.removeprefix(f"{REPOSITORY}/blob/main/") for link in links if link.startswith(f"{REPOSITORY}/blob/")]
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []
