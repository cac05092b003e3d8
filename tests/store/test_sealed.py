"""A sealed round: nobody can reach what another coder did on its interviews, by any method, not even how much.

The study is kept as it was before Bram worked, and asked the same: whoever gets another answer has learnt something.
"""

from __future__ import annotations

import inspect
import pkgutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from builders import interview, new_document

from interviewcoder import store
from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Decision, Evidence, Origin, Respondent, Span, Suggesting, Suggestion
from interviewcoder.store import rounds
from interviewcoder.store.bringing import bring_in
from interviewcoder.store.brought import Bringing, BroughtCoding
from interviewcoder.store.doctor import examine
from interviewcoder.store.events import replay
from interviewcoder.store.project import Project
from interviewcoder.store.queries import Queries
from interviewcoder.store.quoting import edit_quote, order_quotes

MEMO = "Hier ga ik over het zegel heen, in een geheime notitie."
VIEWERS = ("Anna", "Carla", "Zoë", None)
"""Another coder of the round, a coder who is not, one who is not known, and a stranger."""


def copy_of(study: Project, path: Path) -> None:
    with closing(sqlite3.connect(study.path)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)


class Sealed:
    """The study ``without`` what Bram did in the sealed round and ``with_it``, and what to look for."""

    def __init__(self, folder: Path, codebook: Codebook) -> None:
        path = folder / "without.icdb"
        study = Project.create(path, name="Test", codebook=codebook, coder="Anna")
        study.add_coder("Bram")
        study.add_coder("Carla")
        other = interview((("R", "Een ander gesprek. Over iets anders."),))
        who = Respondent("R02", "director", "A")
        study.import_documents("Anna", [new_document(), new_document("R02", other, respondent=who)])
        self.document, self.free = study.ask.document("R01").id, study.ask.document("R02").id
        self.own = study.apply_code("Anna", self.document, 3, 10, "trust", memo="van mij")
        study.mark_read("Anna", self.document, 0, 20)
        self.shared = study.apply_code("Bram", self.free, 3, 10, "work")
        self.round = rounds.new_round(study, "Carla", "Een", ["R01"], ["Anna", "Bram"])
        rounds.seal(study, "Carla", "Een")
        copy_of(study, folder / "with.icdb")
        self.without, self.with_it = study, Project.open(folder / "with.icdb")
        self.hidden = self._work(self.with_it)

    def _work(self, study: Project) -> set[str]:
        """All that a coder can do. Returns guids, and words that stand nowhere else."""
        here = self.document
        coded = study.apply_code("Bram", here, 14, 44, "mistakes", memo=MEMO, facets={"presence": "absent"})
        study.star("Bram", coded, True)
        gone = study.apply_code("Bram", here, 50, 60, "work")
        study.remove_coding("Bram", gone)
        study.undo("Bram")
        study.set_facets("Bram", gone, {"presence": "present"})
        study.write_memo("Bram", "document", here, MEMO)
        study.mark_read("Bram", here, 0, 77)
        found = Suggestion("trust", "space", 0.123456789, 61, 70, (Evidence(61, 65, "bord", "cue"),))
        study.decide("Bram", here, found, Decision.REJECT)
        accepted = study.decide("Bram", here, found, Decision.CORRECT, "work")
        edit_quote(study, "Bram", coded, [], MEMO)
        order_quotes(study, "Bram", coded, [coded])
        brought = BroughtCoding("", "Bram", here, Span(71, 80), "space", memo=MEMO, starred=True)
        bring_in(study, "Bram", Bringing(codings=[brought]))
        by_bram = study.as_coder("Bram").ask
        guids = {each.guid for each in by_bram.codings(document=here, coder="Bram")}
        assert {coded, gone, accepted} < guids
        return guids | {each.guid for each in by_bram.memos()} | {MEMO, "0.123456789"}

    def give(self, name: str) -> tuple[Any, ...]:
        """What to give for a parameter of this name: all that could bring something to light."""
        a_coding = next(guid for guid in self.hidden if "-" in guid)
        history = self.without.ask.history()
        values: dict[str, tuple[Any, ...]] = {
            "coder": ("Bram", "Anna", None),
            "viewer": ("Anna",),
            "document": (self.document, self.free),
            "documents": ((self.document, self.free),),
            "guid": (*sorted(self.hidden), self.own),
            "target": (a_coding, self.document, None),
            "kind": ("coding", "document", None),
            "reference": ("R01",),
            "code": ("mistakes", "work"),
            "codes": (None, ("mistakes", "work")),
            "role": (None, "employee"),
            "company": (None, "A"),
            "consensus": (False, True),
            "start": (14, 50),
            "end": (44, 60),
            "stamp": (0, self.without.ask.stamp()),
            "words": ("bord",),
            "last": (3, 100),
            "limit": (50,),
            "version": (None,),
            "versions": ({"mistakes": 2, "work": 2},),
            "number": (None,),
            "event": (history[-1], history[0]),
            "which": ("undo", "redo"),
            "about": (None, "coding", "memo"),
            "reader": ("Anna", "Bram", None),
            "at": ("9999-12-31",),
            "text": (self.without.ask.version(self.document),),
        }
        assert name in values, f"say in this test what to give for the parameter {name!r} of a new method"
        return values[name]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, codebook: Codebook) -> Iterator[Sealed]:
    both = Sealed(tmp_path_factory.mktemp("sealed"), codebook)
    yield both
    both.without.close()
    both.with_it.close()


