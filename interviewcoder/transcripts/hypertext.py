"""HTML as transcription programs write it: pieces of text with the element they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "table", "tr", "hr"),
)
_UNSEEN = frozenset(["head", "script", "style", "title", "template"])
_WHITE = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_MOST_ELEMENTS = 1_000_000
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the tag and attributes of its element; "\\n" at a line break and around a paragraph.

    ``anchor`` is the name of the ``<a>`` around it, if that has one.
    """

    text: str
    tag: str
    attributes: Mapping[str, str]
    anchor: str = ""


def pieces_of(source: str) -> Iterator[Piece]:
    """The pieces of text in HTML, in order, white space folded. Nothing is fetched and no script runs.

    Raises ValueError for what is no HTML, and for what nests deeper or holds more than a transcript would.
    """
    from lxml import etree

    if source.count("<") > _MOST_ELEMENTS:
        raise ValueError("too many elements")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_CONTROLS.sub("", source).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        raise ValueError("no HTML") from fault
    if root is not None:
        yield from _pieces(root, "", 0)


def _pieces(element: Any, anchor: str, depth: int) -> Iterator[Piece]:
    tag, attributes = element.tag, element.attrib
    anchor = attributes.get("name", anchor) if tag == "a" else anchor
    if tag in _UNSEEN:
        return
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if tag in _BLOCKS or tag == "br":
        yield Piece("\n", tag, attributes, anchor)
    if element.text:
        yield Piece(_WHITE.sub(" ", element.text), tag, attributes, anchor)
    for child in element:
        yield from _pieces(child, anchor, depth + 1)
        if child.tail:
            yield Piece(_WHITE.sub(" ", child.tail), tag, attributes, anchor)
    if tag in _BLOCKS:
        yield Piece("\n", tag, attributes, anchor)
