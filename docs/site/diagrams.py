"""Draw the Mermaid blocks of documents as pictures, which GitHub draws by itself.

What these documents use is read: flowcharts of boxes and labelled arrows, and sequences of messages with loops. A
picture is as wide as a phone, takes its colours from the page, and says the same in words to those who do not see it.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from html import escape

__all__ = ["DiagramError", "draw_diagrams"]

_BLOCK = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NODE = r'(\w+)(?:\["([^"]+)"\])?'
_EDGE = re.compile(rf'{_NODE} -->(?:\|"?([^|"]+)"?\|)? {_NODE}')
_MESSAGE = re.compile(r"(\w+)(-?)->>(\w+): (.+)")
_WIDTH, _SIZE = 364, 12
_LINE, _LETTER = 15, 0.61 * _SIZE
_MARGIN = 6
_COLUMN = 30
"""Letters in a line of a box."""


class DiagramError(ValueError):
    """A diagram uses what is not read; the message has its line."""


def draw_diagrams(text: str) -> str:
    """Replace the Mermaid blocks of a document by pictures.

    Args:
        text: The document, in Markdown.

    Raises:
        DiagramError: A block uses something that is not drawn.
    """

    def draw(match: re.Match[str]) -> str:
        headings = re.findall(r"^#+ (.+)$", text[: match.start()], re.MULTILINE)
        title = headings[-1] if headings else "Diagram"
        kind, *lines = [line.strip() for line in match[1].splitlines() if line.strip()]
        if kind.startswith("flowchart"):
            return _draw_flowchart(title, lines)
        if kind == "sequenceDiagram":
            return _draw_sequence(title, lines)
        raise DiagramError(f"cannot draw {kind!r}: expected flowchart or sequenceDiagram")

    return _BLOCK.sub(draw, text)


@dataclass
class _Picture:
    """Lines of SVG, from top to bottom."""

    title: str
    height: float = _MARGIN
    shapes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def box(self, middle: float, top: float, lines: list[str]) -> float:
        """Draw lines of text in a box. Return where it ends."""
        wide, tall = _width(lines) + 2 * _MARGIN, _LINE * len(lines) + _MARGIN
        self.shapes.append(
            f'<rect x="{middle - wide / 2:g}" y="{top:g}" width="{wide:g}" height="{tall:g}" rx="4"></rect>'
        )
        for number, line in enumerate(lines):
            self.text(middle, top + _LINE * (number + 1), line, "middle")
        return top + tall

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> None:
        self.shapes.append(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>')

    def arrow(self, x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> None:
        kind = ' stroke-dasharray="4 3"' if dashed else ""
        self.shapes.append(f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}"{kind} marker-end="url(#diagram-arrow)"></path>')

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.shapes.append(f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke-opacity="0.4"></path>')

    def svg(self) -> str:
        """Return the picture as one block of HTML, without an empty line, which would end it in Markdown."""
        return "\n".join(
            [
                '<figure class="diagram">',
                f'<svg viewBox="0 0 {_WIDTH} {self.height + _MARGIN:g}" role="img" font-size="{_SIZE}">',
                f"<title>{escape(self.title)}</title>",
                f"<desc>{escape('; '.join(self.words))}</desc>",
                '<defs><marker id="diagram-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
                'orient="auto"><path d="M0 0L8 4L0 8z"></path></marker></defs>',
                *self.shapes,
                "</svg>",
                "</figure>",
            ]
        )


def _wrap(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, break_on_hyphens=False)


def _width(lines: list[str]) -> float:
    return max(len(line) for line in lines) * _LETTER


def _draw_flowchart(title: str, lines: list[str]) -> str:
    texts: dict[str, str] = {}
    edges: list[tuple[str, str, str]] = []
    for line in lines:
        found = _EDGE.fullmatch(line)
        node = re.fullmatch(_NODE, line)
        if found is not None:
            ends = [(found[1], found[2]), (found[4], found[5])]
            edges.append((found[1], found[4], found[3] or ""))
        elif node is not None:
            ends = [(node[1], node[2])]
        else:
            raise DiagramError(f"cannot draw the line {line!r} of a flowchart")
        for name, text in ends:
            if text or name not in texts:
                texts[name] = text or name
    rows = _rows(list(texts), edges)
    boxes: dict[str, list[str]] = {}
    middles: dict[str, float] = {}
    for row in rows:
        for number, name in enumerate(row):
            above = [middles[start] for start, end, _ in edges if end == name and start in middles]
            alone = sum(above) / len(above) if above else _WIDTH / 2
            middles[name] = alone if len(row) == 1 else _WIDTH * (number + 0.5) / len(row)
            room = min(middles[name], _WIDTH - middles[name]) * 2 if len(row) == 1 else _WIDTH / len(row)
            letters = min(_COLUMN, int((room - 3 * _MARGIN) / _LETTER))
            boxes[name] = _wrap(texts[name], letters)
    picture = _Picture(title)
    tops: dict[str, float] = {}
    ends_at: dict[str, float] = {}
    for row in rows:
        # A label is beside its arrow or, where others are, above the box that the arrow leads to.
        letters = _COLUMN if len(row) == 1 else int((_WIDTH / len(row) - _MARGIN) / _LETTER)
        leading = [(start, end, _wrap(label, letters)) for start, end, label in edges if end in row]
        tallest = max([1, *(len(label) for _, _, label in leading)])
        top = picture.height + (_LINE * (tallest + (len(row) > 1)) + _MARGIN if tops else 0)
        for name in row:
            tops[name] = top
            ends_at[name] = picture.box(middles[name], top, boxes[name])
        for start, end, label in leading:
            x1, x2 = middles[start], middles[end]
            picture.arrow(x1, ends_at[start], x2, top)
            for number, text in enumerate(label):
                if len(row) == 1:
                    picture.text((x1 + x2) / 2 + _MARGIN, ends_at[start] + _LINE * (number + 1), text)
                else:
                    picture.text(x2, top - _LINE * (len(label) - number) + _MARGIN, text, "middle")
        picture.height = max(ends_at[name] for name in row)
    picture.words += [f"{texts[start]} → {texts[end]}{f' ({label})' if label else ''}" for start, end, label in edges]
    return picture.svg()


def _rows(boxes: list[str], edges: list[tuple[str, str, str]]) -> list[list[str]]:
    """Return the boxes by rows, each below all that lead to it."""
    depth = dict.fromkeys(boxes, 0)
    for _ in boxes:
        for start, end, _label in edges:
            depth[end] = max(depth[end], depth[start] + 1)
    if max(depth.values()) >= len(boxes):
        raise DiagramError("cannot draw a flowchart whose arrows form a circle")
    return [[name for name in boxes if depth[name] == row] for row in range(max(depth.values()) + 1)]


def _draw_sequence(title: str, lines: list[str]) -> str:
    names = {found[1]: found[2] for line in lines if (found := re.fullmatch(r"participant (\w+) as (.+)", line))}
    if not names:
        raise DiagramError("cannot draw a sequence without a participant")
    step = _WIDTH / len(names)
    at = {name: step * (number + 0.5) for number, name in enumerate(names)}
    picture = _Picture(title)
    heads = {name: _wrap(text, int((step - 2 * _MARGIN) / _LETTER)) for name, text in names.items()}
    picture.height = max(picture.box(at[name], _MARGIN, head) for name, head in heads.items())
    top, loops = picture.height, []
    lifelines = len(picture.shapes)
    for line in lines:
        message = _MESSAGE.fullmatch(line)
        if line.startswith("participant "):
            continue
        picture.height += _MARGIN if line == "end" else _LINE + _MARGIN
        if line.startswith("loop "):
            loops.append(picture.height - _LINE)
            picture.text(_MARGIN, picture.height, line)
            picture.words.append(line)
        elif line == "end" and loops:
            begin = loops.pop()
            tall = picture.height - begin
            picture.shapes.append(
                f'<rect x="2" y="{begin:g}" width="{_WIDTH - 4}" height="{tall:g}" class="loop"></rect>'
            )
            picture.words.append("end of the loop")
        elif message is not None and {message[1], message[3]} <= names.keys():
            start, dashed, end, text = message.groups()
            picture.words.append(f"{names[start]} → {names[end]}: {text}")
            left = min(at[start], at[end]) + 2
            picture.text(min(left, _WIDTH - _width([text]) - 2), picture.height, text)
            picture.height += _MARGIN
            y = picture.height
            if start == end:
                bend = f"M{at[start]:g} {y - 3:g}h16v7h-16"
                picture.shapes.append(f'<path d="{bend}" marker-end="url(#diagram-arrow)"></path>')
                picture.height += _MARGIN
            else:
                picture.arrow(at[start], y, at[end], y, dashed=bool(dashed))
        else:
            raise DiagramError(f"cannot draw the line {line!r} of a sequence")
    if loops:
        raise DiagramError("cannot draw a sequence whose loop has no end")
    picture.height += _MARGIN
    under = _Picture("")
    for x in at.values():
        under.line(x, top, x, picture.height)
    picture.shapes[lifelines:lifelines] = under.shapes
    return picture.svg()