WRITE_OR_OPEN = {
    *("add_coder", "apply_code", "as_coder", "assign", "close", "create", "decide"),
    *("import_documents", "look_again", "mark_read", "open", "plan", "redo", "remove_coding", "remove_document"),
    *("rewrite_memo", "set", "set_facets", "star", "undo", "write_memo", "seen_by"),
}
"""Methods that answer with nothing but a guid of their own; those that take one are tried below. A new method that
reads is tried without being named here."""
WRITING_FUNCTIONS = {
    *("bring_in", "would_bring"),
    *("give_reason", "settle", "copy", "rebuild", "carry_out", "make_salt", "override", "edit_quote"),
    *("order_quotes", "mark_done", "new_round", "remove_round", "reveal", "seal", "add_rule", "confirm", "recode"),
    *("revise", "plan", "close_gap", "reopen_gap", "set_up", "set_cues"),
    *("merge", "copy_of", "bundle_for", "undo_one", "write_as_it_was"),
}
"""Functions of the store's modules that change it, or (``copy``, ``plan``) pass on all of it without showing it."""
GROWS = {"stamp"}
"""That something happened is told, so that a screen can notice it; what, is not."""


def reading(which: type) -> list[str]:
    names = (name for name, _ in inspect.getmembers(which) if not name.startswith("_"))
    return [name for name in names if name not in WRITE_OR_OPEN | GROWS]


def answers(method: Callable[..., Any], sealed: Sealed) -> dict[str, str]:
    """What a method says to every way of asking."""
    names = list(inspect.signature(method).parameters)
    found = {}
    for values in product(*(sealed.give(name) for name in names)):
        asked = dict(zip(names, values, strict=True))
        try:
            answer = method(**asked)
            found[repr(asked)] = repr(sorted(answer) if isinstance(answer, Iterator) else answer)
        except Refused as refused:
            found[repr(asked)] = str(refused)
    return found


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_method_that_reads_tells_anything_of_anothers_work(sealed: Sealed, viewer: str | None) -> None:
    without, with_it = sealed.without.as_coder(viewer), sealed.with_it.as_coder(viewer)
    tried = 0
    for before, after, names in (
        (without.ask, with_it.ask, reading(Queries)),
        (without, with_it, [name for name in reading(Project) if name != "codebook"]),
    ):
        for name in names:
            expected = answers(getattr(before, name), sealed)
            found = answers(getattr(after, name), sealed)
            assert found == expected, name
            tried += len(found)
    assert tried > 200


