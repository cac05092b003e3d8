"""The shape of the command line: its help in two languages, its exit codes, and what it does not load."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from cli.asking import Run

from interviewcoder import __version__
from interviewcoder.cli.commands import MODULES
from interviewcoder.locale import _sentences

HEAVY = ("spacy", "textual", "rich", "sqlalchemy", "alembic", "lxml", "numpy")


def loaded_after(*commands: list[str]) -> set[str]:
    """The heavy packages that a fresh process has loaded after these commands."""
    script = (
        "import json, sys; from interviewcoder.cli import main\n"
        "for words in json.loads(sys.argv[1]): assert main(words) == 0\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    called = [sys.executable, "-c", script, json.dumps(commands)]
    done = subprocess.run(called, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_version_and_help_load_nothing_heavy() -> None:
    helps = [[command, "--help"] for command in MODULES]
    assert loaded_after(["--version"], ["--help"], ["--lang", "nl", "--help"], *helps) == set()


def test_commands_load_neither_the_interface_nor_spacy(file: Path) -> None:
    names = ("documents", "codings", "history", "coverage", "quotes", "doctor")
    loaded = loaded_after([str(file)], *([name, str(file)] for name in names))
    assert not loaded & {"spacy", "textual", "rich"}


@pytest.mark.benchmark
@pytest.mark.parametrize(("word", "bar"), [("--version", 0.15), ("--help", 0.4)])
def test_version_and_help_are_there_at_once(word: str, bar: float) -> None:
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "interviewcoder", word], capture_output=True, check=True)
        took.append(time.perf_counter() - begun)
    assert min(took) < bar


def test_the_version(run: Run) -> None:
    assert (run("--version").out, run("--version").code) == (f"interviewcoder {__version__}\n", 0)
    assert run("--lang", "nl", "--version").out == f"interviewcoder {__version__}\n"


def test_every_command_is_in_its_module_and_in_help(run: Run) -> None:
    said = run("--help").out
    for name, module in MODULES.items():
        assert name in import_module(f"interviewcoder.cli.{module}").COMMANDS
        assert re.search(rf"^    {name}\s", said, re.MULTILINE)


@pytest.mark.parametrize("command", MODULES)
def test_every_command_has_help_with_examples_in_both_languages(run: Run, command: str) -> None:
    english, dutch = run("--lang", "en", command, "--help"), run(command, "--help", "--lang", "nl")
    assert english.code == dutch.code == 0
    assert english.out.startswith(f"usage: interviewcoder {command}")
    assert dutch.out.startswith(f"gebruik: interviewcoder {command}")
    assert f"\nexamples:\n  interviewcoder {command}" in english.out
    assert f"\nvoorbeelden:\n  interviewcoder {command}" in dutch.out
    for said in (english.out, dutch.out):
        assert "%" not in said
        assert "show this help message" not in said


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    for room in ("cli", "doctor", "demo"):
        english, dutch = _sentences("en", room), _sentences("nl", room)
        assert english.keys() == dutch.keys()
        for key, sentence in english.items():
            assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", dutch[key])), key


def test_every_sentence_is_used_and_every_used_sentence_is_there() -> None:
    folder = Path(import_module("interviewcoder.cli").__file__).parent
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    sentences = _sentences("en", "cli")
    rooms = {path.stem for path in Path(import_module("interviewcoder.locale").__file__).parent.glob("en/*.toml")}
    for key in re.findall(r'(?:told\(|say\(\s*|Refused\(\s*)f?"(?:cli\.)?([a-z][\w.-]+)"', source):
        assert key in sentences or key.partition(".")[0] in rooms, key
    for key in {key.removesuffix("-near") for key in sentences}:
        table, _, name = key.rpartition(".")
        assert f"cli.{table}.{{" in source or re.search(rf"\b{re.escape(key)}\b|[\"{{}}.]{name}\"", source), key


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["coverge"], "'coverge' is no command and no study; did you mean 'coverage'?"),
        (["coverage"], "Something is missing: FILE."),
        (["coverage", "x.icdb", "--by", "colour"], "--by cannot be 'colour'; choose from "),
        (["coverage", "x.icdb", "--level", "feature", "--crosswalk", "x"], "--crosswalk and --level do not"),
        (["code", "x.icdb", "--start", "a"], "--start needs a whole number"),
        (["code", "x.icdb", "--facet", "absent"], "'absent' should be written as FACET=VALUE"),
        (["history", "x.icdb", "--last", "0"], "'0' should be a whole number from 1."),
        (["history", "x.icdb", "--last"], "--last needs a value"),
        (["undo", "x.icdb", "--all"], "Not understood: --all."),
        (["codebook"], "Something is missing: COMMAND."),
        (["--lang", "fr", "undo", "x.icdb"], "--lang cannot be 'fr'"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_says_what_was_wrong(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.startswith("usage: interviewcoder")
    assert "--help" in done.err.splitlines()[-1]


def test_wrong_usage_is_told_in_dutch(run: Run) -> None:
    done = run("coverage", "--lang", "nl")
    assert done.err.splitlines()[-1] == "Er ontbreekt iets: BESTAND. Meer: interviewcoder coverage --help"


@pytest.mark.parametrize(
    "command", ["documents", "codings", "coverage", "history", "undo", "redo", "doctor", "quotes", "suggest"]
)
def test_what_is_no_study_gets_one_sentence(run: Run, tmp_path: Path, command: str) -> None:
    text = tmp_path / "interview.txt"
    text.write_text("I: hallo")
    for path in (text, tmp_path, tmp_path / "none.icdb"):
        done = run(command, path)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert str(path) in done.err
    assert text.read_text() == "I: hallo"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["interview.txt"]


def test_a_newer_study_is_refused_with_the_version_to_install(run: Run, file: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '0999'")
        db.execute("UPDATE meta SET value = '9.9' WHERE key = 'program'")
    db.close()
    done = run("coverage", file)
    assert (done.code, done.out) == (1, "")
    assert "install Interviewcoder 9.9 or newer" in done.err


WITHOUT_ROOT = """
import json, os, sys
from interviewcoder.cli import main
warm = sys.argv[1]
coding = ["--document", "R01", "--start", "78", "--end", "85", "--code", "work"]
new = ["new", warm + ".new", "--coder", "Anna"]
reading = [[name, warm] for name in ("coverage", "documents", "codings", "quotes", "history", "doctor")]
for early in (["code", warm, *coding], *reading, ["codebook", "show", warm], new):
    assert main(early) == 0  # whatever is imported late must be there before root is left
