"""Projects as other programs write them, made here: one interview with ten phrases coded, by each way of counting."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker

from interviewcoder.exchange.offsets import Convention, Unit

TEXT = (
    "Gesprek R09 – verzonnen\n\nI: Hoe ging dat, 😅 zeg maar?\nR09: Eerlijk gezegd: een bende 🙈. “Niemand” wist "
    "het.\nI: En daarna?\nR09: Daarna hielp mijn broer Thijmen; hij bëgreep de financiële kant. Zonder hem 👩‍👧 was "
    "het niet\ngelukt… [lacht] Ik was re\u0308el blij. 🙏\n"
)
PHRASES = (
    "😅 zeg maar",
    "een bende 🙈",
    "“Niemand”",
    "wist het.\nI: En daarna?",
    "mijn broer Thijmen",
    "bëgreep de financiële kant",
    "Zonder hem 👩‍👧 was",
    "gelukt…",
    "[lacht]",
    "re\u0308el blij",
)
CODES = ("chaos", "hulp", "gevoel")

MAKE = ElementMaker(namespace="urn:QDA-XML:project:1.0", nsmap={None: "urn:QDA-XML:project:1.0"})


def guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"interviewcoder/{name}"))


def measured(text: str, unit: Unit) -> int:
    sizes = {
        Unit.CODE_POINT: len(text),
        Unit.UTF16: len(text.encode("utf-16-le")) // 2,
        Unit.UTF8: len(text.encode()),
    }
    return sizes[unit]


def places(convention: Convention, *, crlf: bool, phrases: tuple[str, ...] = PHRASES) -> list[tuple[int, int]]:
    """Where a program that counts like this says that the phrases are, in a file with CRLF or LF."""
    counted = TEXT.replace("\n", "\r\n") if crlf and convention.crlf == 2 else TEXT
    found = []
    for phrase in phrases:
        words = phrase.replace("\n", "\r\n") if counted != TEXT else phrase
        start = measured(counted[: counted.index(words)], convention.unit)
        found.append((start, start + measured(words, convention.unit) - convention.inclusive))
    return found


def archive(path: Path, project: etree._Element, files: Mapping[str, bytes], qde: str = "project.qde") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(qde, etree.tostring(project, xml_declaration=True, encoding="utf-8"))
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def selection(number: int, start: int, end: int, *more: etree._Element, **given: str) -> etree._Element:
    code = MAKE.Coding(
        MAKE.CodeRef(targetGUID=guid(CODES[number % 3])), guid=guid(f"coding {number}"), creatingUser=guid("user")
    )
    place = {"startPosition": str(start), "endPosition": str(end)}
    return MAKE.PlainTextSelection(*more, code, guid=guid(f"selection {number}"), **place, **given)


def project(*sources: etree._Element, **parts: etree._Element) -> etree._Element:
    """A project with three codes and one user around these sources; ``parts`` are other elements, by name."""
    codes = [MAKE.Code(guid=guid(name), name=name, isCodable="true") for name in CODES]
    before = [parts[name] for name in ("Variables", "Cases") if name in parts]
    after = [parts[name] for name in ("Notes", "Links", "Sets", "Graphs", "Description", "NoteRef") if name in parts]
    return MAKE.Project(
        MAKE.Users(MAKE.User(guid=guid("user"), name="Coder A")),
        MAKE.CodeBook(MAKE.Codes(*codes)),
        *before,
        MAKE.Sources(*sources),
        *after,
        name="proef",
        origin="een programma",
    )


def text_source(*more: etree._Element, name: str = "R09.txt", path: str = "internal://r09.txt") -> etree._Element:
    return MAKE.TextSource(*more, guid=guid(name), name=name, plainTextPath=path)


def coded_archive(path: Path, convention: Convention, *, crlf: bool, mark: bool = False, named: bool = False) -> Path:
    """An archive of a program that counts in this way; ``mark`` for a byte order mark, ``named`` for the words."""
    marked = [
        selection(number, start, end, **({"name": PHRASES[number][:40]} if named else {}))
        for number, (start, end) in enumerate(places(convention, crlf=crlf))
    ]
    body = TEXT.replace("\n", "\r\n") if crlf else TEXT
    content = (b"\xef\xbb\xbf" if mark else b"") + body.encode()
    return archive(path, project(text_source(*marked)), {"sources/r09.txt": content})