@pytest.mark.parametrize("viewer", ["Anna", None])
def test_nor_does_any_function_of_the_store(sealed: Sealed, viewer: str | None) -> None:
    without, with_it = sealed.without.as_coder(viewer), sealed.with_it.as_coder(viewer)
    tried = set()
    for found in pkgutil.iter_modules(store.__path__):
        module = import_module(f"interviewcoder.store.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = list(inspect.signature(function).parameters)[:1]
            if function.__module__ != module.__name__ or name.startswith("_") or takes != ["project"]:
                continue
            if name not in WRITING_FUNCTIONS:
                tried.add(name)
                expected, told = (answers(partial(function, study), sealed) for study in (without, with_it))
                assert told == expected, f"{found.name}.{name}"
    assert {"doubtful", "quote_edits", "examine", "without_suggestions", "copy_for", "copy_as_it_was"} <= tried


def test_the_coder_who_did_it_sees_all_of_it(sealed: Sealed) -> None:
    told = "".join(
        answer
        for name in ("codings", "coding", "memos", "history", "decisions")
        for answer in answers(getattr(sealed.with_it.as_coder("Bram").ask, name), sealed).values()
    )
    assert [each for each in sealed.hidden if each not in told] == []
    assert sealed.with_it.as_coder("Bram").ask.tally("Bram") == {"mistakes": 1, "work": 3, "space": 1}


def test_nothing_can_be_done_to_what_cannot_be_seen(sealed: Sealed, tmp_path: Path) -> None:
    copy_of(sealed.with_it, tmp_path / "mine.icdb")
    with Project.open(tmp_path / "mine.icdb", "Anna") as study:
        for guid in sorted(sealed.hidden):
            for change in (
                lambda guid: study.remove_coding("Anna", guid),
                lambda guid: study.set_facets("Anna", guid, {}),
                lambda guid: study.star("Anna", guid, True),
                lambda guid: study.rewrite_memo("Anna", guid, "weg"),
            ):
                with pytest.raises(Refused) as refused:
                    change(guid)
                assert "Bram" not in str(refused.value)
        assert study.apply_code("Anna", sealed.document, 14, 44, "mistakes"), "as if nobody had"


def test_the_doctor_names_no_coding_under_a_seal(sealed: Sealed, tmp_path: Path) -> None:
    copy_of(sealed.with_it, tmp_path / "mine.icdb")
    with Project.open(tmp_path / "mine.icdb", "Anna") as study:
        with study._writing() as conn:
            conn.exec_driver_sql("UPDATE coding SET before = 'elders' WHERE coder = 'Bram'")
        found = examine(study)
        said = "".join(map(str, found)) + repr(found)
        assert "R01: a coding under the seal of a round is not on its words" in said
        assert not [each for each in sealed.hidden if each in said]


def test_revealed_all_is_open_and_the_log_gives_the_same_tables(sealed: Sealed, tmp_path: Path) -> None:
    copy_of(sealed.with_it, tmp_path / "mine.icdb")
    with Project.open(tmp_path / "mine.icdb") as study:
        assert rounds.mark_done(study, "Anna", "een") is False
        assert study.ask.tally("Bram") == {"work": 1}
        assert rounds.mark_done(study, "Bram", sealed.round) is True
        assert study.ask.tally("Bram")["mistakes"] == 1
        told = repr(study.ask.history())
        assert [each for each in sealed.hidden if each not in told] == []
        assert examine(study) == ()
        with study._writing() as conn:
            replay(conn)
        assert [each.done for each in study.ask.rounds()] == [("Anna", "Bram")]


def test_what_was_done_before_the_seal_lies_under_it_too(study: Project) -> None:
    """Also in Anna's own log, where she touched it, and beyond her undo, which goes on to what she did before."""
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    mine = study.apply_code("Anna", document, 3, 10, "trust")
    his = study.apply_code("Bram", document, 14, 44, "work", memo=MEMO)
    study.star("Anna", his, True)
    study.star("Bram", mine, True)
    study.write_memo("Bram", "coding", mine, MEMO)
    rounds.new_round(study, "Anna", "Een", [document], ["Anna", "Bram"], Suggesting.CUES)
    rounds.seal(study, "Anna", "Een")
    anna = study.as_coder("Anna")
    assert [(each.guid, each.memos, each.starred) for each in anna.ask.codings()] == [(mine, 0, False)]
    log = repr(anna.ask.history())
    assert his not in log
    assert MEMO not in log
    assert mine in log
    assert study.undo("Anna") == "coded “Wat geb” as label trust", "neither the round, nor the star on what is hidden"


def test_consensus_codings_are_sealed_as_the_coders_own(study: Project) -> None:
    """When a second round on the same interview is sealed, what was settled before lies under it."""
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    settled = study.apply_code("Bram", document, 3, 10, "trust", origin=Origin.CONSENSUS)
    assert [each.guid for each in study.ask.codings(consensus=True)] == [settled]
    rounds.new_round(study, "Anna", "Twee", [document], ["Anna", "Bram"])
    rounds.seal(study, "Anna", "Twee")
    assert study.as_coder("Anna").ask.codings(consensus=True) == []


def test_no_query_reads_what_coders_did_from_anywhere_else() -> None:
    import re

    from interviewcoder.store import progress, queries, search

    work = r"schema\.(coding|memo|reading|suggestion_decision|starred_quote|adjudication)\b"
    for module in (progress, queries, search):
        assert not re.search(work, inspect.getsource(module))
