"""Names taken out of a whole study and put back: no name in the bytes of the file, no coding off its words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Decision, Evidence, Kept, Respondent, Span, Suggestion, Transcript
from interviewcoder.publish.residue import scan
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.versions import revise
from interviewcoder.tasks import pseudonyms
from interviewcoder.tasks.correct import carry_out, correct_text
from interviewcoder.tasks.keyfile import Named, key_path

PASS = "vier woorden op rij"
WILCO = (
    ("I", "Wat gebeurt er als er iets misgaat?"),
    ("R", "Dan belt Wilco van Nijenkolk. Wilco's bank helpt. 😀 Klaar."),
)
SECOND = ("I", "En wie pakt dat op?"), ("R", "Dat doet José, met Wilco. Ik woon in Winterswijk."), ("Wilco", "Klopt.")
NAMES = (
    Named("Wilco", "name", "[naam 1]"),
    Named("José", "name", "[naam 2]"),
    Named("Nijenkolk", "company", "[bedrijf 1]"),
    Named("Winterswijk", "place", "[plaats 1]"),
)


@pytest.fixture
def study(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    """A study full of names: in texts, originals, names of files, codings, memos, decisions, and what was undone."""
    path = tmp_path / "study.icdb"
    with Project.create(path, name="Leren bij Nijenkolk", codebook=codebook, coder="Anna") as project:
        one = new_document("Wilco-R01", interview(WILCO), respondent=Respondent("R01", "employee", "Nijenkolk"))
        two = new_document("R02", interview(SECOND))
        project.import_documents("Anna", [one, two])
        code(project, "Wilco-R01", "Wilco van Nijenkolk.", "trust", memo="Wilco zei dit zelf.")
        code(project, "Wilco-R01", "Wil", "work")
        code(project, "Wilco-R01", "bank helpt. 😀", "mistakes")
        starred = code(project, "R02", "José, met Wilco", "trust")
        project.star("Anna", starred, True)
        gone = code(project, "R02", "woon in Winterswijk", "work")
        project.remove_coding("Anna", gone)
        first = project.ask.document("Wilco-R01")
        project.mark_read("Anna", first.id, 0, first.length)
        start = project.ask.transcript(first.id).text.index("Wilco's")
        evidence = Evidence(start, start + 7, "Wilco's", "fout")
        project.decide(
            "Anna", first.id, Suggestion("trust", "space", 0.5, start, start + 19, (evidence,)), Decision.ACCEPT
        )
        memo = project.write_memo("Anna", "study", "", "José bellen")
        project.rewrite_memo("Anna", memo, "Wilco bellen")
        project.undo("Anna")
        yield project


def code(project: Project, document: str, words: str, id: str, **more: str) -> str:
    held = project.ask.document(document)
    start = project.ask.transcript(held.id).text.index(words)
    return project.apply_code("Anna", held.id, start, start + len(words), id, **more)


def quotes(project: Project) -> list[tuple[str, str]]:
    return sorted((each.code, each.text) for each in project.ask.codings())


def everything(project: Project) -> object:
    """All that the study says, to compare before and after."""
    ask = project.ask
    return (
        [each for each in ask.history() if not each.kind.startswith("pseudonyms.")],
        ask.documents(),
        [ask.transcript(each.id) for each in ask.documents()],
        ask.codings(),
        ask.memos(),
        ask.read_spans(),
        ask.decisions(),
    )


def correct(project: Project, document: str, old: str, new: str) -> None:
    """A correction of the words ``old`` in a text; what holds codings elsewhere stays in place."""
    held = project.ask.document(document)
    before = project.ask.transcript(held.id)
    at, shift = before.text.index(old), len(new) - len(old)

    def place(position: int) -> int:
        return position if position <= at else position + shift

    turns = [type(t)(t.label, t.speaker, place(t.start), place(t.end)) for t in before.turns]
    sentences = tuple(Span(place(each.start), place(each.end)) for each in before.sentences)
    text = before.text[:at] + new + before.text[at + len(old) :]
    kept = [Kept(0, 0, at), Kept(at + len(old), at + len(new), len(before.text) - at - len(old))]
    placed = {
        each.guid: Span(place(each.start), place(each.end))
        for each in project.ask.codings(document=held.id)
        if each.end <= at or each.start >= at + len(old)
    }
    made = Transcript(text, tuple(turns), sentences)
    revise(project, "Anna", held.id, made, placed, base=held.version, kept=kept, original=text.encode())


# --- replaced -------------------------------------------------------------------------------------


def test_no_name_is_left_and_every_coding_stays_on_its_words(study: Project) -> None:
    correct(study, "R02", "Ik woon", "Nou, José en ik wonen")
    done = pseudonyms.apply(study, "Anna", NAMES, PASS)
    assert (done.names, done.documents, done.left, done.wiped) == (4, 2, (), True)
    assert quotes(study) == [
        ("mistakes", "bank helpt. 😀"),
        ("trust", "[naam 1] van [bedrijf 1]."),
        ("trust", "[naam 1]'s bank helpt."),
        ("trust", "[naam 2], met [naam 1]"),
        ("work", "[naam 1]"),
    ]
    for coding in study.ask.codings():
        assert study.ask.transcript(coding.document).text[coding.start : coding.end] == coding.text
    assert {each.name for each in study.ask.documents()} == {"[naam 1]-R01", "R02"}
    assert [turn.label for turn in study.ask.transcript(study.ask.document("R02").id).turns] == ["I", "R", "[naam 1]"]
    assert study.ask.document("[naam 1]-R01").company == "[bedrijf 1]"
    assert {each.text for each in study.ask.memos()} == {"[naam 1] zei dit zelf.", "[naam 2] bellen"}
    assert study.ask.decisions()[0].in_text
    assert examine(study) == ()
    assert [hit.text for hit in study.ask.search("belt")] == ["belt"]
    assert study.ask.search("Wilco") == []
    assert names_in_bytes(study) == []
    undone = 0
    while study.undo("Anna"):  # all that was done before, too
        undone += 1
    assert study.ask.documents() == []
    assert examine(study) == ()
    for _ in range(undone):
        study.redo("Anna")
    assert len(study.ask.codings()) == 5
    assert examine(study) == ()
    assert names_in_bytes(study) == []


def names_in_bytes(study: Project) -> list[str]:
    """The names that stand in the file or in what SQLite keeps beside it, as UTF-8 or as JSON writes them."""
    held = b"".join(path.read_bytes() for path in study.path.parent.glob("study.icdb*") if path.suffix != ".age")
    forms = {form for each in NAMES for form in (each.name, json.dumps(each.name)[1:-1], each.name.lower())}
    return sorted(form for form in forms if form.encode() in held)


def test_the_names_were_in_the_bytes_before(study: Project) -> None:
    assert {each.name for each in NAMES} <= set(names_in_bytes(study)) | {"José"}


@pytest.mark.parametrize(
    ("names", "passphrase", "key"),
    [
        ((Named("Niemand", "name", "[naam 1]"),), PASS, "pseudonyms.nothing-found"),
        ((Named("Wilco", "name", "Wilco"),), PASS, "transcripts.name-in-pseudonym"),
        (NAMES, "kort", "pseudonyms.short-passphrase"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    study: Project, names: tuple[Named, ...], passphrase: str, key: str
) -> None:
    before = everything(study)
    with pytest.raises(Refused) as refused:
        pseudonyms.apply(study, "Anna", names, passphrase)
    assert refused.value.key == key
    assert everything(study) == before
    assert not key_path(study.path).exists()


# --- put back -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_key_puts_everything_back_to_the_letter_and_keeps_what_was_done_since(study: Project) -> None:
    before = everything(study)
    pseudonyms.apply(study, "Anna", NAMES[:2], PASS)
    middle = everything(study)
    pseudonyms.apply(study, "Anna", NAMES[2:], PASS)
    assert everything(study) != middle
    assert pseudonyms.reidentify(study, "Anna", PASS) == 2
    assert everything(study) == before
    assert examine(study) == ()
    assert not pseudonyms.known_names(study).hashes
    with pytest.raises(Refused) as refused:
        pseudonyms.reidentify(study, "Anna", PASS)
    assert refused.value.key == "pseudonyms.not-replaced"


@pytest.mark.slow
def test_work_done_with_pseudonyms_stays_on_its_words_when_names_come_back(study: Project) -> None:
    pseudonyms.apply(study, "Anna", NAMES, PASS)
    code(study, "R02", "met [naam 1]. Ik", "work", memo="[naam 2] ook")
    correct(study, "R02", "Ik woon", "Met [naam 2] woon ik")
    study.import_documents("Anna", [new_document("R09")])
    pseudonyms.reidentify(study, "Anna", PASS)
    assert study.ask.in_review()[0].text == "met Wilco. Ik"
    assert "José ook" in {each.text for each in study.ask.memos()}
    assert "Met José woon ik in Winterswijk" in study.ask.transcript(study.ask.document("R02").id).text
    assert examine(study) == ()


@pytest.mark.slow
def test_a_key_is_added_to_never_replaced_and_belongs_to_one_study(
    study: Project, tmp_path: Path, codebook: Codebook
) -> None:
    pseudonyms.apply(study, "Anna", NAMES[:1], PASS)
    path = key_path(study.path)
    first = path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused) as refused:
        pseudonyms.apply(study, "Anna", NAMES[1:], "een andere zin")
    assert refused.value.key == "pseudonyms.wrong-passphrase"
    assert path.read_bytes() == first
    with Project.create(tmp_path / "other.icdb", name="X", codebook=codebook, coder="Anna") as other:
        other.import_documents("Anna", [new_document("R01", interview(WILCO))])
        with pytest.raises(Refused) as refused:
            pseudonyms.apply(other, "Anna", NAMES, PASS, key=path)
    assert refused.value.key == "pseudonyms.other-study"
    assert pseudonyms.mapping(study, PASS) == NAMES[:1]


@pytest.mark.parametrize("content", [b"", b"niets", b"age-encryption.org/v1\nhalf"])
def test_what_is_no_key_is_left_alone(study: Project, content: bytes) -> None:
    path = key_path(study.path)
    path.write_bytes(content)
    with pytest.raises(Refused):
        pseudonyms.apply(study, "Anna", NAMES, PASS)
    assert path.read_bytes() == content
    assert study.ask.document("Wilco-R01")


# --- what is left ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_name_that_comes_back_is_recognised_without_being_remembered(study: Project) -> None:
    study.add_coder("Wilco")
    names = (Named("Wilco", "name", "[naam 1]"), Named("van Nijenkolk", "name", "[naam 2]"))
    done = pseudonyms.apply(study, "Anna", names, PASS)
    assert done.left == ("coders",), "who codes keeps the own name, and that is told"
    again = interview((("R", "Het heet NIJENKOLK, zei ik, en nijenkolk."),))
    study.import_documents("Anna", [new_document("R03", again)])
    study.write_memo("Anna", "study", "", "Toen Wilco's vrouw belde naar 06-12345678.")
    left = [(each.where, each.text, each.kind) for each in pseudonyms.residue(study)]
    assert [each for each in left if each[2] in ("known", "phone")] == [
        ("R03", "NIJENKOLK", "known"),
        ("R03", "nijenkolk", "known"),
        ("memo 3 (Anna)", "Wilco", "known"),
        ("memo 3 (Anna)", "06-12345678", "phone"),
    ]


def test_proposals_are_names_as_they_stand_in_the_interviews(study: Project) -> None:
    found = {each.text: each for each in pseudonyms.propose(study)}
    assert {"Wilco", "José", "Winterswijk"} <= found.keys()
    assert found["Wilco"].documents == ("R02", "Wilco-R01")


@pytest.mark.slow
def test_a_name_that_is_a_label_is_proposed_kept_from_leaving_and_a_label_still_once_replaced(
    tmp_path: Path, codebook: Codebook
) -> None:
    said = (("Mrs. Jansen", "How do you learn?"), ("Anneli", "By doing. Ask Jansen."), ("R07", "Yes."))
    with Project.create(tmp_path / "study.icdb", name="New", codebook=codebook, coder="Anna") as study:
        study.import_documents("Anna", [new_document("one", interview(said))])
        proposed = {each.text: each for each in pseudonyms.propose(study)}
        assert {name: (each.kind.value, each.count, each.sure) for name, each in proposed.items()} == {
            "Anneli": ("name", 1, True),
            "Jansen": ("name", 2, True),
        }
        left = scan({"quote": "Dat zei Anneli, en jansen niet."}, pseudonyms.known_names(study))
        assert [each.text for each in left] == ["Anneli"]
        names = [Named(each.text, "name", each.replacement) for each in proposed.values()]
        pseudonyms.apply(study, "Anna", names, PASS)
        replaced = study.ask.transcript(study.ask.document("one").id)
        correction = correct_text(study, study.ask.document("one"), replaced.text.replace("doing", "trying"))
        carry_out(study, "Anna", correction)
        corrected = study.ask.transcript(study.ask.document("one").id)
        assert "trying" in corrected.text
        assert [turn.label for turn in corrected.turns] == [turn.label for turn in replaced.turns]
        assert "Jansen" not in "".join(study.ask.labels())
        assert pseudonyms.propose(study) == ()
