"""Codings made elsewhere come in together, and go together."""

from __future__ import annotations

import pytest
from builders import new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Origin
from interviewcoder.store.project import NewCoding, Project


def test_codings_come_in_with_memos_and_stars_as_one_event(study: Project) -> None:
    document = study.ask.document("R01").id
    before = len(study.ask.history())
    guids = study.import_codings(
        "Bram",
        [
            NewCoding(document, 3, 9, "work", {"presence": "absent"}, "let op", starred=True),
            NewCoding(document, 3, 9, "trust"),
        ],
    )
    assert len(study.ask.history()) == before + 1
    work, trust = (study.ask.coding(guid) for guid in guids)
    assert (work.code, work.facets, work.memos, work.starred) == ("work", {"presence": "absent"}, 1, True)
    assert (trust.code, trust.memos, trust.starred, trust.coder) == ("trust", 0, False, "Bram")
    assert {work.origin, trust.origin} == {Origin.IMPORT}
    assert work.text == new_document().transcript.text[3:9]
    assert study.undo("Bram") == "imported 2 codings, with their memos and stars"
    assert study.ask.codings() == [] == study.ask.memos()
    study.redo("Bram")
    assert [study.ask.coding(guid) for guid in guids] == [work, trust]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"end": 9999}, "store.span-outside"),
        ({"code": "mistake"}, "store.unknown-code-near"),
        ({"facets": {"presence": "maybe"}}, "store.unknown-value"),
        ({"start": 3, "end": 9}, "store.already-coded"),
        ({"start": 20, "end": 25}, "store.already-coded"),
        ({"document": "R99"}, "store.no-document"),
    ],
)
def test_one_that_cannot_come_in_keeps_all_out(study: Project, change: dict, key: str) -> None:
    document = study.ask.document("R01").id
    study.apply_code("Bram", document, 20, 25, "work")
    before = study.ask.stamp()
    bad = {"document": document, "start": 11, "end": 15, "code": "work", **change}
    with pytest.raises(Refused) as refused:
        study.import_codings("Bram", [NewCoding(document, 3, 9, "work"), NewCoding(**bad)])
    assert refused.value.key == key
    assert study.ask.stamp() == before


def test_nothing_given_is_nothing_done(study: Project) -> None:
    before = study.ask.stamp()
    assert study.import_codings("Bram", []) == ()
    assert study.ask.stamp() == before
