"""From the XML of REFI-QDA to a ``ForeignProject``, whichever program wrote it.

Names of elements are matched without their namespace and guids without capitals and braces, for programs differ in
both. What differs from the standard is read all the same, and told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignCase, ForeignCode, ForeignMemo, ForeignProject, Found, Remark
from interviewcoder.exchange.offsets import OURS
from interviewcoder.exchange.refi.archive import open_archive
from interviewcoder.exchange.refi.elements import (
    all_named,
    children,
    first,
    guid_of,
    local,
    reference,
    said,
    values_of,
    variables,
    whole,
)
from interviewcoder.exchange.refi.facets import facets_in
from interviewcoder.exchange.refi.sources import Losses, Sources
from interviewcoder.exchange.refi.structure import check
from interviewcoder.exchange.refi.texts import Texts
from interviewcoder.exchange.refi.writing import SYNTHETIC
from interviewcoder.transcripts.package import parse_part
from interviewcoder.transcripts.read import read_bytes

_NOT_CARRIED = (("Link", "links"), ("Set", "sets"), ("Graph", "graphs"), ("SelectionRef", "case-selections"))


def read_qdpx(path: Path) -> ForeignProject:
    """The project in a .qdpx. Raises Refused when it is damaged, hostile, or holds no project."""
    with open_archive(path) as archive:
        root = _root(path, archive.project())
        return _project(path, root, archive.source)


def read_qde(path: Path) -> ForeignProject:
    """A project file without its archive: what stands in the file itself. Raises Refused as :func:`read_qdpx`."""
    return _project(path, _root(path, read_bytes(path)), lambda _: None)


def read_qdc(path: Path) -> ForeignProject:
    """A codebook. Raises Refused when it is damaged, hostile, or holds none."""
    root = _root(path, read_bytes(path))
    if local(root) != "CodeBook":
        raise Refused("exchange.no-project", file=path.name, count=0)
    codes = tuple(_codes(root))
    remarks = tuple(_form(root)) + _not_carried(root, (("Set", "sets"),))
    return ForeignProject(path.stem, root.get("origin", ""), codes=codes, found=Found(0, len(codes)), remarks=remarks)


def _root(path: Path, content: bytes) -> Any:
    return parse_part(path.name, content, doctype="exchange.doctype")


def _project(path: Path, root: Any, file: Callable[[str], bytes | None]) -> ForeignProject:
    if local(root) != "Project":
        raise Refused("exchange.no-project", file=path.name, count=0)
    users = _users(root)
    all_codes = list(_codes(first(root, "CodeBook")))
    facets = facets_in(all_codes)
    codes = tuple(code for code in all_codes if code.guid not in facets.guids)
    losses = Losses()
    sources = Sources(path.name, file, losses)
    sources.read(first(root, "Sources"))
    author = users.get(guid_of(root, "creatingUserGUID"), "")
    texts = Texts(users, {code.guid for code in codes}, facets.values, variables(root), author, losses)
    texts.place(sources.texts, OURS if root.get("origin", "").startswith("Interviewcoder ") else None)
    notes = _Notes(path.name, root, users, file, texts, losses)
    memos = (*texts.memos, *notes.memos(), *_case_memos(root, texts.standing_for))
    remarks = (*_form(root), *losses.remarks(), *texts.doubts, *_not_carried(root, _NOT_CARRIED))
    named = [*users.values(), *(each.coder for each in texts.codings), *(each.coder for each in memos)]
    return ForeignProject(
        root.get("name", "") or path.stem,
        root.get("origin", ""),
        tuple(texts.documents),
        codes,
        tuple(texts.codings),
        memos,
        tuple(dict.fromkeys(filter(None, named))),
        tuple(_cases(root, texts.standing_for)),
        facets.facets,
        said(root, "Description") == SYNTHETIC,
        Found(sources.found, len(codes), sources.lost_codings + texts.found_codings),
        remarks,
    )


def _users(root: Any) -> dict[str, str]:
    """The name of each user by guid; one without a name goes by what else is known."""
    users = all_named(first(root, "Users"), "User")
    return {
        guid_of(user): " ".join((user.get("name") or user.get("id") or guid_of(user)[:8]).split()) for user in users
    }


def _codes(book: Any) -> Iterator[ForeignCode]:
    """The codes of a tree, each after its parent. One that comes twice is taken once."""
    seen: set[str] = set()

    def below(element: Any, parent: str | None) -> Iterator[ForeignCode]:
        for each in children(element, "Code"):
            guid = guid_of(each)
            if guid not in seen:
                seen.add(guid)
                name = " ".join(each.get("name", "").split()) or guid
                colour = _colour(each.get("color", ""))
                yield ForeignCode(guid, name, parent, said(each, "Description"), colour)
            yield from below(each, guid)

    yield from below(first(book, "Codes"), None)


def _colour(told: str) -> str:
    """A colour as "#RRGGBB"; empty for what is none."""
    digits = told.strip().removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    is_colour = len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
    return f"#{digits.upper()}" if is_colour else ""


# --- cases and their values -----------------------------------------------------------------------


def _cases(root: Any, standing_for: dict[str, str]) -> Iterator[ForeignCase]:
    names = variables(root)
    for case in children(first(root, "Cases"), "Case"):
        targets = (standing_for.get(reference(each), "") for each in children(case, "SourceRef"))
        documents = tuple(dict.fromkeys(filter(None, targets)))
        name = " ".join(case.get("name", "").split())
        yield ForeignCase(guid_of(case), name, documents, values_of(case, names))


def _case_memos(root: Any, standing_for: dict[str, str]) -> Iterator[ForeignMemo]:
    """What is written about a case goes to the first of its documents, or to the study with the name of the case."""
    for case in children(first(root, "Cases"), "Case"):
        if text := said(case, "Description"):
            targets = [standing_for.get(reference(each), "") for each in children(case, "SourceRef")]
            if target := next(filter(None, targets), ""):
                yield ForeignMemo("document", target, text)
            else:
                yield ForeignMemo("study", "", f"{case.get('name', '')}: {text}")


# --- notes ----------------------------------------------------------------------------------------


class _Notes:
    """The notes of a project, each on what refers to it; one that nothing refers to is about the study."""

    def __init__(
        self,
        name: str,
        root: Any,
        users: dict[str, str],
        file: Callable[[str], bytes | None],
        texts: Texts,
        losses: Losses,
    ) -> None:
        self._users = users
        self._texts = texts
        self._losses = losses
        self._notes = {guid_of(note): note for note in children(first(root, "Notes"), "Note")}
        self._said = {guid: whole(name, note, file) or "" for guid, note in self._notes.items()}
        self._root = root

    def memos(self) -> Iterator[ForeignMemo]:
        description = said(self._root, "Description")
        if description and description != SYNTHETIC:
            yield ForeignMemo("study", "", description)
        placed: set[str] = set()
        for each in all_named(self._root, "NoteRef"):
            if (guid := reference(each)) in self._notes:
                placed.add(guid)
                yield from self._on(each.getparent(), guid)
        for guid in self._notes:
            if guid not in placed:
                yield from self._memo(guid, "study", "")

    def _on(self, holder: Any, note: str) -> Iterator[ForeignMemo]:
        kind, guid = local(holder), guid_of(holder)
        if kind == "Code":
            yield from self._memo(note, "code", guid)
        elif kind == "Project":
            yield from self._memo(note, "study", "")
        elif document := self._texts.standing_for.get(guid):
            yield from self._memo(note, "document", document, quoting=document)
        elif coding := self._texts.coding_of(guid):
            yield from self._memo(note, "coding", coding)
        elif document := self._texts.document_of_selection(guid):
            yield from self._memo(note, "document", document)
        else:
            self._losses.add("notes-elsewhere")

    def _memo(self, note: str, kind: str, target: str, quoting: str = "") -> Iterator[ForeignMemo]:
        element, text = self._notes[note], self._said[note].strip()
        name = " ".join(element.get("name", "").split())
        if not text:
            text, name = said(element, "Description") or name, ""
        if quoting and (words := self._texts.words_at(quoting, children(element, "PlainTextSelection"))):
            text = f"{text} (“{words}”)"
        if name and not " ".join(text.split()).startswith(name.removesuffix("…")):
            text = f"{name}\n{text}"
        if text:
            coder = self._users.get(guid_of(element, "creatingUser"), "")
            yield ForeignMemo(kind, target, text, coder, element.get("creationDateTime", ""))


# --- the report -----------------------------------------------------------------------------------


def _form(root: Any) -> Iterator[Remark]:
    faults = check(root)
    if faults:
        yield Remark("form", len(faults), values={"line": faults[0].line, "element": faults[0].element})


def _not_carried(root: Any, kinds: tuple[tuple[str, str], ...]) -> tuple[Remark, ...]:
    counts = Counter(local(element) for element in root.iter())
    return tuple(Remark(key, counts[name]) for name, key in kinds if counts[name])
