"""Codings made elsewhere come in together, and go together; what is there already is added to, never overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Origin, Span
from interviewcoder.store.bringing import bring_in, would_bring
from interviewcoder.store.brought import Bringing, Brought, BroughtCoding, Otherwise
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project


def brought(document: str, start: int, end: int, code: str = "work", **more: object) -> BroughtCoding:
    return BroughtCoding(**{"guid": "", "coder": "Bram", **more}, document=document, span=Span(start, end), code=code)


def test_codings_come_in_with_memos_and_stars_as_one_event(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    before = len(study.ask.history())
    facets = {"presence": "absent"}
    codings = [
        brought(document, 3, 9, facets=facets, memo="let op", starred=True),
        brought(document, 3, 9, "trust"),
        brought(document, 3, 9, "trust"),
    ]
    assert would_bring(study, "Bram", Bringing(codings=codings)) == Brought(codings=2, memos=1)
    assert study.ask.codings() == []
    assert bring_in(study, "Bram", Bringing(codings=codings)) == Brought(codings=2, memos=1)
    assert len(study.ask.history()) == before + 1
    held = study.ask.codings()
    work, trust = sorted(held, key=lambda each: each.code, reverse=True)
    assert (work.code, work.facets, work.memos, work.starred) == ("work", facets, 1, True)
    assert (trust.code, trust.memos, trust.starred, trust.coder) == ("trust", 0, False, "Bram")
    assert {work.origin, trust.origin} == {Origin.IMPORT}
    assert work.text == new_document().transcript.text[3:9]
    assert study.undo("Bram") == "imported 2 codings, with their memos and stars"
    assert study.ask.codings() == [] == study.ask.memos()
    study.redo("Bram")
    assert study.ask.codings() == held


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"span": Span(11, 9999)}, "store.span-outside"),
        ({"code": "mistake"}, "store.unknown-code-near"),
        ({"facets": {"presence": "maybe"}}, "store.unknown-value"),
        ({"document": "R99"}, "store.no-document"),
    ],
)
def test_one_that_cannot_come_in_keeps_all_out(study: Project, change: dict, key: str) -> None:
    document = study.ask.document("R01").id
    before = study.ask.stamp()
    good = brought(document, 3, 9)
    with pytest.raises(Refused) as refused:
        bring_in(study, "Bram", Bringing(codings=[good, replace(good, **{"span": Span(11, 15), **change})]))
    assert refused.value.key == key
    assert study.ask.stamp() == before


def test_what_comes_back_adds_what_was_missing_and_tells_what_differs(study: Project) -> None:
    document = study.ask.document("R01").id
    bare, other, moved, recoded, gone = (
        study.apply_code("Anna", document, at, at + 5, "work", facets=facets, memo=memo)
        for at, facets, memo in (
            *((3, {}, "hier"), (10, {"presence": "absent"}, ""), (20, {"presence": "present"}, "")),
            *((30, {}, ""), (40, {}, "")),
        )
    )
    study.remove_coding("Anna", gone)
    back = [
        brought(document, 3, 8, guid=bare, facets={"presence": "absent"}, memo="daar", starred=True),
        brought(document, 10, 15, guid=other, facets={"presence": "present"}),
        brought(document, 20, 28, guid=moved),
        brought(document, 30, 35, "trust", guid=recoded),
        brought(document, 40, 45, guid=gone),
    ]
    what = Bringing(codings=[replace(each, coder="Anna") for each in back])
    tried = would_bring(study, "Anna", what)
    done = bring_in(study, "Anna", what)
    assert tried == done
    assert (done.codings, done.memos, done.facets, done.stars, done.beside) == (2, 1, 1, 1, 1)
    assert [(each.how, each.here, each.there) for each in done.differing] == [
        (Otherwise.FACET, "absent", "present"),
        (Otherwise.PLACE, "20–25", "20–28"),
        (Otherwise.LESS, "present", ""),
        (Otherwise.CODE, "work", "trust"),
        (Otherwise.REMOVED, "", ""),
    ]
    kept = {guid: study.ask.coding(guid) for guid in (bare, other, moved, recoded)}
    assert (kept[bare].facets, kept[bare].starred, kept[bare].memos) == ({"presence": "absent"}, True, 2)
    assert (kept[other].facets, kept[moved].end, kept[recoded].code) == ({"presence": "absent"}, 25, "work")
    assert examine(study) == ()
    study.undo("Anna")
    assert study.ask.coding(bare).facets == {}
    again = bring_in(study, "Anna", what)
    assert bring_in(study, "Anna", what).codings == 0 < again.codings


def test_nothing_given_is_nothing_done(study: Project) -> None:
    before = study.ask.stamp()
    assert bring_in(study, "Anna", Bringing()) == Brought()
    assert study.ask.stamp() == before
