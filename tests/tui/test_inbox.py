"""The disagreement inbox at the keyboard: one key a difference, and the next is there."""

from __future__ import annotations

import pytest
from builders import interview, new_document
from tui.quiet import give
from tui.visit import visit

from interviewcoder.model import Respondent, Ruling, Span
from interviewcoder.store.bringing import bring_in
from interviewcoder.store.brought import Bringing, BroughtCoding
from interviewcoder.store.project import Project
from interviewcoder.tasks.disagreements import compared, settle
from interviewcoder.tui.screens.inbox import InboxScreen


def settled(study: Project) -> list[tuple[int, int, str]]:
    return [(each.start, each.end, each.code) for each in study.ask.codings(consensus=True)]


@pytest.mark.slow
async def test_settles_one_difference_after_the_other(study: Project) -> None:
    study.add_coder("Bram")
    document = study.ask.document("R01").id
    for coder in ("Anna", "Bram"):
        study.mark_read(coder, document, 0, study.ask.document("R01").length)
    study.apply_code("Anna", document, 3, 12, "mistakes", memo="twijfel hier")
    study.apply_code("Bram", document, 3, 12, "work")
    for start in (20, 40, 60, 80, 100):
        study.apply_code("Anna", document, start, start + 8, "trust")
        study.apply_code("Bram", document, start + 2, start + 12, "trust")
    async with visit(study, "inbox", size=(80, 24)) as visiting:
        assert "0 of 6 settled" in visiting.text
        for told in ("A  Anna · 1a label mistakes", "B  Bram · 2 label work", "twijfel hier", "include mistakes"):
            assert told in visiting.text
        await visiting.press("a")
        assert settled(study) == [(3, 12, "mistakes")]
        assert "1 of 6 settled" in visiting.text
        await visiting.press("r")
        await visiting.type("staat er")
        await visiting.press("enter", "b", "t", "0", "l")
        assert "4 of 6 settled" in visiting.text
        await visiting.press("full_stop")
        assert visiting.said[-1] == "Because: staat er"
        assert [each.reason for each in study.ask.adjudications()] == ["staat er", "", "", "", "staat er"]
        assert settled(study)[1:] == [(22, 32, "trust"), (40, 48, "trust"), (42, 52, "trust")]
        await visiting.press("u")
        await visiting.press("u")
        assert "4 of 6 settled" in visiting.text, "the reason is taken back"
        await visiting.press("u")
        assert "3 of 6 settled" in visiting.text
        await visiting.press("n")
        await visiting.press("enter")
        assert len(settled(study)) == 5
        await visiting.press("d")
        screen = visiting.screen
        assert isinstance(screen, InboxScreen)
        assert "Decided: as Anna · because: staat er" in visiting.text
        await visiting.press("b")
        assert settled(study)[0] == (3, 12, "work"), "decided anew"
        await visiting.press("home", "r")
        await visiting.type("staat er niet")
        await visiting.press("enter", "w", "2")
        await visiting.press("enter")
        assert "Codings in doubt: 1 (g w)" in visiting.said[-1]
        assert "exclude: exclude mistakes staat er niet" in " ".join(visiting.text.split())
        await visiting.press("f", "k")
        assert "only: different codes" in visiting.text
        await visiting.press("f", "a", "enter")
        assert visiting.app.session.document == document
        await visiting.press("g", "w")
        assert "before a rule changed: 1" in visiting.text
        assert "exclude mistakes staat er niet" in visiting.text
        await visiting.press("y")
        assert "Nothing is in doubt." in visiting.text
        await visiting.press("u", "c")
        await visiting.type("trust")
        await visiting.press("enter")
        assert study.ask.has_coding("Anna", document, 3, 12, "trust")


async def test_says_how_differences_come_about(study: Project) -> None:
    async with visit(study, "inbox", size=(80, 24)) as visiting:
        assert "No differences." in visiting.text
        await visiting.press("a", "r")
        assert visiting.said[-1].startswith("Nothing was decided yet")


def differing(study: Project, count: int) -> str:
    """A second interview in which Anna and Bram each coded other words, so many times; its id."""
    study.add_coder("Bram")
    who = Respondent("R02", "director", "A")
    study.import_documents("Anna", [new_document("R02", interview((("R", "Dat is zo. " * count),)), respondent=who)])
    document = study.ask.document("R02")
    for coder, more in (("Anna", 0), ("Bram", 3)):
        study.mark_read(coder, document.id, 0, document.length)
        places = (3 + 11 * number for number in range(count))
        codings = [BroughtCoding("", coder, document.id, Span(at, at + 6 + more), "trust") for at in places]
        bring_in(study, coder, Bringing(codings=codings))
    return document.id


async def test_keys_typed_ahead_go_to_the_lines_that_follow(study: Project) -> None:
    differing(study, 30)
    async with visit(study, "inbox", size=(80, 24)) as visiting:
        give(visiting.app, *"0a" * 10)
        await visiting.settle()
        assert "20 of 30 settled" in visiting.text
        rulings = study.ask.adjudications()
        assert len({each.one for each in rulings}) == len(rulings) == 20
        assert [each.start for each in study.ask.codings(consensus=True)] == [14 + 22 * n for n in range(10)]
        give(visiting.app, *"ulb0")
        await visiting.settle()
        assert "21 of 30 settled" in visiting.text


async def test_says_whose_decision_gives_way_and_all_can_be_read(study: Project) -> None:
    document = differing(study, 1)
    long = " ".join(["Dat is zo."] * 60)
    who = Respondent("R03", "director", "A")
    study.import_documents("Anna", [new_document("R03", interview((("R", f"{long} Einde."),)), respondent=who)])
    other = study.ask.document("R03")
    for coder, more in (("Anna", 0), ("Bram", 7)):
        study.mark_read(coder, other.id, 0, other.length)
        study.apply_code(coder, other.id, 3, 3 + len(long) + more, "trust", memo=f"{long} {coder}" if more else "")
    async with visit(study, "inbox", size=(80, 24)) as visiting:
        settle(study, "Bram", compared(study, document=document).disagreements[0], Ruling.ONE)
        await visiting.press("0")
        assert "takes the place of Bram's decision: as Anna." in visiting.said[-1]
        assert "B  Bram · 1b label trust" in visiting.text, "what both coded does not push it out of sight"
        assert "exclude trust" not in visiting.text
        assert "space read on" in visiting.text
        await visiting.press("space")
        assert "exclude: exclude trust" in visiting.text
