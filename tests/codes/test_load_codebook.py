"""A codebook in files becomes a Codebook, and each fault is told by file, key and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.codes.load import load_codebook
from interviewcoder.errors import Refused
from interviewcoder.locale import choose_language
from interviewcoder.model import Boundary

BOOK = """
id = "tiny"
version = 2
language = "nl"
title.nl = "Klein"
title.en = "Tiny"
carriers = ["space.toml", "work.toml"]

[[facet]]
id = "presence"
label = { nl = "aanwezig", en = "presence" }
[[facet.value]]
id = "absent"
label = { nl = "afwezig", en = "absent" }
help = { nl = "als het er niet is", en = "when it is not there" }

[[crosswalk]]
id = "levels"
label = { nl = "niveaus", en = "levels" }
source = "Own reading"
note = { nl = "te wijzigen", en = "editable" }
[[crosswalk.group]]
id = "D1"
label = { nl = "taak", en = "task" }
codes = ["trust", "work"]

[[role]]
id = "hr"
label = { nl = "HRM-manager", en = "HR manager" }
aliases = ["hrm", "opleidingsmanager"]
"""

SPACE = """
id = "space"
key = "1"
colour = "#56B4E9"
label = { nl = "Ruimte", en = "Space" }
short = { nl = "Ruimte", en = "Space" }
definition.nl = \"\"\"Wat
  ruimte is.\"\"\"
definition.en = "What space is."

