"""What goes wrong around a study: nothing that was said to be saved is lost, and one sentence says what is wrong.

``pytest -m faults -n 0 -s tests/faults/test_faults.py`` does it five hundred times over and tells the figures of
docs/reliability.md.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.publish.writing import write_whole
from interviewcoder.store import events
from interviewcoder.store.backups import Why, back_up, backups_of, restore
from interviewcoder.store.bundles import bundle_for
from interviewcoder.store.copying import copy
from interviewcoder.store.doctor import examine
from interviewcoder.store.merging import copy_of, merge
from interviewcoder.store.project import Project

WORKER = Path(__file__).with_name("worker.py")


def started(path: Path, coder: str, count: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(WORKER), str(path), coder, str(count)], stdout=-1, text=True)


def acknowledged(lines: list[str]) -> tuple[set[str], set[str], Counter[str]]:
    """The codings and the facets that were said to be on disk, and what was refused. A half line was not said."""
    said = [line.rstrip("\n") for line in lines if line.endswith("\n")]
    facets = {line.split()[1] for line in said if line.startswith("facets ")}
    refused = Counter(line.split()[1] for line in said if line.startswith("refused "))
    return {line for line in said if " " not in line}, facets, refused


def held(study: Project) -> tuple[set[str], set[str]]:
    """The codings made and the facets set that the log holds; what was made may have been undone since."""
    made: set[str] = set()
    qualified: set[str] = set()
    for event in study.ask.history():
        for kind, payload in events.parts_of(event):
            if kind == "coding.apply":
                made.add(payload["guid"])
            elif kind == "coding.facets":
                qualified.add(payload["guid"])
    return made, qualified


# --- killed ---------------------------------------------------------------------------------------


def killed(study: Project, times: int) -> tuple[int, int]:
    """Kill a writer at a random moment, so many times, on one study; how much was acknowledged, and how much lost."""
    chance, coded, qualified = random.Random(9), set(), set()
    lost: set[str] = set()
    for _ in range(times):
        with started(study.path, "Anna") as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(chance.randrange(1, 6))]
            time.sleep(chance.uniform(0, 0.03))
            writer.kill()
            lines += writer.stdout.readlines()
        codings, facets, refused = acknowledged(lines)
        assert not refused
        coded |= codings
        qualified |= facets
        with Project.open(study.path) as again:
            there, with_facets = held(again)
            assert again.undo("Anna")  # the last action can be taken back, whatever happened
            assert again.redo("Anna")
        lost |= (coded - there) | (qualified - with_facets)
    assert examine(study) == ()  # and the tables hold what the log does
    return len(coded) + len(qualified), len(lost)


def test_kill_9_loses_nothing_that_was_acknowledged(study: Project) -> None:
    count, lost = killed(study, 6)
    assert (count > 6, lost) == (True, 0)


@pytest.mark.faults
def test_kill_9_five_hundred_times(study: Project) -> None:
    study.import_documents("Anna", [new_document("R02", interview((("R", "Lang genoeg verhaal. " * 400),)))])
    count, lost = killed(study, 500)
    print(f"\nkill -9: 500 times; {count} actions acknowledged, {lost} lost; doctor finds nothing")
    assert lost == 0


@pytest.mark.faults
def test_kill_9_where_the_file_is_encrypted(study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module("sqlcipher3")
    monkeypatch.setenv("INTERVIEWCODER_PASSWORD", "vier losse woorden")
    path = tmp_path / "locked.icdb"
    copy(study, path, password="vier losse woorden")
    with Project.open(path) as locked:
        count, lost = killed(locked, 50)
    print(f"\nkill -9, encrypted: 50 times; {count} actions acknowledged, {lost} lost; doctor finds nothing")
    assert lost == 0


# --- the disk -------------------------------------------------------------------------------------


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that is full: what would make a file larger than this fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def code_until_refused(study: Project) -> tuple[set[str], str]:
    """Code the same interview until the disk has no room; what was acknowledged, and why it stopped."""
    document = study.ask.document("R01")
    made: set[str] = set()
    for start in range(3, document.length - 30):
        for end in range(start + 2, start + 25):
            try:
                made.add(study.apply_code("Anna", document.id, start, end, "work", memo="x" * 200))
            except Refused as refused:
                if refused.key not in ("store.already-coded", "store.span-blank"):
                    return made, refused.key
    return made, "never"


def test_a_full_disk_is_said_and_work_goes_on_once_there_is_room(study: Project, tmp_path: Path) -> None:
    other = Project.open(shutil.copyfile(study.path, tmp_path / "other.icdb"))
    other.import_documents("Anna", [new_document("R02", interview((("R", "Een lang verhaal. " * 9000),)))])
    with no_file_larger_than(study.path.stat().st_size + 300_000):
        made, why = code_until_refused(study)
        assert (len(made) > 5, why) == (True, "store.disk-full")
        stamp = study.ask.stamp()
        with pytest.raises(Refused, match="full"):
            merge(study, "Anna", [copy_of(other)])
        with pytest.raises(Refused, match="full"):
            study.import_documents("Anna", [new_document("R03", interview((("R", "Nog een verhaal. " * 9000),)))])
        assert study.ask.stamp() == stamp
    with no_file_larger_than(50_000):
        with pytest.raises(Refused) as refused:
            back_up(study.path, Why.ASKED)
        assert refused.value.key == "store.no-backup"
        with pytest.raises(Refused):
            write_whole(tmp_path / "b.icbundle", bundle_for(other, "Anna")[0] * 9, over=False)
    assert backups_of(study.path) == ()
    assert not list(tmp_path.glob("*b.icbundle*"))
    assert made <= held(study)[0]
    assert merge(study, "Anna", [copy_of(other)]).events == 1
    assert examine(study) == ()
    other.close()


@pytest.mark.faults
def test_a_disk_that_is_really_full(study: Project) -> None:
    with TemporaryDirectory() as disk:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False).returncode:
            pytest.fail("no disk can be mounted here; run this as root")
        try:
            with Project.open(shutil.copyfile(study.path, Path(disk) / "study.icdb")) as small:
                made, why = code_until_refused(small)
                lost = len(made - held(small)[0])
                found = examine(small)
            print(f"\nfull disk of 2 MB: {len(made)} codings acknowledged, {lost} lost, then: {why}")
            assert (why, lost, found) == ("store.disk-full", 0, ())
        finally:
            subprocess.run(["umount", disk], check=True)


def test_a_file_that_vanishes_is_said_and_nothing_is_written_into_nowhere(study: Project, tmp_path: Path) -> None:
    document = study.ask.document("R01").id
    first = study.apply_code("Anna", document, 4, 9, "trust")
    away = tmp_path / "elsewhere.icdb"
    study.path.rename(away)
    for _ in range(2):
        with pytest.raises(Refused, match="moved, removed or replaced"):
            study.apply_code("Anna", document, 4, 9, "work")
    assert not study.path.exists()
    shutil.copyfile(away, study.path)  # as a program that synchronises folders does
    with pytest.raises(Refused, match="moved, removed or replaced"):
        study.apply_code("Anna", document, 4, 9, "work")
    away.rename(study.path)
    second = study.apply_code("Anna", document, 4, 9, "work")
    assert held(study)[0] == {first, second}
    assert examine(study) == ()


# --- several at once, and the clock ---------------------------------------------------------------


def at_once(study: Project, coders: list[str], each: int) -> tuple[int, int, Counter[str]]:
    """Programs that code at the same time; how much was acknowledged, how much lost, and what was refused."""
    for coder in coders:
        study.add_coder(coder)
    writers = [started(study.path, coder, each) for coder in coders]
    coded, qualified, refused = set(), set(), Counter[str]()
    for writer in writers:
        assert writer.stdout is not None
        codings, facets, said = acknowledged(writer.stdout.readlines())
        coded |= codings
        qualified |= facets
        refused += said
        writer.stdout.close()
        assert writer.wait() == 0
    there, with_facets = held(study)
    assert examine(study) == ()
    return len(coded) + len(qualified), len(coded - there) + len(qualified - with_facets), refused


def test_two_programs_at_once_lose_nothing(study: Project) -> None:
    count, lost, refused = at_once(study, ["Anna", "Bram"], 15)
    assert (count > 30, lost, refused) == (True, 0, Counter())


@pytest.mark.faults
def test_four_programs_at_once_code_a_thousand_times(study: Project) -> None:
    study.import_documents("Anna", [new_document("R02", interview((("R", "Lang genoeg verhaal. " * 900),)))])
    began = time.perf_counter()
    count, lost, refused = at_once(study, ["Anna", "Bram", "Cees", "Dirk"], 250)
    took = time.perf_counter() - began
    print(
        f"\nfour programs on one file: {count} actions in {took:.0f} s, {lost} lost, refused as busy: {dict(refused)}"
    )
    assert lost == 0


def test_a_clock_that_goes_back_changes_no_order(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 4, 9, "trust")
    back = time.time_ns() - 3 * 365 * 24 * 3600 * 10**9
    with monkeypatch.context() as clock:  # there is no other way to turn it back for one program
        clock.setattr(events.time, "time_ns", lambda: back)
        clock.setattr(events, "now", lambda: "2022-01-01T00:00:00.000Z")
        later = study.apply_code("Anna", document, 4, 9, "work")
    assert study.ask.history()[-1].at.startswith("2022")
    assert study.undo("Anna") == "coded “at ge” as label work"
    assert study.redo("Anna")
    with Project.open(study.path) as again:
        assert later in held(again)[0]
        assert examine(again) == ()


# --- a file that is damaged -----------------------------------------------------------------------


def damaged(path: Path, chance: random.Random) -> str:
    """A backup is made, then some pages of the file are overwritten; what came of opening, looking and restoring."""
    with Project.open(path) as study:
        before = held(study)
    backup = back_up(path, Why.ASKED)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(100, len(content) - 600)
        content[at : at + 512] = chance.randbytes(512)
    path.write_bytes(content)
    came = "unnoticed"
    try:
        with Project.open(path) as broken:
            came = "told by doctor" if examine(broken) else "in an unused part of the file"
    except Refused as refused:
        came = refused.key
    restore(path, backup.path)
    with Project.open(path) as again:
        assert held(again) == before
        assert examine(again) == ()
    with suppress(FileNotFoundError):
        shutil.rmtree(backup.path.parent)
    return came


def test_a_damaged_file_is_told_and_the_backup_is_whole(study: Project) -> None:
    study.apply_code("Anna", study.ask.document("R01").id, 4, 9, "trust")
    study.close()
    chance = random.Random(4)
    assert {damaged(study.path, chance) for _ in range(4)} <= {
        *("told by doctor", "store.damaged", "store.not-a-study", "in an unused part of the file")
    }


@pytest.mark.faults
def test_a_hundred_damaged_files(study: Project) -> None:
    study.apply_code("Anna", study.ask.document("R01").id, 4, 9, "trust")
    study.close()
    chance = random.Random(5)
    came = Counter(damaged(study.path, chance) for _ in range(100))
    print(f"\n100 damaged files: {dict(came)}; each restored from its backup")
