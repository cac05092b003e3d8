"""The password of an encrypted study at the command line: asked, given by scripts, changed; told where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from cli.asking import Run, on_terminal

from interviewcoder.store import encryption

PASSWORD = "vier losse woorden"
OTHER = "heel iets anders"
LATER = "INTERVIEWCODER_NEW_PASSWORD"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each command is told the password anew; making a key takes no time in this process."""
    import_module("sqlcipher3.dbapi2")
    monkeypatch.setattr(encryption, "_ROUNDS", 1000)
    yield
    encryption._held.clear()
    encryption._made.cache_clear()


def test_a_script_gives_it_in_a_variable(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, new = file.with_name("locked.icdb"), file.with_name("new.icdb")
    assert "INTERVIEWCODER_PASSWORD" in run("copy", file, locked, "--encrypt").err
    monkeypatch.setenv(encryption.PASSWORD, PASSWORD)
    assert run("copy", file, locked, "--encrypt").err.startswith("A lost password cannot be recovered")
    assert not locked.exists()
    assert run("copy", file, locked, "--encrypt", "--yes").code == 0
    assert run("new", new, "--coder", "Anna", "--encrypt", "--yes").code == 0
    assert encryption.is_encrypted(locked)
    assert encryption.is_encrypted(new)
    for command in ("documents", "backup"):
        assert run(command, locked).code == 0, command
    encryption._held.clear()
    monkeypatch.delenv(encryption.PASSWORD)
    refused = run("documents", locked)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert run("bundle", "merge", file, locked).err == refused.err
    monkeypatch.setenv(encryption.PASSWORD, "niet dit woord")
    wrong = run("documents", locked)
    assert (wrong.code, wrong.err.count("\n"), "niet dit" in wrong.err) == (1, 1, False)
    assert run("restore", locked).err.startswith("That is not the password of")


@pytest.mark.slow
def test_it_is_changed_and_what_is_plain_is_said_to_be(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, out = file.with_name("locked.icdb"), file.with_name("out.icbundle")
    monkeypatch.setenv(encryption.PASSWORD, PASSWORD)
    assert run("copy", file, locked, "--encrypt", "--yes").code == 0
    assert "is not encrypted, so it has no password" in run("password", file).err
    assert LATER in run("password", locked, "--yes").err
    monkeypatch.setenv(LATER, "kort")
    assert "too short" in run("password", locked, "--yes").err
    run("backup", locked)
    monkeypatch.setenv(LATER, OTHER)
    assert "has its backup (1)" in run("password", locked, "--yes").out
    encryption._held.clear()
    assert run("doctor", locked).code == 1
    monkeypatch.setenv(encryption.PASSWORD, OTHER)
    assert run("doctor", locked).code == 0
    assert run("restore", locked).code == 0
    run("code", locked, "--document", "R01", "--start", 40, "--end", 60, "--code", "work")
    assert "this bundle is not" in run("bundle", "export", locked, out, "--for", "Anna").out
    assert run("bundle", "new", file.with_name("away.icdb"), out, "--encrypt", "--yes").code == 0
    assert encryption.is_encrypted(file.with_name("away.icdb"))
    assert "is not encrypted; with --encrypt" in run("copy", locked, file.with_name("plain.icdb")).out
    assert run("new", "postgresql://localhost/x", "--coder", "Anna", "--encrypt", "--yes").err.count("--encrypt") == 1


@pytest.mark.slow
def test_on_a_terminal_it_is_asked_and_not_shown(file: Path) -> None:
    locked = file.with_name("locked.icdb")
    asked = (("new password", f"{PASSWORD}\n"), ("once more", f"{PASSWORD}\n"))
    assert on_terminal("copy", file, locked, "--encrypt", keys="n\n", after="[y/N]")[0] == 1
    assert not locked.exists()
    code, said = on_terminal("copy", file, locked, "--encrypt", keys="y\n", after="[y/N]", then=asked)
    assert (code, PASSWORD in said, "Copied to" in said) == (0, False, True)
    code, said = on_terminal("documents", locked, keys=f"{PASSWORD}\n", after="Password of")
    assert (code, PASSWORD in said, "R01" in said) == (0, False, True)
    code, said = on_terminal("documents", locked, keys="iets anders\n", after="Password of")
    assert (code, "That is not the password" in said, "Traceback" in said) == (1, True, False)


def test_a_tab_of_the_browser_is_told_it_by_its_environment(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = import_module("interviewcoder.tui.browser.server")
    locked = file.with_name("locked.icdb")
    monkeypatch.setenv(encryption.PASSWORD, PASSWORD)
    assert run("copy", file, locked, "--encrypt", "--yes").code == 0
    monkeypatch.delenv(encryption.PASSWORD)
    encryption.unlock(locked, PASSWORD)
    assert server.session_environment(locked)[encryption.PASSWORD] == PASSWORD
    assert encryption.PASSWORD not in server.session_environment(file)
    assert PASSWORD not in server.session_command(str(locked), "Anna")
