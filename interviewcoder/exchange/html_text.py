"""The text of HTML as a browser's tree has it, and as lines to read, with the way from one to the other."""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "table", "tr", "pre", "section")
)
_UNSEEN = frozenset(("script", "style", "template", "title", "head"))
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class HtmlText:
    """``tree`` is what the nodes of text hold, one after another; ``lines`` is that with a line end where a block or
    a break has none of its own, and ``added`` says where in ``tree`` those were added, in order."""

    tree: str
    lines: str
    added: tuple[int, ...]

    def start(self, position: int) -> int:
        """A position in ``tree`` that begins something, in ``lines``."""
        return position + bisect_right(self.added, position)

    def end(self, position: int) -> int:
        """A position in ``tree`` that ends something, in ``lines``."""
        return position + bisect_left(self.added, position)


def text_of_html(source: str) -> HtmlText:
    """The text of a piece of HTML, read by the rules of HTML5. Nothing is fetched and no script runs.

    Raises ValueError for what nests deeper than a text would.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import html5lib

        root = html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False)
    made = _Lines()
    made.add(root, 0)
    return HtmlText("".join(made.tree), "".join(made.lines), tuple(made.added))


class _Lines:
    """Text piece by piece; a line end is due at a break and around a block, and added where the text has none."""

    def __init__(self) -> None:
        self.tree: list[str] = []
        self.lines: list[str] = []
        self.added: list[int] = []
        self._at = 0
        self._due = False

    def add(self, element: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return
        self._due = self._due or tag in _BLOCKS or tag == "br"
        self._say(element.text)
        for child in element:
            self.add(child, depth + 1)
            self._say(child.tail)
        self._due = self._due or tag in _BLOCKS

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._due and self.lines and not text.startswith("\n") and not self.lines[-1].endswith("\n"):
            self.lines.append("\n")
            self.added.append(self._at)
        self._due = False
        self.tree.append(text)
        self.lines.append(text)
        self._at += len(text)
