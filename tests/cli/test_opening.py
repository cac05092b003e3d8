"""Opening a study: the interface on a terminal, its documents where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.asking import Run, on_terminal, stamp

from interviewcoder.store.backups import Why, back_up
from interviewcoder.store.project import Project
from interviewcoder.tasks.recent import recent, remember

QUIT = "\x11"


def test_a_path_alone_opens_the_study_and_without_a_terminal_lists_it(run: Run, file: Path) -> None:
    done = run(file)
    assert done.code == 0
    assert done.out.startswith(run("documents", file).out)
    assert done.out.splitlines()[-1].startswith("This is no terminal")
    assert run(file, "--json").json == run("documents", file, "--json").json
    assert run("--no-mouse", file, "--lang", "nl").out.splitlines()[-1].startswith("Dit is geen terminal")
    done = run(file.with_name("none.icdb"))
    assert (done.code, done.out) == (1, "")


def test_without_a_file_the_last_study_else_where_to_begin(run: Run, file: Path) -> None:
    assert run().out.splitlines()[-1].startswith("Begin with 'interviewcoder demo'")
    remember(file, "Proef", "Anna")
    assert [each.place for each in recent()] == [file.resolve()]
    assert run().out.startswith("Proef\n")
    file.unlink()
    assert recent() == ()
    assert run().out.splitlines()[-1].startswith("Begin with 'interviewcoder demo'")


def test_on_a_terminal_the_interface_opens_and_the_study_is_remembered(file: Path) -> None:
    before = stamp(file)
    code, said = on_terminal(file, "--no-mouse", "--coder", "Zoë")
    assert (code, said.count("\n")) == (1, 1)
    assert "The study knows Anna, not 'Zoë'" in said
    assert stamp(file) == before
    code, said = on_terminal(file, "--no-mouse", "--coder", "Zoë", "--new-coder", keys=QUIT, after="Zoë")
    assert code == 0
    assert "\x1b[?1049h" in said  # the terminal's other screen
    assert "\x1b[?1003h" not in said  # no mouse
    assert [(each.place, each.name) for each in recent()] == [(file.resolve(), "Proef")]
    with Project.open(file) as project:
        assert project.ask.coders() == ["Anna", "Zoë"]


@pytest.mark.slow
def test_without_a_file_a_terminal_gets_the_start_screen_and_from_there_the_study(file: Path) -> None:
    code, said = on_terminal(keys="q", after="demo study")
    assert (code, "made-up interviews" in said) == (0, True)
    remember(file, "Proef", "Anna")
    code, said = on_terminal("--no-mouse", "--coder", "Anna", keys="\r", after="Proef", then=(("saved", QUIT),))
    assert code == 0
    assert said.count("\x1b[?1049h") == 2, "the start screen, then the study"


def test_a_damaged_file_that_has_backups_leads_to_them(file: Path) -> None:
    back_up(file, Why.ASKED)
    file.write_bytes(file.read_bytes()[:100])
    code, said = on_terminal(file, keys=QUIT, after="asked for")
    assert (code, "is damaged" in said) == (0, True)
    file.with_name(f"{file.name}.backups").rename(file.with_name("elsewhere"))
    code, said = on_terminal(file)
    assert (code, said.count("\n")) == (1, 1)


def test_who_codes_is_asked_where_there_are_several(file: Path) -> None:
    with Project.open(file) as project:
        project.add_coder("Bram")
    before = stamp(file)
    code, said = on_terminal(file, keys=QUIT, after="Bram")
    assert code == 0
    assert "Who is coding in Proef?" in said
    assert stamp(file) == before, "who chose nobody changed nothing"
    assert recent() == ()


def test_colour_is_for_terminals_that_want_it(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1mProef\x1b[0m" in on_terminal("documents", file)[1]
    assert "\x1b" not in run("documents", file).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in on_terminal("documents", file)[1]


def test_on_a_terminal_a_long_fragment_is_cut_to_the_line(run: Run, file: Path) -> None:
    run("code", file, "--document", "R01", "--start", 3, "--end", 190, "--code", "work")
    _, said = on_terminal("codings", file, columns=60)
    assert all(len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) <= 60 for line in said.splitlines())
    assert said.rstrip().endswith("…")
    assert "…" not in run("codings", file).out
