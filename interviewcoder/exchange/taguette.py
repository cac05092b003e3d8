"""Projects of Taguette (.sqlite3): HTML texts, and highlights whose positions are bytes of the text they show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.exchange.databases import Database, number_of, opened, text_of
from interviewcoder.exchange.foreign import (
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignMemo,
    ForeignProject,
    Found,
    Remark,
)
from interviewcoder.exchange.html_text import HtmlText, text_of_html
from interviewcoder.exchange.nesting import nested
from interviewcoder.exchange.offsets import SURE, Mark, MarkedText, settle
from interviewcoder.model import Span

_TABLES = ("projects", "documents", "tags", "highlights", "highlight_tags")


def read_taguette(path: Path) -> ForeignProject:
    """The one project in a database of Taguette. Raises Refused for what is none, holds several, or is damaged."""
    with opened(path, *_TABLES) as database:
        projects = database.rows("projects")
        if len(projects) != 1:
            raise Refused("exchange.many-projects", file=path.name, count=len(projects))
        return _Reading(path, projects[0], database).project()


class _Reading:
    """A project, table by table."""

    def __init__(self, path: Path, row: Mapping[str, Any], database: Database) -> None:
        self._file = path.name
        self._row = row
        self._rows = database.rows
        self._codes = nested([_code(each) for each in database.rows("tags")], ".")
        self._documents = {number_of(each, "id"): each for each in database.rows("documents")}
        self._texts = {id: self._read(text_of(each, "contents")) for id, each in self._documents.items()}
        self._texts = {id: text for id, text in self._texts.items() if text.lines.strip()}
        self._highlighters = self._who_highlighted()
        self._remarks: list[Remark] = []

    def project(self) -> ForeignProject:
        if empty := len(self._documents) - len(self._texts):
            self._remarks.append(Remark("missing-texts", empty, "documents"))
        codings = tuple(self._codings())
        users = [text_of(each, "login") for each in self._rows("users")]
        coders = dict.fromkeys([*(each.coder for each in codings if each.coder), *(users if len(users) == 1 else ())])
        return ForeignProject(
            text_of(self._row, "name"),
            "Taguette",
            tuple(self._as_documents()),
            self._codes,
            codings,
            tuple(self._memos()),
            tuple(coders),
            found=Found(len(self._documents), len(self._codes), len(self._rows("highlight_tags"))),
            remarks=tuple(self._remarks),
        )

    def _read(self, contents: str) -> HtmlText:
        try:
            return text_of_html(contents)
        except ValueError as fault:
            raise Refused("exchange.bad-html", file=self._file) from fault

    def _as_documents(self) -> Iterator[ForeignDocument]:
        for id, text in self._texts.items():
            row = self._documents[id]
            original = text_of(row, "contents").encode("utf-8", "replace")
            yield ForeignDocument(f"document/{id}", text_of(row, "name"), text.lines, original, "html")

    def _memos(self) -> Iterator[ForeignMemo]:
        if text := text_of(self._row, "description").strip():
            yield ForeignMemo("study", "", text)
        for id in self._texts:
            if text := text_of(self._documents[id], "description").strip():
                yield ForeignMemo("document", f"document/{id}", text)

    def _who_highlighted(self) -> dict[int, str]:
        """By highlight who made it, which only the log of commands tells; else the only user there is."""
        who: dict[int, str] = {}
        for row in self._rows("commands"):
            try:
                payload = json.loads(text_of(row, "payload"))
            except ValueError:
                continue
            if isinstance(payload, dict) and payload.get("type") == "highlight_add":
                who.setdefault(payload.get("highlight_id", -1), text_of(row, "user_login"))
        return who

    def _codings(self) -> Iterator[ForeignCoding]:
        known = {code.guid for code in self._codes}
        tags: dict[int, list[str]] = {}
        for row in self._rows("highlight_tags"):
            tags.setdefault(number_of(row, "highlight_id"), []).append(f"tag/{row.get('tag_id')}")
        by_document: dict[int, list[Mapping[str, Any]]] = {}
        for row in self._rows("highlights"):
            by_document.setdefault(number_of(row, "document_id"), []).append(row)
        ids = [id for id in by_document if id in self._texts]
        elsewhere = [row for id in by_document if id not in self._texts for row in by_document[id]]
        self._lose("codings-without-text", sum(len(tags.get(number_of(row, "id"), ())) for row in elsewhere))
        texts = [MarkedText(self._texts[id].tree, [_mark(row) for row in by_document[id]]) for id in ids]
        for id, placed in zip(ids, settle(texts), strict=True):
            if placed.score < SURE:
                about = {"name": text_of(self._documents[id], "name"), "convention": str(placed.convention)}
                self._remarks.append(Remark("unsure-places", len(by_document[id]), values=about))
            for row, span in zip(by_document[id], placed.spans, strict=True):
                highlight = number_of(row, "id")
                mine = tags.get(highlight, [])
                if not mine:
                    self._remarks.append(Remark("bare-selections"))
                there = _in_lines(self._texts[id], span)
                if there is None:
                    self._lose("codings-out-of-place", len(mine))
                    continue
                self._lose("codings-without-code", sum(tag not in known for tag in mine))
                for tag in mine:
                    if tag in known:
                        coder = self._highlighters.get(highlight, "")
                        yield ForeignCoding(f"highlight/{highlight}/{tag}", f"document/{id}", there, tag, coder)

    def _lose(self, key: str, count: int) -> None:
        if count:
            self._remarks.append(Remark(key, count, "codings"))


def _in_lines(text: HtmlText, span: Span | None) -> Span | None:
    """A span of the tree's text in the lines; None for one of white space only."""
    if span is None or not span.of(text.tree).strip():
        return None
    return Span(text.start(span.start), text.end(span.end))


def _code(row: Mapping[str, Any]) -> ForeignCode:
    return ForeignCode(f"tag/{row.get('id')}", text_of(row, "path"), description=text_of(row, "description").strip())


def _mark(row: Mapping[str, Any]) -> Mark:
    snippet = text_of_html(text_of(row, "snippet")).tree
    return Mark(number_of(row, "start_offset"), number_of(row, "end_offset"), snippet)
