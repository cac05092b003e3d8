"""A team on a server: the server itself keeps a seal, whatever program asks, and lets nobody write as another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from runpy import run_path

import pytest
from builders import interview, new_document
from pg8000 import DatabaseError, dbapi
from postgres import Server

from interviewcoder.errors import Refused
from interviewcoder.model import Decision, Respondent, RoundState, Suggestion
from interviewcoder.resources import shipped
from interviewcoder.store import quoting, rounds, schema, team
from interviewcoder.store.addresses import server_of
from interviewcoder.store.copying import copy
from interviewcoder.store.doctor import examine
from interviewcoder.store.gaps import close_gap, closed_gaps, reopen_gap
from interviewcoder.store.project import Project

SECRET = "Hier staat niets over een fout."
OF_NOBODY = {"round", "round_coder"}
"""Tables that name coders and hold nothing of what they did in an interview."""


def place_of(project: Project, document: str) -> tuple[str, str]:
    """The company and role of whom an interview is with."""
    (who,) = project.ask.document(document).respondents
    return who.company, who.role


@dataclass
class Team:
    """A study in which Anna worked on R01, before it was sealed and after; open as the logins of Anna and of Bram."""

    server: Server
    database: str
    owner: Project
    anna: Project
    bram: Project
    document: str
    free: str

    def ask(self, login: str, statement: str) -> list[list[object]]:
        return self.server.ask(statement, self.database, login)

    def seen(self, login: str) -> str:
        """All that a login can read."""
        return "".join(str(self.ask(login, f'SELECT "{name}".* FROM "{name}"')) for name in self._names())

    def _names(self) -> list[str]:
        views = [name for (name,) in self.ask("admin", "SELECT viewname FROM pg_views WHERE viewname LIKE 'v\\_%'")]
        return [*schema.metadata.tables, *views]


@pytest.fixture(scope="module")
def sealed_database(server: Server, study_on_server: str) -> str:
    """The name of the database of such a team, to copy."""
    for login in ("anna", "bram"):
        server.ask(f"CREATE ROLE {login} LOGIN")
    database = server.new(study_on_server)
    other = interview((("R", "Een ander gesprek. Over iets anders."),))
    with Project.open(server_of(server.address(database))) as owner:
        owner.add_coder("Bram")
        owner.import_documents("Anna", [new_document("R02", other, respondent=Respondent("R02", "director", "A"))])
        document, free = owner.ask.document("R01").id, owner.ask.document("R02").id
        owner.apply_code("Anna", document, 3, 9, "trust", memo=SECRET)
        close_gap(owner, "Anna", "work", *place_of(owner, document), SECRET)
        team.set_up(owner, {"anna": "Anna", "bram": "Bram"})
    with Project.open(server_of(server.address(database, "anna")), "Anna") as anna:
        rounds.new_round(anna, "Anna", "Een", [document], ["Anna", "Bram"])
        rounds.seal(anna, "Anna", "Een")
        guid = anna.apply_code("Anna", document, 10, 20, "mistakes", memo=SECRET)
        anna.star("Anna", guid, True)
        quoting.edit_quote(anna, "Anna", guid, (), SECRET)
        anna.mark_read("Anna", document, 0, 30)
        anna.decide("Anna", document, Suggestion("work", "work", 0.5, 3, 9, ()), Decision.REJECT)
        anna.write_memo("Anna", "document", document, SECRET)
        anna.undo("Anna")
        anna.redo("Anna")
        anna.apply_code("Anna", free, 3, 9, "work")
    return database


@pytest.fixture
def sealed(server: Server, sealed_database: str) -> Iterator[Team]:
    database = server.new(sealed_database)
    owner = Project.open(server_of(server.address(database)))
    anna, bram = (Project.open(server_of(server.address(database, name)), name.title()) for name in ("anna", "bram"))
    document, free = (owner.ask.document(name).id for name in ("R01", "R02"))
    yield Team(server, database, owner, anna, bram, document, free)
    for project in (owner, anna, bram):
        project.close()


@pytest.mark.slow
def test_what_is_sealed_is_given_to_nobody_else(sealed: Team) -> None:
    hidden = {row[0] for row in sealed.ask("admin", f"SELECT guid FROM work WHERE document = '{sealed.document}'")}
    assert len(hidden) == 7
    seen, own = sealed.seen("bram"), sealed.seen("anna")
    assert [guid for guid in hidden if guid in seen] == []
    assert SECRET not in seen
    assert all(guid in own for guid in hidden), "to Anna all of it"
    named = {name for name, table in schema.metadata.tables.items() if {"coder", "coding"} & set(table.c.keys())}
    assert named - OF_NOBODY == team._SEEN.keys(), "a new table needs a rule of its own"
    (gap,) = closed_gaps(sealed.anna)
    assert gap.guid not in seen
    assert closed_gaps(sealed.bram) == ()
    assert sealed.ask("bram", "UPDATE closed_gap SET removed = 1 RETURNING guid") == []
    assert [each.code for each in sealed.bram.ask.codings()] == ["work"]
    assert sealed.bram.ask.history(coder="Anna")[-1].payload["document"] == sealed.free


@pytest.mark.slow
def test_each_codes_as_before_and_sees_the_others_when_the_round_is_over(sealed: Team) -> None:
    sealed.bram.apply_code("Bram", sealed.document, 10, 20, "mistakes", memo="ook")
    assert sealed.bram.undo("Bram") is not None
    sealed.bram.redo("Bram")
    clock = [lamport for (lamport,) in sealed.ask("admin", "SELECT lamport FROM event ORDER BY seq")]
    assert clock == list(range(1, len(clock) + 1)), "also where the events before it are hidden"
    assert not rounds.mark_done(sealed.anna, "Anna", "Een")
    assert rounds.mark_done(sealed.bram, "Bram", "Een")
    assert SECRET in sealed.seen("bram")
    assert sealed.bram.ask.history() == sealed.anna.ask.history() == sealed.owner.ask.history()
    place = place_of(sealed.bram, sealed.document)
    reopen_gap(sealed.bram, "Bram", "work", *place)
    sealed.bram.undo("Bram")
    assert [(each.coder, each.note) for each in closed_gaps(sealed.bram)] == [("Anna", SECRET)]
    reopen_gap(sealed.bram, "Bram", "work", *place)
    close_gap(sealed.bram, "Bram", "work", *place, "nog eens gelezen")
    assert [each.coder for each in closed_gaps(sealed.anna)] == ["Bram"]
    with pytest.raises(Refused) as refused:
        close_gap(sealed.bram, "Anna", "trust", *place_of(sealed.bram, sealed.free), "namens Anna")
    assert refused.value.key == "server.not-allowed"
    assert examine(sealed.owner) == ()
    sealed.bram.import_documents("Bram", [new_document("R03", interview((("R", "Nog een."),)))])
    assert [each.name for each in sealed.anna.ask.documents()] == ["R01", "R02", "R03"]
    team.set_up(sealed.owner, {})
    assert team.members(sealed.bram) == {"anna": "Anna", "bram": "Bram"}
    assert (team.own_coder(sealed.bram), team.own_coder(sealed.owner)) == ("Bram", None)


@pytest.mark.slow
def test_views_that_a_newer_program_makes_anew_are_the_teams_as_before(sealed: Team) -> None:
    before = run_path(str(shipped("migrations") / "versions" / "0006_views.py"))["VIEWS"]
    for name in ("v_coverage", "v_codings", "v_coding_respondents", "v_respondents"):
        sealed.ask("admin", f"DROP VIEW {name}")
    for name in ("v_codings", "v_coverage"):
        sealed.ask("admin", f"CREATE VIEW {name} AS {before[name]}")
    sealed.ask("admin", "UPDATE alembic_version SET version_num = '0008'")
    Project.open(server_of(sealed.server.address(sealed.database))).close()
    for name in ("v_codings", "v_coverage", "v_coding_respondents"):
        assert sealed.ask("bram", f"SELECT count(*) FROM {name}") == [[1]], name
        options = sealed.ask("admin", f"SELECT reloptions FROM pg_class WHERE relname = '{name}'")
        assert options == [[["security_invoker=true"]]], "read as who asks, so that the seal holds"
    assert len(sealed.ask("bram", "SELECT * FROM v_respondents")) == 2


@pytest.mark.slow
def test_a_round_is_opened_before_its_time_only_where_the_log_tells_who_did(sealed: Team) -> None:
    opening = "UPDATE round SET revealed = 'now', revealed_by = 'Anna'"
    with pytest.raises(DatabaseError, match="does not tell"):
        sealed.ask("bram", opening)
    socket = f"{sealed.server.folder}/.s.PGSQL.5432"
    with closing(dbapi.connect("bram", database=sealed.database, unix_sock=socket)) as connection:
        cursor = connection.cursor()
        cursor.execute("SAVEPOINT look")
        cursor.execute(opening)
        for name in ("coding", "v_codings"):
            cursor.execute(f"SELECT count(*) FROM {name} WHERE coder = 'Anna'")
            assert cursor.fetchone() == [1], "only what lies open; nobody looks and takes it back"
        connection.rollback()
    for statement in (
        "UPDATE round SET sealed = ''",
        "DELETE FROM round",
        "UPDATE round_document SET document = ''",
        "DELETE FROM round_document",
        "INSERT INTO team VALUES ('bram', 'Anna')",
        "UPDATE opening SET xact = '1'",
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "UPDATE coding SET coder = 'Bram'",
        "UPDATE closed_gap SET coder = 'Bram'",
        "DELETE FROM closed_gap",
        "INSERT INTO closed_gap VALUES ('1', 'work', 'A', 'director', 'Anna', 'now', 1, 'namens Anna')",
        "ALTER TABLE coding DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE mine (x int)",
        "SELECT * FROM work",
        "SELECT * FROM event_work",
        "SET SESSION AUTHORIZATION anna",
    ):
        with pytest.raises(DatabaseError, match="42501"):
            sealed.ask("bram", statement)
    rounds.reveal(sealed.bram, "Bram", "Een", "Anna is ziek")
    assert sealed.bram.ask.rounds()[0].state is RoundState.REVEALED
    assert SECRET in sealed.seen("bram")


def test_nobody_writes_as_another_or_does_what_is_for_who_made_the_study(sealed: Team) -> None:
    asked = (
        lambda: sealed.bram.apply_code("Anna", sealed.document, 30, 40, "work"),
        lambda: sealed.bram.write_memo("Anna", "study", "", "namens Anna"),
        lambda: examine(sealed.bram),
        lambda: copy(sealed.bram, server_of(sealed.server.address(sealed.server.new()))),
        lambda: team.set_up(sealed.bram, {"bram": "Bram"}),
    )
    before = sealed.owner.ask.stamp()
    for ask in asked:
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.key == "server.not-allowed", str(refused.value)
    assert sealed.owner.ask.stamp() == before
    with pytest.raises(Refused) as refused:
        team.set_up(sealed.owner, {"nobody_here": "Carla"})
    assert refused.value.key == "server.no-role"
    assert sealed.owner.ask.coders() == ["Anna", "Bram"]


def test_a_file_has_no_team(study: Project) -> None:
    with pytest.raises(Refused) as refused:
        team.set_up(study, {"anna": "Anna"})
    assert refused.value.key == "server.team-in-file"
    assert (team.members(study), team.own_coder(study)) == ({}, None)
