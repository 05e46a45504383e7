"""Write texts of the API in Markdown, whatever they contain."""

from __future__ import annotations

__all__ = ["escape_html", "format_block", "format_code"]


def format_code(text: str) -> str:
    """Format inline code."""
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"


def format_block(text: str, language: str) -> list[str]:
    """Return the lines of a block of code."""
    fence = "```"
    while fence in text:
        fence += "`"
    return [f"{fence}{language}", *text.rstrip("\n").split("\n"), fence]


def escape_html(text: str) -> str:
    """Escape what would be read as an element of HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
