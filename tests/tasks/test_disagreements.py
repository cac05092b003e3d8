"""Differences between coders of a study: found, settled, taken back, told; and what remains in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.analysis.differences import Kind
from interviewcoder.errors import Refused
from interviewcoder.model import Origin, Respondent, Ruling, Span
from interviewcoder.store import rounds
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import dialogue_of, gaps_of, profiles_of, saturation_of, together_in
from interviewcoder.tasks.difference_tables import as_table
from interviewcoder.tasks.disagreements import Disagreement, compared, consensus_of, ruled, settle
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tasks.overview import coverage_of


@pytest.fixture
def differing(study: Project) -> Project:
    """In R01 Anna and Bram agree once and differ in each way; R02 only Anna has read."""
    study.add_coder("Bram")
    who = Respondent("R02", "director", "A")
    other = interview((("R", "Nog een gesprek. Met iets erin."),))
    study.import_documents("Anna", [new_document("R02", other, respondent=who)])
    document, alone = study.ask.document("R01").id, study.ask.document("R02").id
    for coder in ("Anna", "Bram"):
        study.mark_read(coder, document, 0, study.ask.document("R01").length)
        study.apply_code(coder, document, 3, 10, "trust")
    study.mark_read("Anna", alone, 0, 20)
    study.apply_code("Anna", alone, 3, 10, "trust")
    study.apply_code("Anna", document, 42, 60, "mistakes", facets={"presence": "absent"}, memo="twijfel")
    study.apply_code("Bram", document, 42, 60, "mistakes")
    study.apply_code("Anna", document, 62, 70, "work")
    study.apply_code("Bram", document, 60, 75, "work")
    study.apply_code("Anna", document, 80, 90, "trust")
    study.apply_code("Bram", document, 84, 95, "space")
    study.apply_code("Bram", document, 100, 110, "mistakes")
    return study


def of(study: Project, kind: Kind) -> Disagreement:
    (found,) = compared(study, kind=kind).disagreements
    return found


def settled(study: Project) -> list[tuple[int, int, str, dict[str, str]]]:
    return [(each.start, each.end, each.code, dict(each.facets)) for each in study.ask.codings(consensus=True)]


def test_finds_each_difference_in_what_both_have_read(differing: Project) -> None:
    found = compared(differing)
    assert [each.difference.kind for each in found.disagreements] == ["facet", "boundary", "code", "only"]
    assert [each.span for each in found.agreed] == [Span(3, 10)]
    assert list(found.readers.values()) == [("Anna", "Bram")]
    assert len({each.id for each in found.disagreements}) == 4
    narrowed = compared(differing, codes=["mistakes"])
    assert [each.difference.kind for each in narrowed.disagreements] == ["facet", "only"]
    assert compared(differing, coders=["Anna"]).disagreements == ()
    rounds.new_round(differing, "Anna", "Een", ["R01"], ["Anna", "Bram"])
    rounds.seal(differing, "Anna", "Een")
    assert compared(differing.as_coder("Anna")).readers == {}, "under a seal nothing is compared"
    with pytest.raises(Refused, match="coded blind"):
        settle(differing, "Anna", found.disagreements[0], Ruling.NEITHER)


def test_what_was_decided_stands_beside_the_coders_own(differing: Project) -> None:
    own = [(each.coder, each.start, each.code) for each in differing.ask.codings()]
    tally = differing.ask.tally("Anna")
    settle(differing, "Anna", of(differing, Kind.FACET), Ruling.ONE, reason="er staat “niemand”")
    settle(differing, "Anna", of(differing, Kind.BOUNDARY), Ruling.ANEW, span=Span(61, 75))
    settle(differing, "Bram", of(differing, Kind.CODE), Ruling.BOTH)
    settle(differing, "Bram", of(differing, Kind.ONLY), Ruling.NEITHER, reason="geen fout")
    assert settled(differing) == [
        (42, 60, "mistakes", {"presence": "absent"}),
        (61, 75, "work", {}),
        (80, 90, "trust", {}),
        (84, 95, "space", {}),
    ]
    assert [(each.coder, each.start, each.code) for each in differing.ask.codings()] == own
    assert differing.ask.tally("Anna") == tally
    assert differing.ask.coders() == ["Anna", "Bram"], "the consensus is nobody's name"
    found = compared(differing)
    assert found.settled == 4
    assert [ruled(each) for each in found.disagreements] == ["as Anna", "a new place", "both", "neither"]
    assert [each.adjudication.reason for each in found.disagreements if each.adjudication][-1] == "geen fout"
    assert examine(differing) == ()
    common = consensus_of(differing)
    first = common.codings[0]
    assert (first.start, first.code, first.origin) == (3, "trust", Origin.MANUAL)
    assert (len(common.codings), common.open, len(common.documents)) == (5, 0, 1)
    counted = coverage_of(differing, codings=common.codings)
    fragments = sum(total.fragments for total in counted.totals.values())
    assert (fragments, counted.outside) == (4, 1)  # the first lies on the interviewer's words


def test_undo_and_another_decision(differing: Project) -> None:
    settle(differing, "Anna", of(differing, Kind.CODE), Ruling.ONE)
    assert settled(differing) == [(80, 90, "trust", {})]
    assert differing.undo("Anna").startswith("settled a difference: ")
    assert (settled(differing), compared(differing).settled) == ([], 0)
    differing.redo("Anna")
    settle(differing, "Bram", of(differing, Kind.CODE), Ruling.OTHER, reason="toch")
    assert settled(differing) == [(84, 95, "space", {})], "what came of the decision before went with it"
    assert of(differing, Kind.CODE).adjudication.coder == "Bram"
    differing.undo("Bram")
    assert settled(differing) == [(80, 90, "trust", {})]
    settle(differing, "Anna", of(differing, Kind.CODE), Ruling.LATER)
    assert settled(differing) == []
    assert not of(differing, Kind.CODE).settled
    assert examine(differing) == ()


def test_whoever_follows_a_decision_does_not_open_it_again(differing: Project) -> None:
    found = of(differing, Kind.CODE)
    settle(differing, "Anna", found, Ruling.OTHER)
    differing.remove_coding("Anna", found.difference.one[0].guid)
    left = compared(differing).disagreements
    again = next(each for each in left if each.difference.other == found.difference.other)
    assert (again.difference.kind, again.settled, ruled(again)) == (Kind.ONLY, True, "as Bram")
    differing.apply_code("Anna", again.document.id, 84, 95, "space")
    assert [(each.start, each.origin) for each in consensus_of(differing).codings if each.start == 84] == [
        (84, Origin.CONSENSUS)
    ], "now all agree, and it counts once"


def test_what_cannot_be_is_refused(differing: Project) -> None:
    with pytest.raises(Refused, match="facets alone"):
        settle(differing, "Anna", of(differing, Kind.FACET), Ruling.BOTH)
    with pytest.raises(Refused, match="no two to keep"):
        settle(differing, "Anna", of(differing, Kind.ONLY), Ruling.BOTH)
    with pytest.raises(Refused, match="new place needs"):
        settle(differing, "Anna", of(differing, Kind.CODE), Ruling.ANEW, span=Span(80, 95))
    settle(differing, "Anna", of(differing, Kind.CODE), Ruling.ANEW, span=Span(80, 95), code="space")
    (coding,) = differing.ask.codings(consensus=True)
    with pytest.raises(Refused, match="settled difference"):
        differing.remove_coding("Anna", coding.guid)
    assert differing.apply_code("Anna", coding.document, 80, 95, "space"), "one's own is another matter"


def test_whoever_is_done_with_a_round_has_read_it(differing: Project) -> None:
    rounds.new_round(differing, "Anna", "Twee", ["R02"], ["Anna", "Bram"])
    rounds.seal(differing, "Anna", "Twee")
    rounds.mark_done(differing, "Anna", "Twee")
    rounds.mark_done(differing, "Bram", "Twee")
    (only,) = compared(differing, document=differing.ask.document("R02").id).disagreements
    assert (only.difference.ones, only.difference.others) == (("Anna",), ("Bram",))


def test_the_table_for_the_appendix_has_decisions_and_reasons(differing: Project, tmp_path: Path) -> None:
    from interviewcoder.publish.tables import write_table

    settle(differing, "Anna", of(differing, Kind.BOUNDARY), Ruling.OTHER, reason="=hele zin")
    table = as_table(differing, compared(differing))
    row = next(each for each in table.records() if each["decision"])
    assert (row["decision"], row["reason"], row["decided_by"]) == ("as Bram", "=hele zin", "Anna")
    assert row["outcome"] == row["other_reading"]
    written = write_table(table, tmp_path / "out.csv", over=False).read_text(encoding="utf-8-sig")
    assert ",=hele" not in written


def test_the_analyses_of_the_consensus_know_only_what_is_in_common(differing: Project) -> None:
    alone = differing.ask.document("R02")
    differing.mark_read("Anna", alone.id, 0, alone.length)
    for coder in ("Anna", "Bram"):
        differing.apply_code(coder, differing.ask.document("R01").id, 160, 170, "trust")
    common = Narrowing(consensus=True)

    def gaps(only: Narrowing) -> set[str]:
        return {gap.row.id for gap in gaps_of(differing, only=only) if gap.role == "employee"}

    assert gaps(Narrowing()) == set()
    assert gaps(common) == {"work"}, "they differ on its boundaries"
    sides = {each.row.id: each.first for each in dialogue_of(differing, "employee", "director", only=common)}
    assert [sides[id].interviews for id in ("mistakes", "trust")] == [0, 1]
    for found in (
        saturation_of(differing, only=common),
        together_in(differing, only=common),
        profiles_of(differing, "presence", only=common),
    ):
        assert [each.name for each in found.basis.documents] == ["R01"], "of R02 only Anna knows"
        assert found.basis.left_out == 1
