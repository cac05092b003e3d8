"""What is asked once more before it is done: undo over the work of others, and coding what no respondent says."""

from __future__ import annotations

from tui.visit import visit

from interviewcoder.store.project import Project
from interviewcoder.tui.widgets.transcript.view import TranscriptView


async def test_others_work_is_named_before_it_goes_along(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    study.apply_code("Bram", document, 40, 45, "trust")
    async with visit(study, "documents", size=(80, 24)) as there:
        await there.press("u")
        assert "what others did: 1 coding by Bram on R01." in there.text
        await there.press("u")
        assert len(study.ask.documents()) == 1
        await there.press("u", "y")
        assert study.ask.documents() == []
        assert there.said == ["Undone: imported R01"]
        await there.press("ctrl+r")
        assert there.said == ["Redone: imported R01"]
        assert [each.coder for each in study.ask.codings()] == ["Bram"]
        await there.press("x")
        assert "1 coding by Bram on R01." in there.text
        await there.press("x", "u")
        assert there.said == ["Undone: removed R01"]
        assert len(study.ask.codings()) == 1


async def test_what_no_respondent_says_is_coded_only_when_said_so(study: Project) -> None:
    text = study.ask.transcript(study.ask.document("R01").id).text
    async with visit(study, "coding", size=(80, 24)) as there:
        view = there.screen.query_one(TranscriptView)
        view.go_to(3, 17)
        await there.press("2")
        assert "No respondent speaks in this fragment." in there.text
        await there.press("escape")
        assert study.ask.codings() == []
        await there.press("2", "y")
        assert [each.text for each in study.ask.codings()] == ["Wat gebeurt er"]
        assert there.said == []
        start = text.index("iemand")
        view.go_to(start, start + 6)
        await there.press("2")
        assert there.said == ["The fragment cuts a word in two (“Niemand”); it was coded as given."]
