"""Copies brought together: the order does not matter, twice is once, and who wrote over whom is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from builders import interview, new_document
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from interviewcoder.errors import Refused
from interviewcoder.model import Company, Decision, Kept, Planned, Respondent, Ruling, Span, Suggestion
from interviewcoder.store import consensus, rounds, schema
from interviewcoder.store.conflicts import conflicts_in
from interviewcoder.store.copying import differing
from interviewcoder.store.doctor import examine
from interviewcoder.store.events import Event
from interviewcoder.store.history import undo_one
from interviewcoder.store.merging import Copy, copy_for, copy_of, merge
from interviewcoder.store.project import Project
from interviewcoder.store.quoting import edit_quote
from interviewcoder.store.versions import revise

CODERS = ("Anna", "Bram")
NAMES = ("one", "two", "three")


def act(study: Project, coder: str, what: str, n: int) -> None:
    """One action of a coder; one that cannot be done there is not."""
    with suppress(Refused, IndexError):
        _ACTIONS[what](study, coder, n)


def document(study: Project, n: int) -> str:
    return study.ask.documents()[n % 2].id


def own(study: Project, coder: str, n: int) -> str:
    found = study.ask.codings(coder=coder)
    return found[n % len(found)].guid if found else ""


def memo(study: Project, coder: str, n: int) -> str:
    found = [each for each in study.ask.memos() if each.coder == coder]
    return found[n % len(found)].guid if found else ""


def correct(study: Project, coder: str, n: int) -> None:
    """Put a word in; what lies before it keeps its place, what lies after it moves along or waits for review."""
    known = study.ask.documents()[n % 2]
    before = study.ask.transcript(known.id)
    at = before.turns[-1].start
    word = f"{n} keer "
    turns = [
        *before.turns[:-1],
        replace(before.turns[-1], end=before.turns[-1].end + len(word)),
    ]
    after = replace(before, text=before.text[:at] + word + before.text[at:], turns=tuple(turns), sentences=())
    placed = {each.guid: Span(each.start, each.end) for each in study.ask.codings(document=known.id) if each.end < at}
    kept = [Kept(0, 0, at), Kept(at, at + len(word), len(before.text) - at)]
    revise(study, coder, known.id, after, placed, base=known.version, kept=kept)


def settle(study: Project, coder: str, n: int) -> None:
    one, other = own(study, "Anna", n), own(study, "Bram", n)
    where = study.ask.coding(one).document
    before = next((each for each in study.ask.adjudications() if {*each.one, *each.other} == {one, other}), None)
    ruling = (Ruling.NEITHER, Ruling.LATER)[n % 2]
    consensus.settle(study, coder, where, "code", ((one,), (other,)), ruling, reason=f"reden {n}", instead=before)


_ACTIONS: dict[str, Callable[[Project, str, int], object]] = {
    "code": lambda study, coder, n: study.apply_code(
        coder, document(study, n), 3 + n, 9 + n, ("trust", "work")[n % 2], memo="zo" if n % 3 == 0 else ""
    ),
    "take off": lambda study, coder, n: study.remove_coding(coder, own(study, coder, n)),
    "facets": lambda study, coder, n: study.set_facets(
        coder, own(study, coder, n), {"presence": ("present", "absent")[n % 2]}
    ),
    "star": lambda study, coder, n: study.star(coder, own(study, "Anna", n), bool(n % 2)),
    "quote": lambda study, coder, n: edit_quote(study, coder, own(study, "Anna", n), [], f"quote {n}"),
    "memo": lambda study, coder, n: study.write_memo(coder, "document", document(study, n), f"memo {n}"),
    "rewrite": lambda study, coder, n: study.rewrite_memo(coder, memo(study, coder, n), f"memo {n}" if n % 4 else ""),
    "read": lambda study, coder, n: study.mark_read(coder, document(study, n), 0, 10 + n),
    "decide": lambda study, coder, n: study.decide(
        coder, document(study, n), Suggestion("work", "work", 0.5, 5 + n, 12 + n, ()), list(Decision)[n % 2]
    ),
    "assign": lambda study, coder, n: study.assign(
        coder, document(study, n), Respondent(f"R0{n % 3}", ("director", "employee")[n % 2], "A"), f"2025-01-0{n + 1}"
    ),
    "import": lambda study, coder, n: study.import_documents(
        coder, [new_document(f"N{n}", interview((("R", f"Nummer {n} van {coder}."),)))]
    ),
    "remove": lambda study, coder, n: study.remove_document(coder, document(study, n), with_others=True),
    "correct": correct,
    "settle": settle,
    "name": lambda study, coder, n: study.set(coder, "name", f"Studie {n}"),
    "plan": lambda study, coder, n: study.plan(coder, [Company("A", f"sector {n}")], [Planned("A", "employee", n)]),
    "undo": lambda study, coder, n: study.undo(coder, with_others=True),
    "redo": lambda study, coder, n: study.redo(coder, with_others=True),
    "undo one": lambda study, coder, n: undo_one(study, coder, study.ask.history(coder=coder)[-n].id),
}

_steps = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(CODERS), st.sampled_from([*_ACTIONS, "code", "undo"]), st.integers(0, 8)
    ),
    min_size=3,
    max_size=18,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, _study_file: Path) -> Path:
    """A study with two interviews and some work of both coders, from which the copies part."""
    path = copyfile(_study_file, tmp_path_factory.mktemp("base") / "base.icdb")
    with Project.open(path) as study:
        study.add_coder("Bram")
        lines = (("I", "En?"), ("R", "Een ander gesprek. Over iets anders, en lang genoeg om in te coderen."))
        study.import_documents("Anna", [new_document("R02", interview(lines))])
        for coder, n in (("Anna", 0), ("Anna", 1), ("Bram", 2), ("Bram", 3)):
            act(study, coder, "code", n)
        act(study, "Bram", "memo", 1)
    return path


class Copies:
    """Copies of one study, opened side by side."""

    def __init__(self, base: Path, folder: Path, names: Sequence[str]) -> None:
        self.by_name = {}
        for name in names:
            self.by_name[name] = Project.open(copyfile(base, folder / f"{name}.icdb"))
            with self.by_name[name]._writing() as conn:  # as another laptop would have it
                conn.execute(update(schema.meta).where(schema.meta.c.key == "replica").values(value=f"{name:-<36}"))

    def close(self) -> None:
        for each in self.by_name.values():
            each.close()


@pytest.fixture
def copies(base: Path, tmp_path: Path) -> Iterator[Copies]:
    made = Copies(base, tmp_path, NAMES)
    yield made
    made.close()


def same(one: Project, other: Project) -> bool:
    """Whether two copies hold the same events and the same tables."""
    with one._engine.connect() as here, other._engine.connect() as there:
        assert differing(here, there) == {}
    return [each.id for each in one.ask.history()] == [each.id for each in other.ask.history()]


def brought_together(base: Path, steps: list, order: list[int]) -> None:
    """Three copies worked in, merged one after the other in any order, and two of them first: all come out the same,
    and the same again after a second time."""
    with TemporaryDirectory() as folder:
        made = Copies(base, Path(folder), [*NAMES, "left", "right"])
        try:
            parted = [made.by_name[name] for name in NAMES]
            for where, coder, what, n in steps:
                act(parted[where], coder, what, n)
            for each in parted:  # within one copy everyone sees what they write over
                assert conflicts_in(each.ask.history()) == ()
            held = [copy_of(each) for each in parted]
            left, right = made.by_name["left"], made.by_name["right"]
            for number in order:  # one after the other, in any order
                merge(left, "Anna", [held[number]])
            merge(parted[1], "Bram", [held[2]])  # two of them first, then those as one
            merge(right, "Bram", [held[0], copy_of(parted[1])])
            merge(parted[0], "Anna", [copy_of(right)])
            assert same(left, right)
            assert same(left, parted[0])
            again = merge(left, "Anna", held)
            assert (again.events, again.conflicts) == (0, ())
            assert same(left, right)
            assert examine(right) == ()
            for coder in CODERS:  # what was brought together can be undone and goes on as a study does
                right.undo(coder, with_others=True)
            merge(left, "Anna", [copy_of(right)])
            assert same(left, right)
        finally:
            made.close()


@settings(max_examples=6, deadline=None)
@given(_steps, st.permutations(range(3)))
def test_merging_commutes_associates_and_is_done_once(base: Path, steps: list, order: list[int]) -> None:
    brought_together(base, steps, order)


@pytest.mark.faults
@settings(max_examples=300, deadline=None)
@given(_steps, st.permutations(range(3)))
def test_merging_over_very_many_logs(base: Path, steps: list, order: list[int]) -> None:
    brought_together(base, steps, order)


# --- who wrote over whom --------------------------------------------------------------------------


def test_what_two_wrote_in_one_place_stays_known_until_someone_who_saw_it_writes_there(copies: Copies) -> None:
    one, two, _ = copies.by_name.values()
    study = one.ask.properties()["name"]
    guid = one.ask.codings(coder="Anna")[0].guid
    where = one.ask.documents()[0].id
    one.set("Anna", "name", "Bij Anna")
    two.set("Bram", "name", "Bij Bram")
    one.set_facets("Anna", guid, {"presence": "present"})
    two.set_facets("Anna", guid, {"presence": "absent"})
    one.assign("Anna", where, Respondent("R03", "director", "A"))
    two.assign("Bram", where, Respondent("R05", "employee", "A"))
    for each in (one, two):
        correct(each, "Anna", 1 + 2 * (each is two))
    one.star("Anna", guid, True)
    two.star("Bram", guid, True)  # the same value is no conflict
    merged = merge(two, "Bram", [copy_of(one)])
    found = {each.key[0]: each for each in merged.conflicts}
    assert set(found) == {"study", "facets", "whose", "text"}
    assert study not in (found["study"].stands.value, found["study"].gave_way.value)
    assert {found["facets"].stands.value, found["facets"].gave_way.value} == {"presence=present", "presence=absent"}
    assert two.ask.properties()["name"] == found["study"].stands.value
    assert two.ask.coding(guid).facets == {"presence": found["facets"].stands.value.partition("=")[2]}
    merge(one, "Anna", [copy_of(two)])
    assert conflicts_in(one.ask.history()) == merged.conflicts
    assert examine(one) == ()
    one.set("Anna", "name", "Samen")
    settled = {each.key[0] for each in conflicts_in(one.ask.history()) if each.settled}
    assert settled == {"study"}
    assert one.undo("Anna")
    assert one.ask.properties()["name"] == found["study"].stands.value


def test_only_looking_changes_nothing_and_says_what_would_come(copies: Copies) -> None:
    one, two, three = copies.by_name.values()
    act(two, "Bram", "code", 6)
    act(two, "Bram", "import", 1)
    act(three, "Anna", "import", 1)
    two.remove_document("Bram", two.ask.document("R01").id, with_others=True)
    before = one.ask.stamp()
    lost = len(one.ask.codings(document=one.ask.document("R01").id))
    looked = merge(one, "Anna", [copy_of(two), copy_of(three)], keep=False)
    assert one.ask.stamp() == before
    assert looked.counts["Bram", "coding.apply"] == 1
    assert looked.documents == ("N1", "N1")
    assert looked.hidden == lost > 0
    assert merge(one, "Anna", [copy_of(two), copy_of(three)]) == looked
    with pytest.raises(Refused):
        one.ask.document("R01")
    newest = max(each.lamport for each in one.ask.history())
    one.set("Anna", "name", "Verder")
    assert one.ask.history()[-1].lamport == newest + 1


# --- rounds ---------------------------------------------------------------------------------------


def test_a_copy_for_a_coder_leaves_out_what_lies_under_the_seal_until_all_are_done(copies: Copies) -> None:
    one, two, _ = copies.by_name.values()
    anna, bram = one.as_coder("Anna"), two.as_coder("Bram")
    rounds.new_round(anna, "Anna", "Een", ["R01"], CODERS)
    rounds.seal(anna, "Anna", "Een")
    merge(bram, "Bram", [copy_for(anna, "Bram")])
    act(anna, "Anna", "code", 8)
    act(bram, "Bram", "code", 6)
    secret = {each.guid for each in anna.ask.codings(document=anna.ask.document("R01").id)}
    handed = copy_for(anna, "Bram")
    assert not any(guid in str(event.payload) for event in handed.events for guid in secret)
    rounds.mark_done(bram, "Bram", "Een")
    rounds.mark_done(anna, "Anna", "Een")
    merged = merge(bram, "Bram", [copy_for(anna, "Bram")])
    assert merged.revealed == ("Een",)
    merge(anna, "Anna", [copy_for(bram, "Anna")])
    merge(bram, "Bram", [copy_for(anna, "Bram")])
    assert same(anna, bram)
    assert secret <= {each.guid for each in bram.ask.codings()}


def test_what_a_whole_copy_brings_under_a_seal_is_not_told(copies: Copies) -> None:
    one, two, _ = copies.by_name.values()
    rounds.new_round(one, "Anna", "Een", ["R01", "R02"], CODERS)
    rounds.seal(one, "Anna", "Een")
    merge(two, "Bram", [copy_of(one)])
    act(two.as_coder("Bram"), "Bram", "code", 6)
    merged = merge(one.as_coder("Anna"), "Anna", [copy_of(two)])
    assert (merged.events, dict(merged.counts)) == (0, {})
    assert len(one.as_coder("Bram").ask.history()) == len(two.as_coder("Bram").ask.history())


# --- refused --------------------------------------------------------------------------------------


def changed(copy: Copy, kind: str, /, **fields: object) -> Copy:
    """A copy in which the last event of this kind says something else."""
    events: list[Event] = list(copy.events)
    at = max(n for n, event in enumerate(events) if event.kind == kind)
    events[at] = replace(events[at], **fields)
    return replace(copy, events=events)


def test_what_does_not_belong_is_refused_and_changes_nothing(
    copies: Copies, tmp_path: Path, codebook: object
) -> None:
    one, two, _ = copies.by_name.values()
    act(two, "Bram", "import", 1)
    two.set("Bram", "name", "Bij Bram")
    whole = copy_of(two)
    with Project.create(tmp_path / "other.icdb", name="Anders", codebook=codebook, coder="Anna") as other:
        stranger = copy_of(other)
    renamed = replace(whole.events[-1], id="0" * 36, kind="pseudonyms.apply", payload={"count": 1, "documents": 1})
    shared = next(event for event in whole.events if event.kind == "batch")
    imported = dict(next(event for event in reversed(whole.events) if event.kind == "batch").payload)
    kind, told = imported["events"][0]
    guid = one.ask.document("R01").id
    other_words = {**imported, "events": [[kind, {**told, "guid": guid, "sha256": "0" * 64}]]}
    wrong = {
        "bundles.other-study": stranger,
        "bundles.other-names": replace(whole, events=[*whole.events, renamed]),
        "bundles.told-otherwise": replace(
            whole, events=[replace(e, coder="Cees") if e.id == shared.id else e for e in whole.events]
        ),
        "bundles.other-text": changed(whole, "batch", payload=other_words),
        "bundles.newer": changed(whole, "study.set", kind="study.dance"),
        "bundles.not-carried-out": changed(whole, "study.set", payload={"value": 3}),
        "bundles.not-carried-out ": changed(whole, "batch", payload={"events": [["document.import", {}]]}),
    }
    before = one.ask.stamp()
    for key, copy in wrong.items():
        with pytest.raises(Refused) as refused:
            merge(one, "Anna", [copy])
        assert refused.value.key == key.strip()
    assert one.ask.stamp() == before
    assert examine(one) == ()
    assert merge(one, "Anna", [whole]).events == 2
