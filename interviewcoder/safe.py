"""Text from outside, made safe: nothing in it acts on a terminal, and no cell of it starts a formula."""

from __future__ import annotations

import re

UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal acts upon or cannot write: controls, overrides of direction, halves of a surrogate pair."""

_SPACES = frozenset("\t\n\u2028\u2029")
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")


def visible(text: str) -> str:
    """The text on one line, every character one that shows: ESC becomes "␛". As long as before."""
    return UNSAFE.sub(_sign, text)


def visible_lines(text: str) -> str:
    """The text with the line ends it has, every line of it made visible."""
    return "\n".join(map(visible, text.split("\n")))


def _sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _SPACES:
        return " "
    if sign < " ":
        return chr(0x2400 + ord(sign))
    return "\u2421" if sign == "\x7f" else "�"


def harmless_cell(text: str) -> str:
    """The text as a cell of a CSV file, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
