"""Whether a REFI-QDA document has the form that the standard gives it: which element may hold which, in what order,
and what its attributes may say. Written from the facts of the specification; tests hold it against the schemas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from interviewcoder.exchange.refi import CODEBOOK, PROJECT

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_XSI_FREE = (f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation")


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that differs from the standard: the line, the element, and what is wrong (a key of the sentences)."""

    line: int
    element: str
    what: str
    name: str = ""


# --- simple values --------------------------------------------------------------------------------

_WORD = re.compile(r"[^ \t\r\n]+")
_HEX = "[0-9a-fA-F]"
_PLAIN_GUID = f"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"
_TIME = re.compile(
    r"(-?(?:[1-9]\d{3,}|0\d{3})-\d\d-\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
)


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value, re.ASCII) is not None


def _one_of(*words: str) -> Callable[[str], bool]:
    return lambda value: value in words


def _is_day(value: str) -> bool:
    try:
        datetime.strptime(value[-10:], "%Y-%m-%d")
    except ValueError:
        return False
    return True


def _is_time(value: str) -> bool:
    found = _TIME.fullmatch(value)
    if not found or not _is_day(found[1]):
        return False
    hour, minute, second = int(found[2]), int(found[3]), float(found[4])
    return (hour < 24 and minute < 60 and second < 60) or (hour == 24 and minute == second == 0)


_VALUES: Mapping[str, Callable[[str], bool]] = {
    "guid": _matches(f"{_PLAIN_GUID}|\\{{{_PLAIN_GUID}\\}}"),
    "int": _matches(r"[+-]?\d+"),
    "decimal": _matches(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    "bool": _one_of("true", "false", "1", "0"),
    "date": lambda value: _matches(r"\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?")(value) and _is_day(value[:10]),
    "time": _is_time,
    "colour": _matches(f"#(?:{_HEX}{{6}}|{_HEX}{{3}})"),
    "direction": _one_of("Associative", "OneWay", "Bidirectional"),
    "variable": _one_of("Text", "Boolean", "Integer", "Float", "Date", "DateTime"),
    "line": _one_of("dotted", "dashed", "solid"),
    "shape": _one_of(
        *("Person", "Oval", "Rectangle", "RoundedRectangle", "Star"),
        *("LeftTriangle", "RightTriangle", "UpTriangle", "DownTriangle", "Note"),
    ),
    "text": lambda _: True,
}

# --- elements -------------------------------------------------------------------------------------

_MADE = "creatingUser:guid creationDateTime:time modifyingUser:guid modifiedDateTime:time"
_TEXT_FILE = f"guid:guid! name richTextPath plainTextPath {_MADE}"
_MEDIA_FILE = f"guid:guid! name path currentPath {_MADE}"
_BOX = "firstX:int! firstY:int! secondX:int! secondY:int!"
_CODED = "Coding* NoteRef* VariableValue*"
_TARGET = ("targetGUID:guid!", "")
_TEXT_SOURCE = (_TEXT_FILE, f"Description? PlainTextContent? PlainTextSelection* {_CODED}")
_SELECTION = "Description? Coding* NoteRef*"

_FORMS: Mapping[str, tuple[str, str]] = {
    "Project": (
        "name! origin creatingUserGUID:guid creationDateTime:time modifyingUserGUID:guid modifiedDateTime:time "
        "basePath",
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
    ),
    "Users": ("", "User+"),
    "User": ("guid:guid! name id", ""),
    "CodeBook": ("", "Codes"),
    "Codes": ("", "Code+"),
    "Code": ("guid:guid! name! isCodable:bool! color:colour", "Description? NoteRef* Code*"),
    "Variables": ("", "Variable+"),
    "Variable": ("guid:guid! name! typeOfVariable:variable!", "Description?"),
    "VariableValue": (
        "",
        "VariableRef (TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue)?",
    ),
    "Cases": ("", "Case+"),
    "Case": ("guid:guid! name", "Description? CodeRef* VariableValue* SourceRef* SelectionRef*"),
    "Sources": ("", "(TextSource|PictureSource|PDFSource|AudioSource|VideoSource)+"),
    "TextSource": _TEXT_SOURCE,
    "TextDescription": _TEXT_SOURCE,
    "Representation": _TEXT_SOURCE,
    "Note": _TEXT_SOURCE,
    "PictureSource": (_MEDIA_FILE, f"Description? TextDescription? PictureSelection* {_CODED}"),
    "PDFSource": (_MEDIA_FILE, f"Description? PDFSelection* Representation? {_CODED}"),
    "AudioSource": (_MEDIA_FILE, f"Description? Transcript* AudioSelection* {_CODED}"),
    "VideoSource": (_MEDIA_FILE, f"Description? Transcript* VideoSelection* {_CODED}"),
    "Transcript": (_TEXT_FILE, "Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*"),
    "SyncPoint": ("guid:guid! timeStamp:int position:int", ""),
    "PlainTextSelection": (f"guid:guid! name startPosition:int! endPosition:int! {_MADE}", _SELECTION),
    "PictureSelection": (f"guid:guid! name {_BOX} {_MADE}", _SELECTION),
    "PDFSelection": (
        f"guid:guid! name page:int! {_BOX} {_MADE}",
        "Description? Representation? Coding* NoteRef*",
    ),
    "AudioSelection": (f"guid:guid! name begin:int! end:int! {_MADE}", _SELECTION),
    "VideoSelection": (f"guid:guid! name begin:int! end:int! {_MADE}", _SELECTION),
    "TranscriptSelection": (f"guid:guid! name fromSyncPoint:guid toSyncPoint:guid {_MADE}", _SELECTION),
    "Coding": ("guid:guid! creatingUser:guid creationDateTime:time", "CodeRef NoteRef*"),
    "Notes": ("", "Note+"),
    "Links": ("", "Link+"),
    "Link": ("guid:guid! name direction:direction color:colour originGUID:guid targetGUID:guid", "NoteRef*"),
    "Sets": ("", "Set+"),
    "Set": ("guid:guid! name!", "Description? MemberCode* MemberSource* MemberNote*"),
    "Graphs": ("", "Graph+"),
    "Graph": ("guid:guid! name", "Vertex* Edge*"),
    "Vertex": (
        "guid:guid! representedGUID:guid name firstX:int! firstY:int! secondX:int secondY:int "
        "shape:shape color:colour",
        "",
    ),
    "Edge": (
        "guid:guid! representedGUID:guid name sourceVertex:guid! targetVertex:guid! color:colour "
        "direction:direction lineStyle:line",
        "",
    ),
    **dict.fromkeys(("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef"), _TARGET),
    **dict.fromkeys(("MemberCode", "MemberSource", "MemberNote"), _TARGET),
}
"""Of each element its attributes (with the kind of value; "!" for one that must be there) and what it holds, as a
pattern over names."""

_CODEBOOK_FORMS = {
    **{name: _FORMS[name] for name in ("Codes", "Sets")},
    "CodeBook": ("origin", "Codes Sets?"),
    "Code": ("guid:guid! name! isCodable:bool! color:colour", "Description? Code*"),
    "Set": ("guid:guid! name!", "Description? MemberCode*"),
    "MemberCode": ("guid:guid!", ""),
}

_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("Description", "PlainTextContent", "TextValue"), "text"),
    "BooleanValue": "bool",
    "IntegerValue": "int",
    "FloatValue": "decimal",
    "DateValue": "date",
    "DateTimeValue": "time",
}
"""The elements that hold words, and which."""


