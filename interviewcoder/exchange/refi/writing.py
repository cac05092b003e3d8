"""From a ``ForeignProject`` to REFI-QDA: valid by the official schemas, texts in UTF-8 with LF and without byte order
mark, positions in code points with an exclusive end, and the same bytes whenever the project is the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from interviewcoder import __version__
from interviewcoder.exchange.foreign import ForeignCode, ForeignCoding, ForeignDocument, ForeignMemo, ForeignProject
from interviewcoder.exchange.refi import CODEBOOK, PROJECT
from interviewcoder.exchange.refi.facets import codes_of, own_guid
from interviewcoder.exchange.refi.speakers import speakers_told

ORIGIN = f"Interviewcoder {__version__}"

SYNTHETIC = "SYNTHETIC / SYNTHETISCH"
"""How the description of a project says that it is made up."""

_DAY = (1980, 1, 1, 0, 0, 0)
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = 80


def write_qdpx(project: ForeignProject) -> bytes:
    """The project as a .qdpx."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _pack(archive, "project.qde", _xml(_Project(project).root))
        for document in project.documents:
            _pack(archive, f"sources/{document.guid}.txt", _file(document.text))
    return packed.getvalue()


def write_qdc(project: ForeignProject) -> bytes:
    """The codes of the project as a .qdc. There must be one at least."""
    from lxml import etree

    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", {"origin": ORIGIN}, nsmap={None: CODEBOOK})
    _write_codes(root, CODEBOOK, project.codes, {})
    return _xml(root)


