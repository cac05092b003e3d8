"""The demo study is built from the corpus, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interviewcoder.codes.load import load_codebook
from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Origin
from interviewcoder.resources import shipped
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.suggest.suggester import Suggester
from interviewcoder.tasks.demo import build_demo, studies
from interviewcoder.tasks.overview import differences_from_design

CORPUS = shipped("corpus") / "learning_culture"
HEAD = "file,quote,code,presence,initiative,form,orientation,level,starred,memo\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two interviews with codings of one coder and the reading of two."""
    folder = tmp_path / "corpus"
    (folder / "interviews").mkdir(parents=True)
    (folder / "codings").mkdir()
    said = ("Daar leren we van, elke dag.", "Ik beslis dat zelf.")
    for name, words in zip(("R01", "R02"), said, strict=True):
        text = f"I: Hoe gaat dat?\nR: {words} \nI: En verder?\nR: Niets.\n"
        (folder / "interviews" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "design.csv").write_text(
        "company,sector,region,role,expected\nA,maakindustrie,Gelderland,director,1\n"
        "A,maakindustrie,Gelderland,employee,1\nB,installatie,Overijssel,hr,1\n",
        encoding="utf-8",
    )
    (folder / "respondents.csv").write_text(
        "file,pseudonym,role,company,sector,region,date\nR01.txt,R01,director,A,maakindustrie,Gelderland,2025-06-10\n"
        "R02.txt,R02,employee,A,maakindustrie,Gelderland,2025-06-11\n",
        encoding="utf-8",
    )
    feature = load_codebook("learning_culture").features("space_safety")[1].id
    rows = (
        f"R01.txt,Daar leren we van,{feature},present,,informal,,team,yes,mooi\n"
        'R01.txt,"Daar leren we van, elke dag.",space_safety,,,,,,,\n'
        "R02.txt,Ik beslis dat zelf,work_content,absent,,,,,no,\n"
    )
    (folder / "codings" / "anna.csv").write_text(HEAD + rows, encoding="utf-8")
    (folder / "readings.csv").write_text("coder,file\nanna,R01.txt\nanna,R02.txt\nbram,R01.txt\n", encoding="utf-8")
    return folder


def test_everything_in_the_corpus_is_in_the_study(tmp_path: Path, corpus: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "made" / "here" / "demo.icdb"
    assert build_demo(path, corpus=corpus, progress=lambda done, total: told.append((done, total))) == path
    assert told == [(0, 2), (1, 2), (2, 2)]
    with Project.open(path) as project:
        assert project.ask.properties()["synthetic"] == "yes"
        assert project.ask.coders() == ["Anna", "Bram"]
        assert [(each.company, each.role) for each in project.ask.planned()] == [
            ("A", "director"), ("A", "employee"), ("B", "hr"),
        ]  # fmt: skip
        documents = {each.id: each for each in project.ask.documents()}
        assert [(each.pseudonym, each.role, each.date) for each in documents.values()] == [
            ("R01", "director", "2025-06-10"), ("R02", "employee", "2025-06-11"),
        ]  # fmt: skip
        codings = {(documents[each.document].pseudonym, each.text): each for each in project.ask.codings()}
        first = codings["R01", "Daar leren we van"]
        assert (first.coder, first.origin, first.starred, first.memos) == ("Anna", Origin.IMPORT, True, 1)
        assert first.facets == {"presence": "present", "form": "informal", "level": "team"}
        assert codings["R02", "Ik beslis dat zelf"].facets == {"presence": "absent"}
        assert not codings["R02", "Ik beslis dat zelf"].starred
        assert codings["R01", "Daar leren we van, elke dag."].code == "space_safety"
        assert [len(project.ask.read_spans(coder=coder)) for coder in ("Anna", "Bram")] == [2, 1]
        assert examine(project) == ()
    assert [each.name for each in path.parent.iterdir()] == ["demo.icdb"]


def test_parts_that_are_not_there_yet_are_left_out(tmp_path: Path, corpus: Path) -> None:
    shutil.rmtree(corpus / "codings")
    (corpus / "readings.csv").unlink()
    with Project.open(build_demo(tmp_path / "demo.icdb", corpus=corpus)) as project:
        assert len(project.ask.documents()) == 2
        assert (project.ask.codings(), project.ask.read_spans(), project.ask.coders()) == ([], {}, ["Anna"])


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("R01.txt,Nergens gezegd,space_safety,,,,,,,\n", "demo.not-once"),
        ("R01.txt,Hoe,space_safety,,,,,,,\n", None),
        ("R01.txt,e,space_safety,,,,,,,\n", "demo.not-once"),
        ("R09.txt,Hoe,space_safety,,,,,,,\n", "demo.no-interview"),
        ("R01.txt,Hoe,no_such_code,,,,,,,\n", "store.unknown-code"),
        ("R01.txt,Hoe,space_safety,maybe,,,,,,\n", "store.unknown-value"),
    ],
)
def test_a_fault_in_the_corpus_leaves_nothing_half(tmp_path: Path, corpus: Path, row: str, key: str | None) -> None:
    path = tmp_path / "made" / "demo.icdb"
    with (corpus / "codings" / "bram.csv").open("w", encoding="utf-8") as file:
        file.write(HEAD + row)
    if key is None:
        build_demo(path, corpus=corpus)
        return
    with pytest.raises(Refused) as refused:
        build_demo(path, corpus=corpus)
    assert refused.value.key == key
    assert str(refused.value)
    assert list(path.parent.iterdir()) == []


