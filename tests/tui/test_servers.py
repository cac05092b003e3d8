"""The interface on a study on a server: others' work comes in, and a server that went away is told of and awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from postgres import Server
from tui.visit import visit

from interviewcoder.store.addresses import server_of
from interviewcoder.store.project import Project


@pytest.mark.slow
async def test_others_work_comes_in_and_a_server_may_go_away(server: Server, study_on_server: str) -> None:
    name = server.new(study_on_server)
    with Project.open(server_of(server.address(name)), "Anna") as study:
        document = study.ask.document("R01").id
        async with visit(study, "documents", size=(80, 24)) as there:
            assert "R01" in there.text
            with Project.open(server_of(server.address(name)), "Bram") as theirs:
                theirs.add_coder("Bram")
                theirs.remove_document("Bram", document)
            await _until(lambda: "R01" not in there.text)
            server.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            server.ask(f"ALTER DATABASE {name} RENAME TO {name}_away")
            await _until(lambda: any("no such database" in said for said in there.said))
            server.ask(f"ALTER DATABASE {name}_away RENAME TO {name}")
            with Project.open(server_of(server.address(name)), "Bram") as theirs:
                theirs.undo("Bram")
            await _until(lambda: "R01" in there.text)
            server.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            server.ask(f"ALTER DATABASE {name} RENAME TO {name}_gone")
            there.app.simulate_key("u")
            await _until(lambda: "the study is away" in there.text)
            for key in ("g", "o", "g", "q", "u"):
                there.app.simulate_key(key)
                await asyncio.sleep(0.3)
            assert there.app.is_running
            server.ask(f"ALTER DATABASE {name}_gone RENAME TO {name}")
            await _until(lambda: "the study is away" not in there.text and "saved" in there.text)


async def _until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not ready():
            await asyncio.sleep(0.1)