def _pack(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _file(text: str) -> bytes:
    """The text as a file. One that begins with a byte order mark of its own gets another, which readers take off."""
    return ("\ufeff" * text.startswith("\ufeff") + text).encode("utf-8")


def _xml(root: Any) -> bytes:
    from lxml import etree

    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return content + b"\n"


class _Project:
    """The XML of a project, part by part in the order of the standard."""

    def __init__(self, project: ForeignProject) -> None:
        from lxml import etree

        self._project = project
        self._coders = {name: own_guid("coder", name) for name in project.coders}
        self._notes: list[tuple[str, ForeignMemo]] = []
        self._refs: dict[tuple[str, str], list[str]] = {}
        for number, memo in enumerate(project.memos):
            guid = own_guid("note", str(number), memo.kind, memo.target, memo.at)
            self._notes.append((guid, memo))
            self._refs.setdefault((memo.kind, memo.target), []).append(guid)
        self._codings: dict[str, list[ForeignCoding]] = {}
        for coding in project.codings:
            self._codings.setdefault(coding.document, []).append(coding)
        self.root = etree.Element(
            f"{{{PROJECT}}}Project", {"name": _line(project.name), "origin": ORIGIN}, nsmap={None: PROJECT}
        )
        self._write()

    def _write(self) -> None:
        project = self._project
        if self._coders:
            users = self._add(self.root, "Users")
            for name, coder in self._coders.items():
                self._add(users, "User", guid=coder, name=_line(name))
        codes = [*project.codes, *codes_of(project.facets)]
        if codes:
            _write_codes(self._add(self.root, "CodeBook"), PROJECT, codes, self._refs)
        self._write_variables()
        if project.cases:
            cases = self._add(self.root, "Cases")
            for case in project.cases:
                element = self._add(cases, "Case", guid=case.guid, name=_line(case.name))
                self._write_values(element, case.values)
                for guid in case.documents:
                    self._add(element, "SourceRef", targetGUID=guid)
        if project.documents:
            sources = self._add(self.root, "Sources")
            for document in project.documents:
                self._write_source(sources, document)
        if self._notes:
            notes = self._add(self.root, "Notes")
            for note_guid, memo in self._notes:
                made = self._made(memo.coder, memo.at)
                note = self._add(notes, "Note", guid=note_guid, name=_line(memo.text)[:_NAME], **made)
                self._add(note, "PlainTextContent", memo.text)
        if project.synthetic:
            self._add(self.root, "Description", SYNTHETIC)
        self._refer(self.root, "study", "")

    # --- parts ------------------------------------------------------------------------------------

    def _write_variables(self) -> None:
        held = [case.values for case in self._project.cases]
        for document in self._project.documents:
            held += [document.values, speakers_told(document)]
        names = dict.fromkeys(name for values in held for name in values)
        if names:
            variables = self._add(self.root, "Variables")
            for name in names:
                guid = own_guid("variable", name)
                self._add(variables, "Variable", guid=guid, name=_line(name), typeOfVariable="Text")

    def _write_values(self, element: Any, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            held = self._add(element, "VariableValue")
            self._add(held, "VariableRef", targetGUID=own_guid("variable", name))
            self._add(held, "TextValue", value)

    def _write_source(self, sources: Any, document: ForeignDocument) -> None:
        path = f"internal://{document.guid}.txt"
        name = _line(document.name)
        source = self._add(sources, "TextSource", guid=document.guid, name=name, plainTextPath=path)
        for coding in self._codings.get(document.guid, ()):
            self._write_selection(source, document, coding)
        self._refer(source, "document", document.guid)
        self._write_values(source, {**document.values, **speakers_told(document)})

    def _write_selection(self, source: Any, document: ForeignDocument, coding: ForeignCoding) -> None:
        """A selection for each coding: then nothing of two coders on one fragment runs into one."""
        made = self._made(coding.coder, coding.at)
        selection = self._add(
            source,
            "PlainTextSelection",
            guid=own_guid("selection", coding.guid),
            name=_line(coding.span.of(document.text))[:_NAME],
            startPosition=str(coding.span.start),
            endPosition=str(coding.span.end),
            **made,
        )
        if coding.memo:
            self._add(selection, "Description", coding.memo)
        self._write_coding(selection, coding.guid, coding.code, made)
        self._refer(selection[-1], "coding", coding.guid)
        for facet, value in coding.facets.items():
            guid = own_guid("facet-of", coding.guid, facet)
            self._write_coding(selection, guid, own_guid("facet", facet, value), made)

    def _write_coding(self, selection: Any, guid: str, code: str, made: Mapping[str, str]) -> None:
        element = self._add(selection, "Coding", guid=guid, **made)
        self._add(element, "CodeRef", targetGUID=code)

    # --- elements ---------------------------------------------------------------------------------

    def _add(self, parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
        return _element(parent, PROJECT, name, text, attributes)

    def _made(self, coder: str, at: str) -> dict[str, str]:
        made = {"creatingUser": self._coders[coder]} if coder else {}
        return made | ({"creationDateTime": at} if at else {})

    def _refer(self, element: Any, kind: str, target: str) -> None:
        for note in self._refs.get((kind, target), ()):
            self._add(element, "NoteRef", targetGUID=note)


def _write_codes(
    book: Any, space: str, codes: Iterable[ForeignCode], refs: Mapping[tuple[str, str], list[str]]
) -> None:
    """A tree of codes below ``CodeBook``, with references to the notes on them; parents come before their codes."""
    top = _element(book, space, "Codes")
    held: dict[str | None, Any] = {None: top}
    for code in codes:
        told = {"guid": code.guid, "name": _line(code.name), "isCodable": "true"}
        if code.colour:
            told["color"] = code.colour
        element = _element(held[code.parent], space, "Code", "", told)
        if code.description:
            _element(element, space, "Description", code.description)
        for note in refs.get(("code", code.guid), ()):
            _element(element, space, "NoteRef", "", {"targetGUID": note})
        held[code.guid] = element


def _element(parent: Any, space: str, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{space}}}{name}", dict(attributes or {}))
    element.text = _NO_XML.sub("�", text) or None
    return element


def _line(text: str) -> str:
    """A text as an attribute holds it: on one line, without what XML cannot say."""
    return _NO_XML.sub("�", " ".join(text.split()))