def check(root: Any) -> list[Fault]:
    """Where a project or a codebook (its root element, of lxml) differs from the standard; empty when it does not."""
    kind = _local(root)
    for name, space, forms in (("Project", PROJECT, _FORMS), ("CodeBook", CODEBOOK, _CODEBOOK_FORMS)):
        if root.tag == f"{{{space}}}{name}":
            return list(_faults(root, space, forms))
    return [Fault(root.sourceline or 0, kind, "root", kind)]


def _faults(element: Any, space: str, forms: Mapping[str, tuple[str, str]]) -> Iterator[Fault]:
    name, line = _local(element), element.sourceline or 0
    children = [child for child in element if isinstance(child.tag, str)]
    words = (element.text or "") + "".join(child.tail or "" for child in element)
    if name in _WORDS:
        yield from (Fault(line, name, "attribute", str(each)) for each in element.attrib if each not in _XSI_FREE)
        yield from (Fault(line, name, "content", _local(child)) for child in children)
        if not children and not _fits(_WORDS[name], words):
            yield Fault(line, name, "value", words)
        return
    attributes, content = forms[name]
    yield from _attribute_faults(element, name, line, attributes)
    if words.strip(" \t\r\n") or (words and not content):
        yield Fault(line, name, "words")
    held = [_local(child) if child.tag == f"{{{space}}}{_local(child)}" else "?" for child in children]
    if not _pattern(content).fullmatch("".join(f"{each}," for each in held)):
        yield Fault(line, name, "content", " ".join(dict.fromkeys(held)))
        children = [child for child, each in zip(children, held, strict=True) if each in forms or each in _WORDS]
    for child in children:
        yield from _faults(child, space, forms)


def _attribute_faults(element: Any, name: str, line: int, attributes: str) -> Iterator[Fault]:
    known = _attributes(attributes)
    for key, value in element.attrib.items():
        kind, _ = known.get(key, ("", False))
        if key in _XSI_FREE:
            continue
        if not kind:
            yield Fault(line, name, "attribute", str(key))
        elif not _fits(kind, value):
            yield Fault(line, name, "value", f"{key}={value}")
    for key, (_, needed) in known.items():
        if needed and key not in element.attrib:
            yield Fault(line, name, "missing", key)


@cache
def _attributes(told: str) -> dict[str, tuple[str, bool]]:
    known = {}
    for each in told.split():
        name, _, kind = each.removesuffix("!").partition(":")
        known[name] = (kind or "text", each.endswith("!"))
    return known


@cache
def _pattern(content: str) -> re.Pattern[str]:
    """A pattern over names, each followed by a comma."""
    return re.compile(re.sub(r"\w+", r"(?:\g<0>,)", content).replace(" ", ""))


def _fits(kind: str, value: str) -> bool:
    return _VALUES[kind](value if kind == "text" else " ".join(_WORD.findall(value)))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
