"""Small questions to the elements of a REFI-QDA document, put without regard to namespaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from interviewcoder.transcripts.decode import decode_as_is

_BRACES = re.compile(r"[{}\s]")


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that name; none where there is no element."""
    return (child for child in element if local(child) == name) if element is not None else iter(())


def first(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    return next(children(element, name), None)


def all_named(element: Any, name: str) -> Iterator[Any]:
    """What lies below an element at any depth with that name."""
    return (each for each in element.iter() if local(each) == name) if element is not None else iter(())


def said(element: Any, name: str) -> str:
    """The text of a child, trimmed; empty where there is none, or no element."""
    child = first(element, name)
    return "".join(child.itertext()).strip() if child is not None else ""


def guid_of(element: Any, attribute: str = "guid") -> str:
    """A guid in the one form that makes those of all programs alike."""
    return _BRACES.sub("", element.get(attribute, "")).lower()


def reference(element: Any) -> str:
    """The guid that an element refers to."""
    return guid_of(element, "targetGUID") or guid_of(element)


def whole(name: str, element: Any, file: Callable[[str], bytes | None]) -> str | None:
    """The text of a source, with the line ends of its file; None when it is not there.

    ``file`` gives what a path of the project stands for. Raises Refused, with ``name``, for what is no text.
    """
    path = element.get("plainTextPath")
    content = file(path) if path else None
    if content is not None:
        return decode_as_is(name, content)[0]
    inline = first(element, "PlainTextContent")
    return "".join(inline.itertext()) if inline is not None else None


def variables(root: Any) -> dict[str, str]:
    """The name of each variable of a project, by guid."""
    return {guid_of(each): each.get("name", "") for each in children(first(root, "Variables"), "Variable")}


def values_of(element: Any, names: Mapping[str, str]) -> dict[str, str]:
    """What the variables of a case or a source say, by name; those without a value are left out."""
    values: dict[str, str] = {}
    for each in children(element, "VariableValue"):
        told = next((child for child in each if local(child).endswith("Value")), None)
        ref = first(each, "VariableRef")
        if told is not None and ref is not None and (text := (told.text or "").strip()):
            values[names.get(reference(ref), "")] = text
    return values
