"""A real PostgreSQL server for the tests, which start it themselves and stop it, on a socket in a folder of its own.

It is the one that is installed, else that of the package ``pgserver``. Where there is neither, what needs it is
skipped, unless ``INTERVIEWCODER_POSTGRES=required`` says that it must be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ADMIN = "admin"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=60")


def _programs(user: str | None) -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, of those that the ``user`` can run."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        folders.insert(0, Path(found).resolve().parent)
    if package := find_spec("pgserver"):  # to import it warns, and is not needed
        folders.append(Path(package.origin or "").parent / "pginstall" / "bin")
    return next((folder for folder in folders if _runs(folder, user)), None)


def _runs(folder: Path, user: str | None) -> bool:
    try:
        return not subprocess.run(
            [folder / "initdb", "--version"], user=user, check=False, capture_output=True
        ).returncode
    except OSError:  # not there, or in a folder that the user may not enter
        return False


def _nobody() -> str | None:
    """Whom the server runs as: it will not as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """A running server and its databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def address(self, database: str, user: str = ADMIN) -> str:
        return f"postgresql://{user}@{quote(str(self.folder), safe='')}/{database}"

    def ask(self, statement: str, database: str = "postgres", user: str = ADMIN) -> list[Any]:
        """Plain SQL, as anyone with a driver and a name can send it."""
        from pg8000 import dbapi

        socket = f"{self.folder}/.s.PGSQL.5432"
        with closing(dbapi.connect(user, database=database, unix_sock=socket)) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(statement)
            return [list(row) for row in cursor.fetchall()] if cursor.description else []

    def new(self, template: str = "template0") -> str:
        """The name of a new database, as ``template`` is."""
        name = f"study{next(self._numbers)}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    user = _nobody()
    programs = _programs(user)
    if programs is None:
        if os.environ.get("INTERVIEWCODER_POSTGRES") == "required":
            pytest.fail(f"no PostgreSQL that {user or 'you'} can run: install it, or the package pgserver")
        pytest.skip("no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="icpg"))  # short: the path of a socket has at most some 100 letters
    if user:
        shutil.chown(folder, user)

    def run(program: str, *words: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run("initdb", "-A", "trust", "-U", ADMIN, "-E", "UTF8", "--no-locale", "--no-sync")
    options = " ".join(f"-c {each}" for each in _QUICK)
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses='' {options}", "start")
    try:
        yield Server(folder)
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def study_on_server(server: Server, _study_file: Path) -> str:
    """The name of a database with the study of the fixture ``study``, to copy."""
    from interviewcoder.store.addresses import server_of
    from interviewcoder.store.copying import copy
    from interviewcoder.store.project import Project

    name = server.new()
    with Project.open(_study_file) as study:
        copy(study, server_of(server.address(name)))
    return name
