"""respondents.csv and design.csv, as spreadsheets save them, and every refusal with its line."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest
from builders import both

from interviewcoder import locale
from interviewcoder.errors import Refused
from interviewcoder.model import Company, Planned, Respondent, Role
from interviewcoder.transcripts.design import read_design
from interviewcoder.transcripts.respondents import Listed, read_respondents

ROLES = (
    Role("director", {"nl": "directielid", "en": "director"}, ("DGA",)),
    Role("line_manager", {"nl": "leidinggevende", "en": "line manager"}, ("ploegbaas",)),
    Role("employee", both("medewerker")),
)
RESPONDENTS = """file,pseudonym,role,company,sector,region,date
R01.txt,R01,director,A,industrie,oost,2024-03-12
R02,R02,Ploegbaas,A,,,
"""
DESIGN = """company,sector,region,role,expected
A,industrie,oost,director,1
A,,,medewerker,2
B,installatie,,DGA,0
"""


def table(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "tabel.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_respondents(tmp_path: Path) -> None:
    assert read_respondents(table(tmp_path, RESPONDENTS), ROLES) == (
        Listed("R01.txt", Respondent("R01", "director", "A"), "industrie", "oost", "2024-03-12"),
        Listed("R02", Respondent("R02", "line_manager", "A")),
    )


def test_design(tmp_path: Path) -> None:
    design = read_design(table(tmp_path, DESIGN), ROLES)
    assert design.companies == (Company("A", "industrie", "oost"), Company("B", "installatie"))
    assert design.planned == (Planned("A", "director", 1), Planned("A", "employee", 2), Planned("B", "director", 0))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_make_of_it(tmp_path: Path, separator: str, encoding: str, ends: str) -> None:
    lines = ["Bestand,Pseudoniem, ROL ,Bedrijf,Leeftijd", 'Zoë é.docx,R1,"directielid",A,40', ",,,,", ""]
    text = ends.join(line.replace(",", separator) for line in lines)
    (listed,) = read_respondents(table(tmp_path, text.encode(encoding)), ROLES)
    assert listed == Listed("Zoë é.docx", Respondent("R1", "director", "A"))


@pytest.mark.parametrize(
    ("file", "name", "same"),
    [
        ("R01", "R01.txt", True),
        ("r01.TXT", "R01.txt", True),
        ("R01.txt", "R01.docx", False),
        ("R01", "R010.txt", False),
        ("A v1.2", "A v1.2.docx", True),
    ],
)
def test_a_row_is_of_a_file_by_name(file: str, name: str, same: bool) -> None:
    assert Listed(file, Respondent("R", "director", "A")).is_of(Path("map") / name) is same


def test_a_row_may_name_a_path(tmp_path: Path) -> None:
    for path in ("interviews/R01.txt", "interviews\\R01.txt"):
        (listed,) = read_respondents(table(tmp_path, f"file,pseudonym,role,company\n{path},R01,director,A\n"), ROLES)
        assert listed.file == "R01.txt"


HEAD = "file,pseudonym,role,company\n"
PLAN = "company,role,expected\n"


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (read_respondents, HEAD + "R1,R1,director,A\nR2,R2,ploegbas,A\n", ("line 3", "ploegbas", "line_manager")),
        (read_respondents, HEAD + "R1,R1,director,A\nr1.txt,R1,director,A\n", ("line 3", "r1.txt", "line 2")),
        (read_respondents, HEAD + "R1,R1,director,A\nR2,R1,director,B\n", ("line 3", "R1", "line 2")),
        (read_respondents, "bestand;rol\nR1;director\n", ("line 1", "pseudonym", "bestand, rol")),
        (read_respondents, "file,bestand,pseudonym,role,company\n", ("line 1", "file is there twice")),
        (read_respondents, HEAD + '"R\n1",R1,director,A\n', ("line 2", "control characters")),
        (read_respondents, HEAD + "\n\nR1,,director,A\n", ("line 4", "pseudonym is empty")),
        (read_respondents, HEAD + "R1,R1,director,A,B\n", ("line 2", "more cells")),
        (read_respondents, HEAD + 'R1,"R1,director,A\n', ("line 2", "quotes")),
        (read_respondents, HEAD + "R1,R\x1b[31m1,director,A\n", ("line 2", "control characters")),
        (read_respondents, HEAD, ("no rows",)),
        (read_respondents, "", ("no rows",)),
        (read_respondents, b"PK\x03\x04" + b"\x00" * 10, ("Excel",)),
        (read_design, PLAN + "A,director,1\nA,DGA,1\n", ("line 3", "director", "line 2")),
        (read_design, PLAN + "A,director,een\n", ("line 2", "een")),
        (read_design, PLAN + "A,director,-1\n", ("line 2", "-1")),
        (read_design, PLAN + "A,director,²\n", ("line 2", "²")),
        (read_design, PLAN + "A,baas,1\n", ("line 2", "baas", "Known: director")),
        (read_design, "company,role,expected,sector\nA,director,1,x\nA,employee,1,y\n", ("line 3", "sector")),
    ],
)
def test_refusals_name_the_file_and_the_line(tmp_path: Path, read, text: str | bytes, says: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as caught:
        read(table(tmp_path, text), ROLES)
    for words in ("tabel.csv", *says):
        assert words in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file"):
        read_design(tmp_path / "design.csv", ROLES)


def test_every_sentence_exists_in_both_languages() -> None:
    folder = Path(locale.__file__).parent
    for room in ("transcripts", "intake"):
        english, dutch = (tomllib.loads((folder / of / f"{room}.toml").read_text("utf-8")) for of in ("en", "nl"))
        assert _shape(english) == _shape(dutch)


def _shape(table: dict) -> dict:
    """Each key with the values its sentence asks for."""
    return {
        key: _shape(value) if isinstance(value, dict) else {name for _, name, _, _ in string.Formatter().parse(value)}
        for key, value in table.items()
    }