print("LEFT", flush=True)
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
for words in json.loads(sys.argv[2]):
    print("CODE", int(main(words)), flush=True)
"""


@pytest.fixture
def shelf(file: Path) -> Iterator[Path]:
    """A folder with a copy of the study, outside pytest's own: another session closes that to others as it starts."""
    with tempfile.TemporaryDirectory() as name:
        shelf = Path(name)
        shelf.chmod(0o755)
        shutil.copy(file, shelf / "study.icdb")
        yield shelf
        shelf.chmod(0o755)


def without_root(warm: Path, *commands: Sequence[object]) -> subprocess.CompletedProcess[str]:
    """Run commands as someone who may not write everywhere; says CODE and its exit code after each."""
    asked = json.dumps([list(map(str, words)) for words in commands])
    called = [sys.executable, "-c", WITHOUT_ROOT, str(warm), asked]
    return subprocess.run(called, capture_output=True, text=True, check=False)


def test_in_a_read_only_folder_all_can_be_read_and_nothing_written(file: Path, shelf: Path) -> None:
    kept = shelf / "study.icdb"
    before = kept.read_bytes()
    kept.chmod(0o444)
    shelf.chmod(0o555)
    reading = [["documents"], ["codings"], ["coverage"], ["quotes"], ["history"], ["doctor"]]
    writing = ["code", "--document", "R01", "--start", "78", "--end", "85", "--code", "work"]
    said = without_root(file, *([command, kept, *more] for command, *more in [*reading, writing, ["new"]]))
    codes = [int(code) for code in re.findall(r"^CODE (.+)$", said.stdout, re.MULTILINE)]
    assert codes == [0] * len(reading) + [1, 1], said.stderr
    assert said.stderr.count("\n") == 2
    assert "read-only; nothing was changed" in said.stderr
    assert kept.read_bytes() == before
    assert [path.name for path in shelf.iterdir()] == ["study.icdb"]


def test_what_cannot_be_made_is_named_as_it_was_asked_for(file: Path, shelf: Path) -> None:
    shelf.chmod(0o555)
    said = without_root(file, ["new", shelf / "own.icdb", "--coder", "Anna"], ["demo", shelf])
    assert [line.split(":")[0] for line in said.stderr.splitlines()] == [
        f"{shelf / name} cannot be made" for name in ("own.icdb", "demo.icdb")
    ]
    assert "choose another folder" in said.stderr


def test_a_folder_one_may_not_enter_gets_one_sentence(file: Path, shelf: Path) -> None:
    shelf.chmod(0o000)
    commands = [["documents"], ["coverage"], ["new", "--coder", "Anna"], ["codebook", "show"], []]
    done = without_root(file, *([*command, shelf / "study.icdb"] for command in commands))
    assert done.stdout.endswith("LEFT\n" + "CODE 1\n" * len(commands))
    told = done.stderr.splitlines()
    assert len(told) == len(commands)
    assert all(line.startswith(f"{shelf / 'study.icdb'} cannot be reached: ") for line in told)


def test_a_reader_that_stops_listening_is_no_fault(file: Path) -> None:
    command = f'{sys.executable} -m interviewcoder history "{file}" --json | head -c 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_ends_with_130(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from interviewcoder.store import doctor

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "examine", interrupted)
    assert run("doctor", file).code == 130
