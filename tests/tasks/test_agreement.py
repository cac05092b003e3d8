"""Agreement of a real study: who counts, what counts, apart for roles and pairs, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import interview, new_document
from tasks.two_coders import make_study, put

from interviewcoder.analysis.agreement import words
from interviewcoder.analysis.agreement.judging import ALL, Agreed, Lack
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.errors import Refused
from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook, Origin, Ruling
from interviewcoder.publish.agreement import group_name
from interviewcoder.publish.coders import called
from interviewcoder.store.project import Project
from interviewcoder.store.rounds import mark_done, new_round, reveal, seal
from interviewcoder.tasks.agreement import Agreement, By, agreement_of
from interviewcoder.tasks.agreement_tables import units_table, values_table
from interviewcoder.tasks.disagreements import compared, settle
from interviewcoder.tasks.drift import drift_of
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.tasks.standard import with_consensus
from interviewcoder.transcripts.respondents import read_respondents


@pytest.fixture
def project(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    with make_study(tmp_path / "study.icdb", codebook) as project:
        yield project


def row(found: Agreement, code: str, group: str = "") -> Agreed:
    return next(each for each in found.rows if (each.code, each.group) == (code, group))


def test_who_has_read_counts_and_settled_codings_are_no_ones(project: Project) -> None:
    found = agreement_of(project, coders=["Anna", "Bram"], level="feature")
    assert [each.code for each in found.rows] == [ALL, "space", "mistakes", "trust", "work"]
    work = row(found, "work")
    assert (work.n, work.units, work.used, work.either, work.every) == (6, 24, (3, 3), 4, 2)
    assert work.low is not None
    assert row(found, "space").every == 5
    put(project, "Bram", "R02", "beslis ik", "work", origin=Origin.CONSENSUS)
    assert agreement_of(project, coders=["Anna", "Bram"], level="feature").rows == found.rows
    everyone = agreement_of(project)
    assert everyone.coders == ("Anna", "Bram", "Cleo")
    assert everyone.unread == {"Cleo": 1}  # R02 is not marked as read
    assert row(everyone, "work").used == (3, 3, 1)


def test_apart_for_roles_companies_and_pairs(project: Project) -> None:
    roles = agreement_of(project, by=By.ROLE, draws=0)
    assert [(group[0].group, group[0].n) for group in roles.groups] == [("director", 3), ("employee", 3)]
    assert [dict(each.codes) for each in roles.differing(row(roles, "work", "employee"))] == [
        {"Anna": ("work",), "Bram": ()}
    ]
    companies = agreement_of(project, by=By.COMPANY, draws=0)
    assert [group[0].group for group in companies.groups] == ["A", "B"]
    pairs = agreement_of(project, by=By.PAIR, draws=0)
    assert [group[0].coders for group in pairs.groups] == [("Anna", "Bram"), ("Anna", "Cleo"), ("Bram", "Cleo")]
    assert [group[0].n for group in pairs.groups] == [6, 1, 1]


def test_who_is_not_known_is_a_group_and_nothing_in_common_is_said(project: Project) -> None:
    for document in project.ask.documents():
        project.assign("Anna", document.id, None)
    roles = agreement_of(project, by=By.ROLE, draws=0)
    assert [(group[0].group, group[0].n) for group in roles.groups] == [("", 6)]
    assert list(roles.differing(row(roles, "work")))
    project.add_coder("Dirk")
    extra = new_document("R07", interview((("R", "Nog een gesprek."),)), respondent=None)
    (added,) = project.import_documents("Anna", [extra]).documents
    project.mark_read("Dirk", added, 0, project.ask.document(added).length)
    for by in By:
        apart = agreement_of(project, by=by, coders=["Anna", "Dirk"])
        assert {each.lack for each in apart.rows} == {Lack.UNREAD}
        assert not list(apart.differing(apart.rows[0]))


def test_a_unit_behind_a_number_can_be_found_in_its_text(project: Project) -> None:
    for unit in Unit:
        found = agreement_of(project, unit=unit, coders=["Anna", "Bram"], draws=0)
        first = next(iter(found.differing(row(found, "work"))))
        words = project.ask.transcript(first.document.id).text[first.start : first.end]
        assert "beslis ik" in words or words in "beslis ik"
        assert (first.who, dict(first.codes)) == ("R02", {"Anna": ("work",), "Bram": ()})


def test_what_cannot_be_compared_is_refused_in_a_sentence(
    project: Project, codebook: Codebook, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="needs two coders at least; here is one: Anna"):
        agreement_of(project, coders=["Anna"])
    with pytest.raises(Refused, match="no coder 'Dirk'"):
        agreement_of(project, coders=["Anna", "Dirk"])
    with pytest.raises(Refused, match="no level"):
        agreement_of(project, level="word")
    with (
        Project.create(tmp_path / "new.icdb", name="Leeg", codebook=codebook, coder="Anna") as empty,
        pytest.raises(Refused, match="too few: none"),
    ):
        agreement_of(empty)


def test_what_is_sealed_is_not_compared_until_it_is_revealed(project: Project) -> None:
    documents = [each.id for each in project.ask.documents()]
    first = new_round(project, "Anna", "first", documents[:4], ["Anna", "Bram"])
    seal(project, "Anna", first)
    for viewer in ("Anna", "Bram", None):
        found = agreement_of(project.as_coder(viewer), draws=0)
        assert (found.interviews, row(found, "work").used) == (2, (0, 0))
    rest = new_round(project, "Anna", "rest", documents[4:], ["Anna", "Bram"])
    seal(project, "Anna", rest)
    with pytest.raises(Refused, match="sealed: agreement can be seen once it is revealed"):
        agreement_of(project.as_coder("Anna"))
    for each in (first, rest):
        reveal(project, "Anna", each, "done early")
    assert agreement_of(project.as_coder("Anna"), draws=0).interviews == 6


def test_words_for_what_has_no_number_and_for_what_is_low(project: Project) -> None:
    trust = row(agreement_of(project, coders=["Anna", "Bram"], level="feature"), "trust")
    assert words.reason(trust) == "no interval: used in too few interviews"
    assert "by both on 0 of the 1 sentence that either gave it" in words.counts(trust, Unit.SENTENCE)
    note = words.note(trust, Unit.SENTENCE)
    assert "although 96% of the sentences are judged alike" in note
    assert "chance alone would give 96%" in note
    assert not words.note(row(agreement_of(project, coefficient=Coefficient.AC1), "work"), Unit.SENTENCE)
    unused = Agreed("", "work", 0, "alpha", ("Anna", "Bram"), n=14, lack=Lack.UNUSED)
    assert words.reason(unused) == "neither coder used it in 14 interviews"
    choose_language("nl")
    assert words.reason(unused) == "door geen van beiden gebruikt in 14 interviews"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.614, ".61"), (-0.05, "-.05"), (1.0, "1.00"), (-0.001, ".00"), (0.999, "1.00"), (None, "–")],
)
def test_numbers_as_tables_give_them(value: float | None, shown: str) -> None:
    assert words.number(value) == shown


def test_a_coder_who_coded_again_is_compared_with_before(project: Project) -> None:
    with pytest.raises(Refused, match="coded no interview again"):
        drift_of(project, "Anna", "2999-01-01T00:00")
    then = _a_moment(project)
    again = project.ask.document("R01").id
    for each in project.ask.codings(document=again, coder="Anna"):
        project.remove_coding("Anna", each.guid)
    put(project, "Anna", "R01", "Een fout", "mistakes")  # once more
    put(project, "Anna", "R01", "=cmd", "work")  # another sentence than before
    put(project, "Bram", "R02", "beslis ik", "work")  # another coder's is no drift
    put(project, "Cleo", "R03", "beslis ik", "work")
    found = drift_of(project, "Anna", then, level="feature", draws=0)
    assert found.coders == (f"Anna until {then}", "Anna now")
    assert [each.name for each in found.comparison.units.interviews] == ["R01"]
    assert row(found, "mistakes").used == (2, 1)
    assert words.reason(row(found, "trust")) == "not used before or since in 1 interview"
    work = row(found, "work")
    assert (work.used, work.either, work.every) == ((1, 1), 2, 0)
    with pytest.raises(Refused, match="Cleo coded no interview again"):  # R03 had not been read by then
        drift_of(project, "Cleo", then)
    with pytest.raises(Refused, match="no moment"):
        drift_of(project, "Anna", "March")


def _a_moment(project: Project) -> str:
    """A moment after all that was done and before all that will be."""
    time.sleep(0.002)
    now = project.ask.history()[-1].at
    time.sleep(0.002)
    return now


def test_of_a_group_interview_each_speaker_counts_for_their_own_role_and_company(
    project: Project, tmp_path: Path
) -> None:
    file, table = tmp_path / "groep.txt", tmp_path / "respondents.csv"
    file.write_text("I: Hoe gaat het?\nKarin: Goed hoor, echt.\nPiet: Ik vind van niet.\nKarin: Kom nou.\n", "utf-8")
    rows = "groep.txt,Karin,R07,director,A\ngroep.txt,Piet,R08,employee,C\n"
    table.write_text(f"file,label,pseudonym,role,company\n{rows}", "utf-8")
    roles = project.codebook.roles
    bring_in(project, "Anna", [prepare(file, roles=roles, listed=read_respondents(table, roles))])
    before = agreement_of(project, by=By.ROLE, coders=["Anna", "Bram"], draws=0)
    group = project.ask.document("groep")
    for coder in ("Anna", "Bram"):
        project.mark_read(coder, group.id, 0, group.length)
        put(project, coder, "groep", "Goed hoor", "work")
    put(project, "Anna", "groep", "vind van niet", "work")
    found = agreement_of(project, by=By.ROLE, coders=["Anna", "Bram"], draws=0)
    for role, units, used in (("director", 2, (1, 1)), ("employee", 1, (1, 0))):
        was, now = row(before, "work", role), row(found, "work", role)
        assert (now.n - was.n, now.units - was.units) == (1, units)
        assert tuple(after - earlier for after, earlier in zip(now.used, was.used, strict=True)) == used
    differing = list(found.differing(row(found, "work", "employee")))
    assert [each.who for each in differing] == ["R02", "R08"]
    companies = agreement_of(project, by=By.COMPANY, coders=["Anna", "Bram"], draws=0)
    assert [(each[0].group, each[0].n) for each in companies.groups] == [("A", 4), ("B", 3), ("C", 1)]


def test_coders_with_the_consensus_where_every_difference_is_settled(project: Project) -> None:
    project.add_coder("Dirk")
    with pytest.raises(Refused, match=r"no interview of which every difference is settled .* by: Dirk"):
        agreement_of(project, comparing=with_consensus, coders=["Dirk"])
    for each in compared(project).disagreements:
        if each.document.name != "R03":
            settle(project, "Anna", each, Ruling.ONE if each.difference.ones == ("Anna",) else Ruling.OTHER)
    found = agreement_of(project, comparing=with_consensus, level="feature", draws=0)
    assert (found.standard, found.by, found.coders[-1]) == ("consensus", By.PAIR, "consensus")
    assert [group[0].coders for group in found.groups] == [
        ("Anna", "consensus"), ("Bram", "consensus"), ("Cleo", "consensus")
    ]  # fmt: skip
    anna, bram = ({each.code: each for each in group} for group in found.groups[:2])
    assert (anna["work"].value, anna["work"].n) == (1.0, 5)
    assert bram["work"].used == (2, 3)
    assert "R03" not in [each.document.name for each in found.comparison.interviews]
    roles = agreement_of(project, comparing=with_consensus, by=By.ROLE, coders=["Bram"], draws=0)
    names = [group_name(project.codebook, group[0], "role", roles.standard) for group in roles.groups]
    assert names == ["director · Bram – consensus", "employee · Bram – consensus"]
    told = values_table(project, roles, called(project.ask.coders()), draws=0)
    assert "Bram" not in repr(told)
    assert "coder 2 – consensus" in repr(told)


def test_whoever_is_done_with_a_round_has_read_it(project: Project) -> None:
    extra = new_document("R07", interview((("R", "Een fout mag. Dat beslis ik zelf."),)), respondent=None)
    project.import_documents("Anna", [extra])
    new_round(project, "Anna", "first", ["R07"], ["Anna", "Bram"])
    seal(project, "Anna", "first")
    mark_done(project, "Anna", "first")
    assert agreement_of(project.as_coder("Anna"), coders=["Anna", "Bram"], draws=0).interviews == 6
    mark_done(project, "Bram", "first")
    assert agreement_of(project.as_coder("Anna"), coders=["Anna", "Bram"], draws=0).interviews == 7


def test_words_on_which_coders_differ_alike_are_told_as_the_piece_they_make_up(project: Project) -> None:
    for unit, count in ((Unit.WORD, 2), (Unit.CHARACTER, 9)):
        found = agreement_of(project, unit=unit, coders=["Anna", "Bram"], draws=0)
        units = list(found.differing(row(found, "work")))
        first = units[0]
        assert project.ask.transcript(first.document.id).text[first.start : first.end] == "beslis ik"
        assert (first.units, [each.document.name for each in units]) == (count, ["R02", "R03"])
        table = units_table(project, units, unit, found.level, called(project.ask.coders()))
        assert [column.head for column in table.columns[-2:]] == ["coder 1", "coder 2"]
        assert table.rows[0][-2:] == ("2 short work", "–")
