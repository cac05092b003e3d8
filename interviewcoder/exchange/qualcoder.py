"""Projects of QualCoder (.qda): a folder with a database, of which versions 8 to 17 are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.exchange.databases import Database, number_of, opened, text_of
from interviewcoder.exchange.foreign import (
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignMemo,
    ForeignProject,
    Found,
    Remark,
)
from interviewcoder.exchange.nesting import parents_first
from interviewcoder.exchange.offsets import SURE, Mark, MarkedText, settle
from interviewcoder.model import Span

_DATABASE = "data.qda"
_NEWEST = 17
_TABLES = ("project", "source", "code_name", "code_cat", "code_text")
_NOT_CARRIED = (("graph", "graphs"), ("ris", "references"), ("stored_sql", "queries"))


def read_qda(path: Path) -> ForeignProject:
    """The project in a folder ``name.qda``, or in its ``data.qda``. Raises Refused for what is none or damaged."""
    file = path / _DATABASE if path.is_dir() else path
    if not file.is_file():
        raise Refused("exchange.no-database", file=path.name)
    with opened(file, *_TABLES) as database:
        return _Reading(file.parent if file.name == _DATABASE else file, database).project()


class _Reading:
    """A project, table by table."""

    def __init__(self, path: Path, database: Database) -> None:
        self._name = path.stem
        self._rows = database.rows
        self._sources = {number_of(row, "id"): row for row in database.rows("source")}
        self._texts = {id: text for id, row in self._sources.items() if (text := text_of(row, "fulltext")).strip()}
        self._codes = tuple(self._tree())
        self._known = {code.guid for code in self._codes}
        self._remarks: list[Remark] = []

    def project(self) -> ForeignProject:
        row = next(iter(self._rows("project")), {})
        codings = tuple(self._codings())
        memos = tuple(self._memos(row))
        pictures = [self._rows(table) for table in ("code_image", "code_av")]
        without_text = len(self._sources) - len(self._texts)
        self._remark("sources-without-text", without_text, "documents")
        self._remark("codings-in-pictures", sum(map(len, pictures)), "codings")
        for table, key in _NOT_CARRIED:
            self._remark(key, len(self._rows(table)))
        version = text_of(row, "databaseversion").removeprefix("v")
        if version.isdecimal() and int(version) > _NEWEST:
            self._remark("newer-program", int(version))
        found = len(self._rows("code_text")) + sum(map(len, pictures))
        named = (text_of(each, "name") for each in self._rows("coder_names"))
        owners = [*(each.coder for each in codings), *(each.coder for each in memos)]
        return ForeignProject(
            self._name,
            text_of(row, "about") or "QualCoder",
            tuple(self._documents()),
            self._codes,
            codings,
            memos,
            tuple(dict.fromkeys(filter(None, (*named, *owners)))),
            tuple(self._cases()),
            found=Found(len(self._sources), len(self._codes), found),
            remarks=tuple(self._remarks),
        )

    def _remark(self, key: str, count: int, lost: str = "") -> None:
        if count:
            self._remarks.append(Remark(key, count, lost))

    def _tree(self) -> Sequence[ForeignCode]:
        """Categories and codes as one tree, in which a category is a code that nothing is coded with."""
        codes = []
        for row in self._rows("code_cat"):
            above = row.get("supercatid")
            parent = f"category/{above}" if above is not None else None
            codes.append(_code(row, f"category/{row['catid']}", parent))
        for row in self._rows("code_name"):
            over, category = row.get("supercid"), row.get("catid")
            parent = f"code/{over}" if over is not None else f"category/{category}" if category is not None else None
            codes.append(_code(row, f"code/{row['cid']}", parent))
        return parents_first(codes)

    def _documents(self) -> Iterator[ForeignDocument]:
        for id, text in self._texts.items():
            name = text_of(self._sources[id], "name")
            values = self._values("file", id)
            yield ForeignDocument(f"source/{id}", name, _lf(text), text.encode("utf-8", "replace"), values=values)

    def _values(self, kind: str, id: int) -> dict[str, str]:
        return {
            text_of(row, "name"): value
            for row in self._rows("attribute")
            if row.get("attr_type") == kind and row.get("id") == id and (value := text_of(row, "value").strip())
        }

    def _cases(self) -> Iterator[ForeignCase]:
        held: dict[Any, list[str]] = {}
        for row in self._rows("case_text"):
            if row.get("fid") in self._texts:
                held.setdefault(row.get("caseid"), []).append(f"source/{row['fid']}")
        for row in self._rows("cases"):
            id = number_of(row, "caseid")
            documents = tuple(dict.fromkeys(held.get(id, ())))
            yield ForeignCase(f"case/{id}", text_of(row, "name"), documents, self._values("case", id))

    # --- codings ----------------------------------------------------------------------------------

    def _codings(self) -> Iterator[ForeignCoding]:
        by_source: dict[Any, list[Mapping[str, Any]]] = {}
        for row in self._rows("code_text"):
            by_source.setdefault(row.get("fid"), []).append(row)
        sources = [id for id in by_source if id in self._texts]
        elsewhere = sum(len(rows) for id, rows in by_source.items() if id not in self._texts)
        self._remark("codings-without-text", elsewhere, "codings")
        texts = [MarkedText(self._texts[id], [_mark(row) for row in by_source[id]]) for id in sources]
        for id, text, placed in zip(sources, texts, settle(texts), strict=True):
            if placed.score < SURE:
                about = {"name": text_of(self._sources[id], "name"), "convention": str(placed.convention)}
                self._remarks.append(Remark("unsure-places", len(by_source[id]), values=about))
            for row, span in zip(by_source[id], placed.spans, strict=True):
                yield from self._coding(row, f"source/{id}", text.text, span)

    def _coding(self, row: Mapping[str, Any], document: str, text: str, span: Span | None) -> Iterator[ForeignCoding]:
        code = f"code/{row.get('cid')}"
        if code not in self._known:
            self._remark("codings-without-code", 1, "codings")
        elif span is None or not span.of(text).strip():
            self._remark("codings-out-of-place", 1, "codings")
        else:
            yield ForeignCoding(
                f"coding/{row.get('ctid', row.get('rowid'))}/{row.get('fid')}/{row.get('pos0')}/{row.get('pos1')}",
                document,
                span,
                code,
                text_of(row, "owner"),
                text_of(row, "memo").strip(),
                text_of(row, "date"),
                row.get("important") == 1,
            )

    # --- memos ------------------------------------------------------------------------------------

    def _memos(self, project: Mapping[str, Any]) -> Iterator[ForeignMemo]:
        if text := text_of(project, "memo").strip():
            yield ForeignMemo("study", "", text, text_of(project, "codername"))
        for row in self._rows("journal"):
            text = "\n".join(filter(None, (text_of(row, "name"), text_of(row, "jentry"))))
            yield ForeignMemo("study", "", text, text_of(row, "owner"), text_of(row, "date"))
        for id in self._texts:
            row = self._sources[id]
            if text := text_of(row, "memo").strip():
                yield ForeignMemo("document", f"source/{id}", text, text_of(row, "owner"))
        for row in self._rows("annotation"):
            fid = number_of(row, "fid")
            if fid in self._texts and (text := text_of(row, "memo").strip()):
                words = self._texts[fid][max(0, number_of(row, "pos0")) : number_of(row, "pos1")].strip()
                yield ForeignMemo("document", f"source/{fid}", f"{text} (“{words}”)", text_of(row, "owner"))
        for row in self._rows("cases"):
            if text := text_of(row, "memo").strip():
                yield ForeignMemo("study", "", f"{text_of(row, 'name')}: {text}", text_of(row, "owner"))


def _code(row: Mapping[str, Any], guid: str, parent: str | None) -> ForeignCode:
    colour = text_of(row, "color").upper()
    colour = colour if len(colour) == 7 and colour.startswith("#") else ""
    return ForeignCode(guid, " ".join(text_of(row, "name").split()), parent, text_of(row, "memo").strip(), colour)


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(number_of(row, "pos0"), number_of(row, "pos1"), text_of(row, "seltext"))


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
