"""Mermaid blocks of documents become pictures that fit a phone and say the same in words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.site.diagrams import DiagramError, draw_diagrams

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PICTURES = re.findall(r"<svg.*?</svg>", draw_diagrams(ARCHITECTURE), re.DOTALL)


def flowchart(*lines: str) -> str:
    return draw_diagrams("\n".join(["# Title & more", "", "```mermaid", "flowchart TD", *lines, "```", ""]))


def sequence(*lines: str) -> str:
    return draw_diagrams("\n".join(["```mermaid", "sequenceDiagram", "participant A as one", *lines, "```", ""]))


@pytest.mark.parametrize("number", range(3))
def test_every_label_is_in_the_picture_and_in_its_words(number: int) -> None:
    block = re.findall(r"```mermaid\n(.*?)```", ARCHITECTURE, re.DOTALL)[number]
    picture = ElementTree.fromstring(PICTURES[number])
    shown = " ".join(text.text or "" for text in picture.iter("text"))
    words = picture.findtext("desc")
    assert words is not None
    labels = re.findall(r'\["([^"]+)"\]|\|"?([^|"]+)"?\||>>\w+: (.+)|participant \w+ as (.+)', block)
    assert len(labels) > 5
    for label in ("".join(found) for found in labels):
        assert re.sub(r"\s", "", label) in re.sub(r"\s", "", shown)
        assert label in words


@pytest.mark.parametrize("picture", PICTURES)
def test_nothing_leaves_the_picture_and_no_box_covers_another(picture: str) -> None:
    svg = ElementTree.fromstring(picture)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    boxes = [one.attrib for one in svg.iter("rect") if one.get("class") != "loop"]
    sides = [[float(box[name]) for name in ("x", "y", "width", "height")] for box in boxes]
    for x, y, wide, tall in sides:
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + tall <= height
        covered = [
            other
            for other in sides
            if other[0] < x + wide and x < other[0] + other[2] and other[1] < y + tall and y < other[1] + other[3]
        ]
        assert covered == [[x, y, wide, tall]]
    places = []
    for text in svg.iter("text"):
        wide = len(text.text or "") * 12 * 0.61
        left = float(text.attrib["x"]) - (wide / 2 if text.get("text-anchor") == "middle" else 0)
        assert 0 <= left <= left + wide <= width, text.text
        places.append((left, float(text.attrib["y"]), wide, text.text))
    for left, y, wide, words in places:
        over = [
            one
            for *place, one in places
            if abs(place[1] - y) < 12 and place[0] < left + wide and left < place[0] + place[2]
        ]
        assert over == [words]


def test_a_picture_is_one_block_of_html_named_by_its_heading() -> None:
    drawn = flowchart('a["<script>"] -->|b & c| d')
    assert "<title>Title &amp; more</title>" in drawn
    assert "<script>" not in drawn
    assert "\n\n" not in re.findall(r"<figure.*</figure>", drawn, re.DOTALL)[0]


def test_other_blocks_stay() -> None:
    text = "# A\n\n```python\nflowchart = 1\n```\n"
    assert draw_diagrams(text) == text


@pytest.mark.parametrize(
    ("draw", "line"),
    [
        (flowchart, "a --- b"),
        (flowchart, "subgraph x"),
        (flowchart, 'a{"a question"} --> b'),
        (sequence, "A->>B: to nobody"),
        (sequence, "Note over A: hm"),
        (sequence, "end"),
    ],
)
def test_what_is_not_drawn_is_named(draw: type[str], line: str) -> None:
    with pytest.raises(DiagramError, match=re.escape(line)):
        draw(line)


def test_a_circle_is_refused() -> None:
    with pytest.raises(DiagramError, match="circle"):
        flowchart("a --> b", "b --> a")


def test_another_kind_is_refused() -> None:
    with pytest.raises(DiagramError, match="cannot draw 'pie'"):
        draw_diagrams("```mermaid\npie\n```")


def test_a_loop_without_end_or_a_sequence_of_nobody_is_refused() -> None:
    with pytest.raises(DiagramError, match="loop"):
        sequence("loop until done", "A->>A: work")
    with pytest.raises(DiagramError, match="participant"):
        draw_diagrams("```mermaid\nsequenceDiagram\n```")
