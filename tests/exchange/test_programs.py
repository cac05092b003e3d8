"""Projects of QualCoder and Taguette, and lists of codes, with all that their programs keep in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.archives import CODES, PHRASES, TEXT
from exchange.databases import LINES, TREE, database, qualcoder, taguette

from interviewcoder.errors import Refused
from interviewcoder.exchange.code_lists import write_code_list
from interviewcoder.exchange.foreign import ForeignCode, ForeignProject
from interviewcoder.exchange.html_text import text_of_html
from interviewcoder.exchange.read import read_project


def words(found: ForeignProject) -> list[str]:
    texts = {document.guid: document.text for document in found.documents}
    return [coding.span.of(texts[coding.document]) for coding in found.codings]


def tree(found: ForeignProject) -> list[tuple[str, str]]:
    """Each code as the path of its names, with its description."""
    names = {code.guid: code for code in found.codes}

    def path(code: ForeignCode) -> str:
        return f"{path(names[code.parent])}/{code.name}" if code.parent else code.name

    return [(path(code), code.description) for code in found.codes]


# --- QualCoder ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [8, 17, 30])
def test_a_project_of_qualcoder_comes_in_whole(tmp_path: Path, version: int) -> None:
    folder = qualcoder(tmp_path / "proef.qda", version)
    found = read_project(folder)
    assert found == read_project(folder / "data.qda")
    assert (found.name, [document.text for document in found.documents]) == ("proef", [TEXT])
    assert words(found) == list(PHRASES)
    assert [coding.coder for coding in found.codings[:2]] == ["Anna", "Bram"]
    assert (found.codings[4].memo, found.codings[0].starred) == ("let op", version > 8)
    assert tree(found) == [
        ("boven", "wat boven is"),
        ("boven/diep", ""),
        (f"boven/diep/{CODES[0]}", "wat dat is"),
        (f"boven/{CODES[1]}", ""),
        (CODES[2], ""),
    ]
    assert [code.colour for code in found.codes] == ["", "", "#AA0000", "#00CC00", ""]
    assert {(memo.kind, memo.text) for memo in found.memos} == {
        ("study", "over alles"),
        ("study", "Dagboek\nDag 1"),
        ("study", "R09: over de casus"),
        ("document", "over R09"),
        ("document", "kop (“Gesprek”)"),
    }
    assert [(case.name, case.documents, case.values) for case in found.cases] == [
        ("R09", ("source/1",), {"functie": "monteur"})
    ]
    assert found.documents[0].values == {"ronde": "1"}
    assert set(found.coders) == {"Anna", "Bram", *(["Cleo"] if version > 8 else [])}
    told = {remark.key: remark.count for remark in found.remarks}
    assert told == {
        "sources-without-text": 1,
        "codings-in-pictures": 2,
        **({"newer-program": 30} if version > 17 else {}),
    }
    assert (found.found.documents, found.found.codings) == (2, 12)


def test_what_is_no_project_of_qualcoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leeg.qda").mkdir()
    with pytest.raises(Refused, match="holds no project of QualCoder"):
        read_project(tmp_path / "leeg.qda")
    database(tmp_path / "ander.qda", {"project": [{"a": 1}]})
    with pytest.raises(Refused, match="lacks source, code_name"):
        read_project(tmp_path / "ander.qda")
    whole = (qualcoder(tmp_path / "p.qda") / "data.qda").read_bytes()
    for number, content in enumerate((b"geen database", whole[:5000], whole[:4096] + b"\xff" * 9000 + whole[13096:])):
        path = tmp_path / f"kapot{number}.qda"
        path.write_bytes(content)
        with pytest.raises(Refused, match="damaged or no database"):
            read_project(path)


# --- Taguette -------------------------------------------------------------------------------------


def test_a_project_of_taguette_comes_in_by_the_bytes_of_its_text(tmp_path: Path) -> None:
    found = read_project(taguette(tmp_path / "p.sqlite3"))
    assert [document.text for document in found.documents] == [LINES]
    bende = "één bende & lawaai 🙈"
    assert words(found) == [bende, bende, "R: Het"]
    assert [coding.coder for coding in found.codings] == ["bram", "bram", ""]
    assert tree(found) == [("sfeer", ""), ("sfeer/druk", "veel"), ("z.o.z", "")]
    assert {(memo.kind, memo.text) for memo in found.memos} == {("study", "over alles"), ("document", "over R09")}
    assert {(remark.key, remark.count) for remark in found.remarks} == {
        ("bare-selections", 1),
        ("codings-out-of-place", 1),
        ("unsure-places", 4),
    }
    assert found.found.codings == 4


def test_html_becomes_lines_and_every_place_is_found_in_them() -> None:
    from exchange.databases import HTML

    text = text_of_html(HTML)
    assert (text.tree, text.lines) == (TREE, LINES)
    for start in range(len(TREE)):
        for end in range(start + 1, len(TREE) + 1):
            there = text.lines[text.start(start) : text.end(end)]
            assert there[0] == TREE[start]
            assert there[-1] == TREE[end - 1]
            assert there.replace("\n", "") == TREE[start:end].replace("\n", "")


def test_a_database_of_several_projects_or_a_text_too_deep_is_refused(tmp_path: Path) -> None:
    rows = [{"id": 1, "name": "a", "description": ""}, {"id": 2, "name": "b", "description": ""}]
    others = {name: [{"id": 1}] for name in ("documents", "tags", "highlights", "highlight_tags")}
    with pytest.raises(Refused, match="holds 2 projects of Taguette"):
        read_project(database(tmp_path / "twee.sqlite3", {"projects": rows, **others}))
    deep = {"documents": [{"id": 1, "contents": "<div>" * 300 + "x", "name": "x"}]}
    with pytest.raises(Refused, match="nested deeper"):
        read_project(database(tmp_path / "diep.sqlite3", {"projects": rows[:1], **others, **deep}))


def test_a_tree_that_bites_its_tail_keeps_all_codes(tmp_path: Path) -> None:
    circle = [{"catid": n, "name": f"c{n}", "supercatid": (n + 1) % 3} for n in range(3)]
    folder = qualcoder(tmp_path / "q.qda", categories=circle)
    paths = [path for path, _ in tree(read_project(folder))]
    assert len(paths) == 6
    assert [path for path in paths if path.split("/")[-1].startswith("c") and "chaos" not in path] == [
        "c0",
        "c0/c2",
        "c0/c2/c1",
    ]


# --- lists of codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "atlas.csv",
            'Code;Comment;Code Group 1\nT1. Zorg, vooral & meer;"twee\n""regels""";G\n'
            "T1. Zorg, vooral & meer: tijd;;\nA: b;;\n",
            [("T1. Zorg, vooral & meer", 'twee\n"regels"'), ("T1. Zorg, vooral & meer/tijd", ""), ("A: b", "")],
        ),
        (
            "freq.csv",
            "Code;;Magnitude\n● T1;;7\n;● tijd;2\n;● rust;1\n● T2;;0\n",
            [("T1", ""), ("T1/tijd", ""), ("T1/rust", ""), ("T2", "")],
        ),
        (
            "tags.csv",
            "tag,description,number of highlights\r\nsfeer.druk,,1\r\nsfeer,goed,2\r\nz.o.z,,0\r\n",
            [("sfeer", "goed"), ("sfeer/druk", ""), ("z.o.z", "")],
        ),
        (
            "lijst.txt",
            "los\tmemo\nboven>>in>>diep\tdaar\nboven>>ander",
            [("los", "memo"), ("boven", ""), ("boven/in", ""), ("boven/in/diep", "daar"), ("boven/ander", "")],
        ),
    ],
)
def test_lists_of_codes_as_programs_write_them(
    tmp_path: Path, name: str, content: str, expected: list[tuple[str, str]]
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8", newline="")
    assert tree(read_project(path)) == expected


def test_a_list_of_our_own_comes_back_as_it_went(tmp_path: Path) -> None:
    codes = (
        ForeignCode("a", "=SOM(1)", None, "wat, met\ntwee regels", "#00AAFF"),
        ForeignCode("b", "onder", "a", "'aangehaald'"),
        ForeignCode("c", "onder", "b", "-1"),
        ForeignCode("d", "Ja; 'nee'"),
    )
    content = write_code_list(codes)
    assert content.startswith(b"\xef\xbb\xbfcode,parent,description,colour,path\r\n'=SOM(1)")
    path = tmp_path / "c.csv"
    path.write_bytes(content)
    found = read_project(path)
    paths = [("=SOM(1)", codes[0].description), ("=SOM(1)/onder", "'aangehaald'"), ("=SOM(1)/onder/onder", "-1")]
    assert tree(found) == [*paths, ("Ja; 'nee'", "")]
    assert found.codes[0].colour == "#00AAFF"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id,document,tag,content\n1,R,sfeer,x\n", "lists coded fragments"),
        ("naam van iets,ander\nx,y\n", "no column of codes"),
        ("code\n", "there are no codes"),
        ('code,memo\n"half,x\n', "no whole table"),
    ],
)
def test_what_is_no_list_of_codes_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)
    with pytest.raises(Refused, match=sentence):
        read_project(path)


def test_a_kind_of_file_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"the kinds are: \.qdpx"):
        read_project(tmp_path / "x.nvpx")
    with pytest.raises(Refused, match="There is no file"):
        read_project(tmp_path / "x.qdpx")