def test_a_demo_is_made_anew_and_a_study_of_ones_own_is_not(tmp_path: Path, corpus: Path, codebook: Codebook) -> None:
    path = build_demo(tmp_path / "demo.icdb", corpus=corpus)
    with Project.open(path) as project:
        project.set("Anna", "name", "Veranderd")
    build_demo(path, corpus=corpus)
    with Project.open(path) as project:
        assert project.ask.properties()["name"] != "Veranderd"
    own = tmp_path / "own.icdb"
    Project.create(own, name="Eigen", codebook=codebook, coder="Zoë").close()
    before = own.read_bytes()
    with pytest.raises(Refused) as refused:
        build_demo(own, corpus=corpus)
    assert refused.value.key == "demo.not-a-demo"
    assert own.read_bytes() == before
    text = tmp_path / "demo.txt"
    text.write_text("geen studie")
    with pytest.raises(Refused):
        build_demo(text, corpus=corpus)
    assert text.read_text() == "geen studie"


def test_the_shipped_corpus_makes_a_sound_study(tmp_path: Path) -> None:
    path = build_demo(tmp_path / "demo.icdb")
    interviews = sorted(each.stem for each in (CORPUS / "interviews").glob("*.txt"))
    with Project.open(path) as project:
        documents = project.ask.documents()
        assert sorted(Path(each.name).stem for each in documents) == interviews
        assert all(each.pseudonym and each.role and each.company for each in documents)
        assert all(each.words > 100 for each in documents)
        coders = [each.stem.capitalize() for each in (CORPUS / "codings").glob("*.csv")]
        assert {each.coder for each in project.ask.codings()} == set(coders)
        assert examine(project) == ()


def test_the_english_demo_shows_that_nothing_is_bound_to_the_six_carriers(tmp_path: Path) -> None:
    assert studies() == ["learning_culture", "return_to_work"]
    with Project.open(build_demo(tmp_path / "other.icdb", "return_to_work")) as project:
        assert project.ask.coders() == ["Kit", "Mo"]
        assert len(project.ask.codings()) == 54
        assert {each.role for each in project.ask.documents()} == {"employee", "supervisor"}
        assert [each.role for each in differences_from_design(project)] == ["physician"]
        suggested = Suggester(project.codebook).in_text("She rang on Mondays and never once asked for a date.")
        assert suggested[0].carrier == "contact"
