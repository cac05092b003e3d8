"""A project that comes back: who is who is known, and what differs from the study is told one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import LINES, interview, new_document

from interviewcoder.exchange.read import read_project
from interviewcoder.exchange.write import written
from interviewcoder.model import Codebook, Span
from interviewcoder.publish.coders import CodersAs, called
from interviewcoder.store.project import Project
from interviewcoder.tasks.exchange import Proposal, carry_in, propose
from interviewcoder.tasks.taking_out import called_as, take_out


@pytest.fixture
def there(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    """R01, coded by Anna and by Bram."""
    with Project.create(tmp_path / "there.icdb", name="Er al", codebook=codebook, coder="Anna") as project:
        project.add_coder("Bram")
        project.import_documents("Anna", [new_document("R01", interview(LINES))])
        document = project.ask.document("R01").id
        project.apply_code("Anna", document, 43, 60, "trust", facets={"presence": "absent"}, memo="kijk")
        project.apply_code("Bram", document, 43, 60, "work")
        yield project


def proposed(project: Project, foreign: object) -> Proposal:
    return propose(foreign, "Anna", project=project, tell=lambda done, of: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", list(CodersAs))
def test_coders_are_known_whatever_they_are_called(there: Project, tmp_path: Path, how: CodersAs) -> None:
    names = called(there.ask.coders(), how)
    file = tmp_path / "p.qdpx"
    file.write_bytes(written(called_as(take_out(there), names), file))
    foreign = read_project(file)
    expected = {"numbers": {"coder 1", "coder 2"}, "initials": {"A", "B"}, "names": {"Anna", "Bram"}}
    assert set(foreign.coders) == expected[how.value]
    stamp = there.ask.stamp()
    done = carry_in(there, "Anna", proposed(there, foreign))
    assert (done.codings, done.memos, there.ask.stamp(), there.ask.coders()) == (0, 0, stamp, ["Anna", "Bram"])


def test_what_differs_is_told_with_the_words_and_before_it_is_done(there: Project) -> None:
    out = take_out(there)
    annas, brams = sorted(out.codings, key=lambda each: each.coder)
    changed = (
        replace(annas, facets={"presence": "present"}, memo="anders"),
        replace(brams, facets={"presence": "present"}, span=Span(43, 57)),
    )
    cases = tuple(replace(each, name="R09") for each in out.cases)
    proposal = proposed(there, replace(out, codings=changed, cases=cases))
    told = [str(each) for each in proposal.remarks]
    done = carry_in(there, "Anna", proposal)
    assert done.remarks == proposal.remarks
    assert (done.codings, done.memos) == (0, 1)
    assert [each for each in told if each.startswith("R01")] == [
        "R01 is an interview of R09 there and of R01 in the study, which stays.",
        "R01, “ou, dan zetten we”: presence is “present” there and “absent” in the study, which stays.",
        "R01, “ou, dan zetten we”: other boundaries there (43–57) than in the study (43–60), which stay.",
    ]
    counted = {each.key: each.count for each in done.remarks}
    assert (counted["more-facets"], counted["memos-beside"], counted["known-codings"]) == (1, 1, 2)
    facets = {each.coder: dict(each.facets) for each in there.ask.codings()}
    assert facets == {"Anna": {"presence": "absent"}, "Bram": {"presence": "present"}}


def test_initials_that_are_the_same_get_a_number() -> None:
    names = called(["Anna de Wit", "Arie-Dirk Wal", "Bo", "Anja D. Wolf"], CodersAs.INITIALS)
    assert list(names.names.values()) == ["ADW", "ADW2", "B", "ADW3"]
    assert names.within("Anna de Wit en Bo, niet Bob") == "ADW en B, niet Bob"