[feature.trust]
key = "a"
label = { nl = "vertrouwen", en = "trust" }
definition = { nl = "Wat vertrouwen is.", en = "What trust is." }
include = { nl = "Wel.", en = "Do." }
exclude = { nl = "Niet.", en = "Do not." }
examples = ["Ik kan alles zeggen."]
cues = ["alles .. zeggen", "vertrouw~"]
hints = ["eerlijk"]
[[feature.trust.boundary]]
with = "work"
rule = { nl = "Bij twijfel werk.", en = "When in doubt, work." }
"""

WORK = """
id = "work"
key = "2"
colour = "#E69F00"
label = { nl = "Werk", en = "Work" }
definition = { nl = "Wat werk is.", en = "What work is." }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    for name, text in (("codebook", BOOK), ("space", SPACE), ("work", WORK)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_all_of_a_codebook_is_read(folder: Path) -> None:
    book = load_codebook(folder)
    assert (book.id, book.version, book.language, book.title["en"]) == ("tiny", 2, "nl", "Tiny")
    assert [code.id for code in book.codes] == ["space", "trust", "work"]
    trust = book.find("trust")
    assert trust is not None
    assert (trust.parent, trust.carrier, trust.key, trust.colour) == ("space", "space", "a", "#56B4E9")
    assert trust.cues == ("alles .. zeggen", "vertrouw~")
    assert trust.hints == ("eerlijk",)
    assert trust.examples == ("Ik kan alles zeggen.",)
    assert trust.include["nl"] == "Wel."
    assert trust.exclude["en"] == "Do not."
    assert trust.boundaries == (Boundary("work", {"nl": "Bij twijfel werk.", "en": "When in doubt, work."}),)
    assert book.facets[0].values[0].help["en"] == "when it is not there"
    assert book.crosswalks[0].groups[0].codes == ("trust", "work")
    assert book.roles[0].aliases == ("hrm", "opleidingsmanager")


def test_a_text_over_several_lines_is_one_paragraph(folder: Path) -> None:
    assert load_codebook(folder).carriers[0].definition["nl"] == "Wat ruimte is."


def test_what_may_be_left_out_is_empty_and_short_falls_back_to_the_label(folder: Path) -> None:
    work = load_codebook(folder).carriers[1]
    assert (work.cues, work.examples, work.include, work.boundaries) == ((), (), {}, ())
    assert work.short == work.label


def test_the_folder_and_its_file_are_the_same_codebook(folder: Path) -> None:
    assert load_codebook(folder) == load_codebook(str(folder)) == load_codebook(folder / "codebook.toml")


def test_a_codebook_of_one_other_language_needs_no_translation(tmp_path: Path) -> None:
    (tmp_path / "codebook.toml").write_text(
        '\ufeffid = "un"\nversion = 1\nlanguage = "fr"\ntitle.fr = "Un"\ncarriers = ["a.toml"]', encoding="utf-8"
    )
    (tmp_path / "a.toml").write_text(
        'id = "a"\nkey = "1"\ncolour = "#000000"\nlabel.fr = "Équipe"\ndefinition.fr = "Ce que c’est."',
        encoding="utf-8",
    )
    assert load_codebook(tmp_path).carriers[0].label == {"fr": "Équipe"}


FAULTS = [
    # (file, what stands there, what stands there instead, file and key in the sentence, a word of the fault)
    ("codebook", 'id = "tiny"', "", "'id'", "missing"),
    ("codebook", 'id = "tiny"', 'id = "ti ny"', "'id'", "letters"),
    ("codebook", 'id = "tiny"', 'id = ["tiny"]', "'id'", "between quotes"),
    ("codebook", "version = 2", 'version = "2"', "'version'", "whole number"),
    ("codebook", "version = 2", "version = true", "'version'", "whole number"),
    ("codebook", "version = 2", "version = 0", "'version'", "whole number"),
    ("codebook", 'language = "nl"', 'language = "Dutch"', "'language'", "code of two"),
    ("codebook", 'title.nl = "Klein"', 'title.dutch = "Klein"', "'title.dutch'", "code of two"),
    ("codebook", 'title.nl = "Klein"\ntitle.en = "Tiny"', 'title = "Tiny"', "'title'", "per language"),
    ("codebook", "version = 2\n", "version = 2\nverzion = 2\n", "'verzion'", "not a key"),
    ("codebook", '["space.toml", "work.toml"]', "[]", "'carriers'", "missing"),
    ("codebook", '["space.toml", "work.toml"]', '"space.toml"', "'carriers'", "list"),
    ("codebook", '"work.toml"', '"../work.toml"', "'carriers[2]'", "same folder"),
    ("codebook", '"work.toml"', '"gone.toml"', "gone.toml", "cannot be read"),
    ("codebook", '"work.toml"', '"space.toml"', "'space'", "defined twice"),
    ("codebook", '"work.toml"', "7", "'carriers[2]'", "between quotes"),
    ("codebook", "[[facet]]", "[facet]", "'facet'", "double square brackets"),
    ("codebook", "[[facet.value]]", "[[facet.valu]]", "'facet[1].value'", "missing"),
    ("codebook", 'id = "absent"', 'id = "absent"\nextra = 1', "'facet[1].value[1].extra'", "not a key"),
    (
        "codebook",
        'label = { nl = "afwezig", en = "absent" }',
        'label.nl = "afwezig"',
        "'facet[1].value[1].label'",
        "'en'",
    ),
    ("codebook", '"trust", "work"]', '"trust", "wrok"]', "'crosswalk[1].group[1].codes[2]'", "did you mean 'work'"),
    ("codebook", 'source = "Own reading"', "", "'crosswalk[1].source'", "missing"),
    ("codebook", "[[crosswalk.group]]", "[[crosswalk.box]]", "'crosswalk[1].group'", "missing"),
    ("codebook", 'aliases = ["hrm"', 'aliases = ["hrm", 3', "'role[1].aliases[2]'", "between quotes"),
    ("space", 'id = "space"', 'id = "space', "space.toml", "line 2"),
    ("space", 'key = "1"', 'key = "0"', "'key'", "1-9"),
    ("work", 'key = "2"', 'key = "1"', "'key'", "'space' has that key"),
    ("space", 'key = "a"', 'key = "A"', "'feature.trust.key'", "a-z"),
    ("space", "#56B4E9", "blue", "'colour'", "hexadecimal"),
    ("space", 'colour = "#56B4E9"', "", "'colour'", "missing"),
    ("space", 'label = { nl = "Ruimte", en = "Space" }', 'label.nl = "Ruimte"', "'label'", "no text in 'en'"),
    ("space", 'en = "trust" }', 'en = "trust", de = "x" }', "'feature.trust.label.de'", "does not have"),
    ("space", 'en = "trust" }', 'en = " " }', "'feature.trust.label.en'", "empty"),
    ("space", 'en = "trust" }', "en = 1 }", "'feature.trust.label.en'", "between quotes"),
    ("space", 'en = "trust" }', 'en = "tr\\u001bust" }', "'feature.trust.label.en'", "control"),
    ("space", 'short = { nl = "Ruimte"', f'short = {{ nl = "{"x" * 25}"', "'short.nl'", "24"),
    ("space", "[feature.trust]", '[feature."tr ust"]', "'feature.tr ust'", "letters"),
    ("space", "[feature.trust]", "[feature.space]", "'space'", "defined twice"),
    ("work", 'id = "work"', 'id = "work"\nfeature = 3', "'feature'", "[feature.trust]"),
    ("space", 'with = "work"', 'with = "nowhere"', "'feature.trust.boundary[1].with'", "not in the codebook"),
    ("space", 'with = "work"', 'with = "trust"', "'feature.trust.boundary[1].with'", "itself"),
    ("space", '"vertrouw~"', '".. zelf"', "'feature.trust.cues[2]'", "between two words"),
    ("space", '"eerlijk"', '"ee~lijk"', "'feature.trust.hints[1]'", "start or the end"),
    ("space", 'hints = ["eerlijk"]', 'hint = ["eerlijk"]', "'feature.trust.hint'", "not a key"),
]


@pytest.mark.parametrize(("file", "old", "new", "where", "fault"), FAULTS)
def test_a_fault_is_told_in_one_sentence(folder: Path, file: str, old: str, new: str, where: str, fault: str) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as told:
        load_codebook(folder)
    for language in ("en", "nl"):
        choose_language(language)
        sentence = str(told.value)
        assert where in sentence
        assert ".toml" in sentence
        assert "\n" not in sentence
    choose_language("en")
    assert fault in str(told.value)


@pytest.mark.parametrize(
    ("key", "table"),
    [
        ("facet", '[[facet]]\nid = "presence"\nlabel = { nl = "x", en = "x" }\n'
         'value = [{id = "v", label = {nl="x", en="x"}}]'),
        ("crosswalk", '[[crosswalk]]\nid = "levels"\nsource = "x"\nlabel = { nl = "x", en = "x" }\n'
         'group = [{id = "g", label = {nl = "x", en = "x"}}]'),
    ],
)  # fmt: skip
def test_an_id_stands_once(folder: Path, key: str, table: str) -> None:
    with (folder / "codebook.toml").open("a", encoding="utf-8") as file:
        file.write(table)
    with pytest.raises(Refused, match=f"more than one '{key}'"):
        load_codebook(folder)


def test_two_roles_never_answer_to_one_name(folder: Path) -> None:
    with (folder / "codebook.toml").open("a", encoding="utf-8") as file:
        file.write('[[role]]\nid = "other"\nlabel = { nl = "ander", en = "other" }\naliases = ["HRM"]')
    with pytest.raises(Refused, match="answers to 'HRM', but so does the role 'hr'"):
        load_codebook(folder)


def test_two_features_never_share_a_key(folder: Path) -> None:
    with (folder / "space.toml").open("a", encoding="utf-8") as file:
        file.write('[feature.room]\nkey = "a"\nlabel = {nl = "x", en = "x"}\ndefinition = {nl = "x", en = "x"}')
    with pytest.raises(Refused, match="'trust' has that key"):
        load_codebook(folder)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "work.toml").write_bytes(b'label.nl = "caf\xe9"')
    with pytest.raises(Refused, match=r"work\.toml is not UTF-8"):
        load_codebook(folder)


def test_nothing_there_names_what_is_shipped(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="learning_culture"):
        load_codebook(tmp_path)
    with pytest.raises(Refused, match="no codebook at"):
        load_codebook("no_such_codebook")


def test_a_hostile_key_does_not_reach_the_terminal_raw(folder: Path) -> None:
    with (folder / "work.toml").open("a", encoding="utf-8") as file:
        file.write('"evil\\u001b[2J" = 1')
    with pytest.raises(Refused) as told:
        load_codebook(folder)
    assert "\x1b" not in str(told.value)
