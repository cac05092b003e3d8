"""Commands on a study on a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.asking import Run
from postgres import Server

from interviewcoder.tasks.recent import recent


@pytest.mark.slow
def test_commands_work_on_a_server_as_on_a_file(run: Run, file: Path, server: Server, tmp_path: Path) -> None:
    address = server.address(server.new())
    made = run("new", address.replace("admin@", "admin:geheim@"), "--coder", "Anna", "--json")
    assert (made.code, made.json["file"]) == (0, address)
    assert "geheim" not in made.out
    assert [(str(each.place), each.place.password) for each in recent()] == [(address, None)]
    refused = run("copy", file, address)
    assert (refused.code, refused.err.partition(";")[0]) == (1, f"There is a study in {address} already")
    address = server.address(server.new())
    assert run("copy", file, address).out.startswith(f"Copied to {address}: 6 events, and every table the same")
    for command in ("documents", "coverage", "codings", "history", "doctor", "quotes"):
        assert run(command, address, "--json").json == run(command, file, "--json").json, command
    coded = run("code", address, "--document", "R01", "--start", 40, "--end", 60, "--code", "work", "--json")
    assert coded.code == 0
    assert run("undo", address).code == 0
    back = tmp_path / "back.icdb"
    assert run("copy", address, back, "--json").json == {"file": address, "to": str(back), "events": 8}
    assert run("history", back, "--json").json == run("history", address, "--json").json
    assert run("sql", address).out == run("sql", file).out
    for view in run("sql", file).out.split():
        asked = f"SELECT * FROM {view} ORDER BY 1, 2, 3"
        assert run("sql", address, asked, "--json").json == run("sql", back, asked, "--json").json, view
    refused = "SELECT * FROM event"
    for command, *more in (("backup",), ("backup", "--list"), ("restore",), ("sql", refused)):
        done = run(command, address, *more)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


@pytest.mark.slow
def test_a_team_is_set_up_and_listed_and_each_login_is_its_coder(run: Run, file: Path, server: Server) -> None:
    database = server.new()
    address = server.address(database)
    assert run("copy", file, address).code == 0
    assert run("team", address).out.startswith("No logins are named yet")
    server.ask("CREATE ROLE carla LOGIN")
    assert run("team", address, "carla=Carla", "dirk=Dirk").err.startswith(f"{address} has no login 'dirk'")
    assert run("team", address, "carla").code == 2
    assert run("team", address, "carla=Carla").out == "The team is set up: carla = Carla.\n"
    as_carla = server.address(database, "carla")
    assert run("team", as_carla, "--json").json == {"rows": [{"role": "carla", "coder": "Carla"}]}
    assert run("code", as_carla, "--document", "R01", "--start", 40, "--end", 60, "--code", "work").code == 0
    assert [each["coder"] for each in run("codings", as_carla, "--json").json["rows"]] == ["Carla"]
    refused = run("undo", as_carla, "--coder", "Anna")
    assert refused.err.startswith(f"You are Carla at {as_carla}")
    assert "only the owner can do this" in run("doctor", as_carla, "--replay").err
    assert run("team", file, "carla=Carla").code == 1
