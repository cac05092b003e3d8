"""Rounds at the keyboard: two coders, one seal."""

from __future__ import annotations

from tui.visit import visit

from interviewcoder.store.project import Project


async def test_a_round_is_planned_sealed_and_done(study: Project) -> None:
    study.add_coder("Bram")
    document = study.ask.document("R01").id
    async with visit(study, "rounds", size=(80, 24)) as visiting:
        assert "No rounds yet" in visiting.text
        await visiting.press("n")
        await visiting.type("Een")
        await visiting.press("ctrl+s", "ctrl+s", "ctrl+s", "1")
        assert visiting.rows == [["Een", "planned", "Anna Bram", "1"]]
        assert "suggestions: none" in visiting.text
        await visiting.press("s", "y")
        assert "sealed, 0/2 done" in visiting.text.splitlines()[0]
        study.apply_code("Bram", document, 14, 44, "mistakes")
        await visiting.press("g", "c", "o")
        assert "No suggestions" in visiting.text
        assert study.as_coder("Bram").ask.tally("Bram") == {"mistakes": 1}
        assert visiting.app.session.project.ask.codings() == []
        await visiting.press("g", "t", "d", "y")
        assert visiting.rows == [["Een", "sealed", "Anna ✓ Bram", "1"]]
        assert visiting.said[-1] == "Done with round “Een”; waiting for: Bram."
        await visiting.press("u")
        assert visiting.rows[0][2] == "Anna Bram"
        await visiting.press("r")
        await visiting.type("tijd")
        await visiting.press("ctrl+s")
        assert visiting.rows[0][1] == "revealed"
        assert "Anna: tijd" in visiting.text
        await visiting.press("g", "c", "o")
        assert len(visiting.app.session.project.ask.codings()) == 1
