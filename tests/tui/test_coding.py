"""The coding screen, driven by keys and mouse on a real study."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from builders import new_document
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.widgets._toast import Toast
from tui.quiet import give, press, quiet, until
from tui.visit import visit

from interviewcoder.model import Coding, Decision, Origin, Span
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.screens.code_picker import CodePicker
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.facets import FacetsScreen
from interviewcoder.tui.screens.help import HelpScreen
from interviewcoder.tui.screens.overview import OverviewScreen
from interviewcoder.tui.widgets.choice import Choice
from interviewcoder.tui.widgets.codes_panel import CodesPanel
from interviewcoder.tui.widgets.suggestion_panel import SuggestionPanel
from interviewcoder.tui.widgets.text_dialog import TextDialog
from interviewcoder.tui.widgets.transcript.layout import NOTE
from interviewcoder.tui.widgets.transcript.paint import MARGIN
from interviewcoder.tui.widgets.transcript.view import TranscriptView

FIRST = "Nou, dan zetten we dat op het bord."
SECOND = "Niemand wordt boos om een fout, daar leren we van."
THIRD = "Dat beslis ik zelf."


class Desk:
    """A coder at the keyboard."""

    def __init__(self, app: Interviewcoder, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.project = app.session.project

    async def press(self, *keys: str) -> None:
        await press(self.app, *keys)

    @property
    def screen(self) -> CodingScreen:
        screen = self.app.screen
        assert isinstance(screen, CodingScreen), screen
        return screen

    @property
    def view(self) -> TranscriptView:
        return self.screen.view

    @property
    def target(self) -> str:
        text = self.project.ask.transcript(self.project.ask.document("R01").id).text
        return self.view.target.of(text)

    def codings(self, coder: str | None = "Anna") -> list[Coding]:
        return self.project.ask.codings(coder=coder)

    def coded(self) -> list[tuple[str, str]]:
        return [(coding.code, coding.text) for coding in self.codings()]

    def said(self) -> list[str]:
        return [notification.message for notification in self.app._notifications]

    def shown(self, selector: str) -> str:
        return str(self.screen.query_one(selector).render())

    async def settle(self) -> None:
        await quiet(self.app)


@asynccontextmanager
async def at_work(study: Project, size: tuple[int, int] = (100, 30), coder: str = "Anna") -> AsyncIterator[Desk]:
    app = Interviewcoder(study, coder)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        yield desk


async def test_a_digit_and_a_letter_code_the_sentence(study: Project) -> None:
    async with at_work(study) as desk:
        assert desk.target == FIRST
        await desk.press("1")
        assert isinstance(desk.app.screen, Choice)
        await desk.press("a")
        assert desk.coded() == [("mistakes", FIRST)]
        assert "1a" in str(desk.screen.page.border_subtitle)
        await desk.press("j", "2")  # the second carrier has no features, so there is nothing to ask
        assert desk.coded() == [("mistakes", FIRST), ("work", SECOND)]


async def test_keys_typed_ahead_code_what_was_meant(study: Project) -> None:
    async with at_work(study) as desk:
        give(desk.app, *"1aj1bj")
        await desk.settle()
        assert desk.coded() == [("mistakes", FIRST), ("trust", SECOND)]


async def test_enter_keeps_the_carrier_and_so_does_any_other_key(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("1", "enter")
        assert desk.coded() == [("space", FIRST)]
        await desk.press("j", "1", "j")
        assert desk.coded() == [("space", FIRST), ("space", SECOND)]
        assert desk.target == THIRD, "the other key does what it does"


async def test_escape_codes_nothing(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("1", "escape")
        assert desk.coded() == []
        assert desk.target == FIRST


async def test_a_longer_and_a_shorter_fragment(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("space", "2")
        assert desk.coded() == [("work", f"{FIRST} {SECOND}")]
        await desk.press("escape", "w", "w", "left_square_bracket", "w", "w", "right_square_bracket", "2")
        assert ("work", "zetten we dat") in desk.coded()
        await desk.press("v", "2")
        assert len(desk.coded()) == 2, "the whole turn is what was coded first"
        assert desk.said() == ["You already have this code on exactly this fragment."]


async def test_the_last_code_again_and_a_code_by_typing(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("full_stop")
        assert desk.coded() == []
        await desk.press("slash")
        assert isinstance(desk.app.screen, CodePicker)
        await desk.press(*"trust", "enter")
        await desk.press("j", "full_stop")
        assert desk.coded() == [("trust", FIRST), ("trust", SECOND)]


async def test_undo_and_redo_say_what_they_do(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("2", "u")
        assert desk.coded() == []
        assert desk.view.marks_at(Span(0, 9999)) == ()
        assert desk.said()[-1].startswith("Undone: coded “Nou, dan zetten")
        await desk.press("ctrl+r")
        assert desk.coded() == [("work", FIRST)]
        assert len(desk.view.marks_at(Span(0, 9999))) == 1
        assert desk.said()[-1].startswith("Redone: coded “Nou, dan zetten")
        await desk.press("u", "u", "u", "u")
        assert desk.said() == ["Nothing to undo."]


async def test_keys_act_on_the_coding_just_made_or_chosen(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("1", "a", "0")
        assert desk.codings()[0].facets == {"presence": "absent"}
        await desk.press("0")
        assert desk.codings()[0].facets == {}
        await desk.press("2", "x")
        assert desk.coded() == [("mistakes", FIRST)], "of two codings here, the one made last"
        await desk.press("2", "j", "2", "k", "x")
        assert len(desk.coded()) == 3
        assert desk.said()[-1] == "Several codings here; press tab to choose one."
        await desk.press("tab", "x")
        assert desk.coded() == [("work", FIRST), ("work", SECOND)]
        await desk.press("asterisk")
        assert desk.codings()[0].starred
        await desk.press("asterisk")
        assert not desk.codings()[0].starred


async def test_facets_are_set_by_letter(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("2", "t")
        assert isinstance(desk.app.screen, FacetsScreen)
        await desk.press("b", "enter")
        assert desk.codings()[0].facets == {"presence": "absent"}
        await desk.press("t", "b", "escape", "x")
        assert desk.codings()[0].facets == {"presence": "absent"}
        await desk.press("t", "b", "enter")
        assert desk.codings()[0].facets == {}


async def test_a_memo_on_the_coding_here_else_on_the_interview(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("m")
        assert isinstance(desk.app.screen, TextDialog)
        await desk.press(*"lang", "f2", "2", "m", *"kort", "ctrl+s")
        document = study.ask.document("R01").id
        assert [(memo.kind, memo.text) for memo in study.ask.memos()] == [("document", "lang"), ("coding", "kort")]
        assert study.ask.memos()[0].target == document
        await desk.press("m", "x", "escape")
        assert isinstance(desk.app.screen, Choice), "what is typed is not thrown away unasked"
        await desk.press("escape", "escape", "y")
        assert isinstance(desk.app.screen, TextDialog), "any other key goes on"
        await desk.press("escape", "x")
        assert isinstance(desk.app.screen, CodingScreen)
        assert len(study.ask.memos()) == 2


async def test_enter_enters_the_reading_ledger_up_to_here(study: Project) -> None:
    document = study.ask.document("R01")
    async with at_work(study) as desk:
        assert "0% read" in str(desk.screen.page.border_subtitle)
        await desk.press("j", "enter")
        text = study.ask.transcript(document.id).text
        assert study.ask.read_spans(coder="Anna") == {document.id: (Span(0, text.index(SECOND) + len(SECOND)),)}
        await desk.press("enter")
        assert len(study.ask.history()) == len(study.ask.history())
        assert desk.said() == ["Everything up to here was marked as read before."]
        await desk.press("end", "enter")
        assert study.ask.read_spans(coder="Anna") == {document.id: (Span(0, document.length),)}
        assert "100% read" in str(desk.screen.page.border_subtitle)


async def test_the_mouse_selects_words_and_moves(study: Project) -> None:
    async with at_work(study) as desk:
        row = next(n for n in range(len(desk.view._layout)) if FIRST[:5] in desk.view.render_line(n).text)
        line = desk.view.render_line(row).text
        left = line.index("zetten")
        await desk.pilot.mouse_down(TranscriptView, offset=(left + 3, row))
        await desk.pilot.hover(TranscriptView, offset=(line.index("op") + 1, row))
        await desk.pilot.mouse_up(TranscriptView, offset=(line.index("op") + 1, row))
        await desk.press("2")
        assert desk.coded() == [("work", "zetten we dat op")]
        await desk.pilot.click(TranscriptView, offset=(line.index("bord") + 1, row))
        assert desk.target == FIRST


async def test_other_coders_work_stays_out_until_asked_for(study: Project) -> None:
    document = study.ask.document("R01").id
    start = study.ask.transcript(document).text.index(FIRST)
    study.add_coder("Bram")
    study.apply_code("Bram", document, start, start + len(FIRST), "work")
    async with at_work(study) as desk:
        assert desk.view.marks_at(Span(0, 9999)) == ()
        await desk.press("o")
        assert len(desk.view.marks_at(Span(0, 9999))) == 1
        await desk.press("x")
        assert desk.said()[-1] == "This coding is Bram's; only Bram can change it."
        assert len(desk.codings("Bram")) == 1


async def test_what_another_program_writes_appears(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewcoder.tui.app._WATCH_SECONDS", 0.05)
    document = study.ask.document("R01").id
    with Project.open(study.path) as other:
        async with at_work(study) as desk:
            other.apply_code("Anna", document, 60, 90, "work")
            await until(desk.app, lambda: bool(desk.view.marks_at(Span(0, 9999))))
            assert [(mark.start, mark.end) for mark in desk.view.marks_at(Span(0, 9999))] == [(60, 90)]


async def test_suggestions_are_accepted_rejected_and_corrected(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("n")
        assert desk.target == SECOND
        assert "“fout”" in desk.shown("SuggestionPanel")
        await desk.press("r")
        assert desk.coded() == []
        [decided] = study.ask.decisions()
        assert (decided.decision, decided.code) == (Decision.REJECT, "mistakes")
        await desk.press("u")
        assert study.ask.decisions() == []
    async with at_work(study) as desk:
        panel = desk.screen.suggestions
        await desk.press("N")
        panel.post_message(SuggestionPanel.Batch(study.ask.document("R01").id, (), busy=True))
        assert [each.message for each in desk.app._notifications] == ["No more suggestions that way."]
        await desk.press("N")
        assert ["still being looked for" in each.message for each in desk.app._notifications] == [True]
        await desk.press("n", "a")
        [coding] = desk.codings()
        assert (coding.code, coding.text, coding.origin) == ("mistakes", SECOND, Origin.SUGGESTION)
        await desk.press("u")
        assert desk.coded() == []
    async with at_work(study) as desk:
        await desk.press("n", "c", *"trust", "enter")
        assert desk.coded() == [("trust", SECOND)]
        [decided] = study.ask.decisions()
        assert (decided.decision, decided.corrected) == (Decision.CORRECT, "trust")


async def test_the_next_interview_and_back_to_where_one_was(study: Project) -> None:
    study.import_documents("Anna", [new_document("R02", more_talk())])
    async with at_work(study) as desk:
        await desk.press("j", "greater_than_sign")
        assert "R02" in str(desk.screen.page.border_title)
        await desk.press("less_than_sign")
        assert "R01" in str(desk.screen.page.border_title)
        assert desk.target == SECOND


def more_talk():  # type: ignore[no-untyped-def]
    from builders import interview

    return interview((("I", "Hoe dan?"), ("R", "Zo dan.")))


async def test_terminal_escapes_in_a_transcript_never_reach_the_screen(study: Project) -> None:
    from builders import interview

    study.import_documents("Anna", [new_document("R00", interview((("R", "Rood \x1b[31m en \x9b2J. Klaar."),)))])
    async with at_work(study) as desk:
        rows = "".join(desk.view.render_line(row).text for row in range(3))
        assert "Rood" in rows
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in rows)


async def test_nor_does_what_a_memo_holds(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("m")
        desk.app.screen.query_one(TextArea).text = "[b]rood[/b] \x1b[31m \x9b2J"
        await desk.settle()
        drawn = "".join(strip.text for strip in desk.app.screen._compositor.render_strips())
        assert "[b]rood[/b] ␛[31m" in drawn
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in drawn)


async def test_help_lists_every_key_once(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("question_mark")
        screen = desk.app.screen
        assert isinstance(screen, HelpScreen)
        descriptions = [description for _, description in screen._keys]
        assert len(set(descriptions)) == len(descriptions)
        assert {"accept", "reject", "memo", "facets of the coding", "undo"} <= set(descriptions)
        assert {(">", "next interview"), ("<", "previous interview"), ("esc", "back")} & set(screen._keys) == {
            (">", "next interview"),
            ("<", "previous interview"),
        }, "there is nothing to go back to"
        assert all(not description.startswith(("tui.", "coding.", "transcript.")) for description in descriptions)


async def test_resizing_keeps_the_place_and_the_marks(study: Project) -> None:
    async with at_work(study) as desk:
        await desk.press("j", "2")
        before = desk.view.cursor
        for size in ((60, 15), (160, 50), (80, 24)):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert desk.view.cursor == before
            drawn = "".join(desk.view.render_line(row).text[2:MARGIN] for row in range(len(desk.view._layout)))
            assert "2" in drawn
            assert NOTE not in desk.view._layout.turns


async def test_an_empty_study_says_which_key_fills_it(study: Project) -> None:
    study.undo("Anna")
    async with at_work(study) as desk:
        desk.app.go("coding")
        await desk.settle()
        assert "brings transcripts in" in desk.shown("Empty")


async def test_an_interview_opens_at_its_very_beginning(study: Project) -> None:
    async with at_work(study, size=(80, 12)) as desk:
        assert "Wat gebeurt er als er iets misgaat?" in desk.view.render_line(0).text


async def test_the_command_palette_knows_keys_places_and_the_other_look(study: Project) -> None:
    async with at_work(study) as desk:
        found = {command.title: command for command in desk.app.get_system_commands(desk.screen)}
        assert {"Go to: overview", "Code: short space", "Code: short work"} <= found.keys()
        assert len([title for title in found if title.startswith("Code: ")]) == 2, "a digit without a carrier is none"
        found["Change between dark and light"].callback()
        assert desk.app.theme == "interviewcoder-light"
        found["Write a memo on the coding or the interview"].callback()
        await desk.press()
        assert isinstance(desk.app.screen, TextDialog)
        await desk.press("escape", "ctrl+p")
        assert desk.app.screen.query_one(Input).placeholder == "Type what you want to do…"
        await desk.press(*"overv")
        await desk.press("enter")
        assert isinstance(desk.app.screen, OverviewScreen)


async def test_one_notice_at_a_time_above_the_keys_and_none_over_a_list_of_keys(study: Project) -> None:
    app = Interviewcoder(study, "Anna")
    async with app.run_test(size=(80, 24), notifications=True):
        await quiet(app)
        await press(app, "x", "full_stop")
        [shown] = app.screen.query(Toast)
        assert "No code was used yet" in str(shown.render())
        assert shown.region.bottom <= 23, "the line of keys stays in sight"
        await press(app, "j")
        assert not app.screen.query(Toast), "the next key takes it out of sight"
        app.notify("Not now.", severity="warning")
        await press(app, "k")
        assert [each.message for each in app._notifications] == ["Not now."], "a warning stands for a second"
        await press(app, "1")
        assert isinstance(app.screen, Choice)
        assert [each for each in app.screen.query(Toast) if each.display] == []


async def test_a_low_panel_keeps_the_features_of_the_codings_here(six: Project) -> None:
    async with visit(six, "coding", size=(80, 24)) as here:
        assert isinstance(here.screen, CodingScreen)
        document = here.screen.page.document
        assert document
        for carrier in ("content", "space", "together", "lead", "organisation", "outside"):
            for key in "ab":
                six.apply_code("Anna", document.id, 3, 20, f"{carrier}_{key}")
        here.app.go("overview")
        here.app.go("coding")
        await here.settle()
        await here.press("end", "5", "b")
        panel = str(here.screen.query_one(CodesPanel).render())
        assert "  b organisatio" in panel
        assert "  b outside b" not in panel
        assert [line for line in panel.split("\n") if line.startswith("6 ")], "every carrier is there"
