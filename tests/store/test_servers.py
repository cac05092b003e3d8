"""A study on a PostgreSQL server: made, opened, moved, and the same answers as from a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from builders import interview, new_document
from postgres import Server
from sqlalchemy import update

from interviewcoder.errors import Refused, Stopped
from interviewcoder.model import Codebook, Span
from interviewcoder.resources import shipped
from interviewcoder.store import pseudonyms, schema, team
from interviewcoder.store.addresses import server_of
from interviewcoder.store.bundles import bundle_for, read_copy
from interviewcoder.store.copying import copy, differing
from interviewcoder.store.doctor import examine, rebuild
from interviewcoder.store.merging import begin, copy_of, merge
from interviewcoder.store.project import Project
from interviewcoder.store.rewriting import NewText
from interviewcoder.store.servers import create_database, engine_for
from interviewcoder.store.versions import revise

SAID = (
    ("R", "Zo'n café, ÉÉN fout-marge; de mensen_zeggen het 3x."),
    ("R", "Een foutje in cafe's. 'Quoted' \\ woorden & tekens :* | !"),
    ("R", "Mensen zeggen zo. Niets. Nee."),
)
WORDS = (
    "cafe",
    "fou",
    "zo'n",
    "zo n",
    "fout-marge",
    "marge-fout",
    "zeggen het 3",
    "quoted \\",
    "een fout",
    "'",
    "mensen zeg",
)


def worked_on(study: Project) -> Project:
    """With something of every kind of table that texts and codings have."""
    study.add_coder("Bram")
    study.import_documents("Bram", [new_document("R02", interview(SAID)), new_document("a03"), new_document("Z04")])
    document = study.ask.document("R01").id
    guid = study.apply_code("Anna", document, 3, 9, "trust", facets={"presence": "absent"}, memo="waarom ’t 😀")
    study.star("Bram", guid, True)
    study.apply_code("Bram", study.ask.document("R02").id, 3, 9, "work")
    study.undo("Bram")
    study.mark_read("Anna", document, 0, 40)
    longer = interview((("R", "Nieuw. En nog iets."),))
    revise(study, "Anna", document, longer, {guid: Span(3, 8)}, base=1, kept=())
    pseudonyms.make_salt(study)
    return study


def test_the_migrations_make_the_same_tables_on_a_server(server: Server, study_on_server: str) -> None:
    engine = engine_for(server_of(server.address(study_on_server)))
    with engine.connect() as conn:
        options = {"include_name": lambda name, kind, _: kind != "table" or name != "passage"}
        assert compare_metadata(MigrationContext.configure(conn, opts=options), schema.metadata) == []
    engine.dispose()
    ordered = "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_name = 'document'"
    assert sorted(server.ask(ordered, study_on_server), key=str) == [["C"], [None]]


def test_a_study_goes_to_a_server_and_back_with_nothing_lost(study: Project, server: Server, tmp_path: Path) -> None:
    worked_on(study)
    place = server_of(server.address(server.new()))
    assert copy(study, place) == len(study.ask.history())
    back = tmp_path / "back.icdb"
    with Project.open(place) as there:
        assert examine(there) == ()
        assert there.undo("Anna") == study.undo("Anna")
        assert [each.name for each in there.ask.documents()] == [each.name for each in study.ask.documents()]
        for words in WORDS:
            assert there.ask.search(words) == study.ask.search(words), words
        copy(there, back)
    with Project.open(back) as again, study._engine.connect() as one, again._engine.connect() as other:
        assert differing(one, other) == {}
        assert pseudonyms.salt(again) == pseudonyms.salt(study)
        *before, last = again.ask.history()
        assert before == study.ask.history()[:-1], "undone on either"
        assert last.replica not in {each.replica for each in before}, "each copy is one of its own"
        assert examine(again) == ()


@pytest.mark.slow
def test_a_bundle_is_merged_into_a_server(study: Project, server: Server, tmp_path: Path) -> None:
    worked_on(study)
    place = server_of(server.address(server.new()))
    copy(study, place)
    bundle, laptop = tmp_path / "out.icbundle", tmp_path / "laptop.icdb"
    with Project.open(place, "Anna") as there:
        bundle.write_bytes(bundle_for(there, "Bram")[0])
        document = there.ask.document("R02").id
        with begin(laptop, read_copy(bundle)) as away:
            away.apply_code("Bram", document, 3, 9, "work", memo="onderweg")
            (memo,) = (each for each in away.ask.memos() if each.text.startswith("waarom"))
            away.rewrite_memo("Anna", memo.guid, "elders ’t 😀")
            bundle.write_bytes(bundle_for(away, "Anna")[0])
        there.apply_code("Anna", document, 10, 16, "work")
        there.rewrite_memo("Anna", memo.guid, "op de server")
        before = there.ask.stamp()
        preview = merge(there, "Anna", [read_copy(bundle)], keep=False)
        assert (there.ask.stamp(), there.ask.codings(coder="Bram")) == (before, [])
        merged = merge(there, "Anna", [read_copy(bundle)])
        assert merged == preview
        assert (merged.events, merged.replayed, len(merged.conflicts)) == (2, True, 1)
        assert [each.code for each in there.ask.codings(coder="Bram")] == ["work"]
        assert merge(there, "Anna", [read_copy(bundle)]).events == 0
        assert examine(there) == ()
        merge(study, "Anna", [copy_of(there)])
        with study._engine.connect() as one, there._engine.connect() as other:
            assert differing(one, other) == {}
    server.ask("CREATE ROLE reader LOGIN")
    with Project.open(place) as owner:
        team.set_up(owner, {"reader": "Bram"})
    with Project.open(server_of(server.address(place.database, "reader")), "Bram") as coder:
        with pytest.raises(Refused) as refused:
            merge(coder, "Bram", [read_copy(bundle)])
        assert refused.value.key == "server.not-allowed"


@pytest.mark.slow
def test_what_is_wrong_on_a_server_is_found_and_rebuilt(study: Project, server: Server) -> None:
    worked_on(study)
    place = server_of(server.address(server.new()))
    copy(study, place)
    with Project.open(place) as there:
        with there._writing() as conn:
            conn.execute(update(schema.coding).values(code="work"))
            conn.exec_driver_sql("DELETE FROM passage")
        found = [each.key for each in examine(there)]
        assert sorted(set(found)) == ["differs", "not-indexed"]
        rebuild(there)
        assert examine(there) == ()
        with there._writing() as conn:
            conn.execute(update(schema.event).where(schema.event.c.kind == "memo.write").values(payload={}))
            conn.execute(update(schema.event).where(schema.event.c.kind == "coding.star").values(kind="nothing"))
        assert [each.key for each in examine(there)] == ["not-replayed"]
        with pytest.raises(Refused) as refused:
            copy(study, place)
        assert refused.value.key == "server.exists"


def test_names_are_replaced_on_a_server_too(study: Project, server: Server) -> None:
    place = server_of(server.address(server.new()))
    copy(study, place)
    with Project.open(place) as there:
        (held,) = pseudonyms.held_texts(there)
        text = held.transcript.text.replace("bord", "[b]")
        new = NewText(text, (), text.encode(), "txt")
        plan = pseudonyms.plan(there, {held.id: new}, lambda said: said.replace("bord", "[b]"))
        assert pseudonyms.carry_out(there, "Anna", plan, "pseudonyms.apply", {"round": "1"}, ())
        assert there.ask.search("bord") == []
        assert server.ask("SELECT count(*) FROM event WHERE payload::text LIKE '%bord%'", place.database) == [[0]]
        assert examine(there) == ()


@pytest.mark.slow
def test_a_study_that_could_not_be_made_leaves_nothing(study: Project, server: Server, codebook: Codebook) -> None:
    name = server.new()
    place = server_of(server.address(name))
    with pytest.raises(Refused) as refused:
        Project.create(place, name="Test", codebook=codebook, coder=" ")
    assert refused.value.key == "store.coder-without-name"
    assert server.ask("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace", name) == []
    with Project.create(place, name="Test", codebook=codebook, coder="Anna") as made:
        assert made.ask.coders() == ["Anna"]
    for asked, key in ((place, "server.exists"), (server_of(server.address("postgres")), "")):
        server.ask("CREATE TABLE IF NOT EXISTS other (x int)")
        with pytest.raises(Refused) as refused:
            Project.create(asked, name="Test", codebook=codebook, coder="Anna")
        assert refused.value.key == (key or "server.not-empty")


def test_what_a_server_says_is_told_in_one_sentence(server: Server, study_on_server: str, tmp_path: Path) -> None:
    server.ask("CREATE ROLE guest LOGIN")
    newer = server.new(study_on_server)
    server.ask("UPDATE alembic_version SET version_num = '9999'", newer)
    asked = {
        server.address("nothing"): "server.no-such-database",
        server.address("postgres"): "server.no-study",
        server.address(study_on_server, "nobody"): "server.not-let-in",
        server.address(study_on_server, "guest"): "server.not-allowed",
        server.address(newer): "store.newer-build",
        f"postgresql://anna:geheim@{str(tmp_path).replace('/', '%2F')}/x": "server.gone",
        "postgresql://anna:geheim@localhost:1/x": "server.unreachable",
        "postgresql://anna:geheim@localhost:x/y": "server.no-address",
        "postgresql://anna:geheim@localhost/": "server.no-database",
        "postgresql://anna:geheim@localhost/x?password=geheim&colour=red": "server.no-option",
        "postgresql:///x?service=nowhere": "server.no-service",
    }
    for address, key in asked.items():
        with pytest.raises(Refused) as refused:
            Project.open(server_of(address))
        assert refused.value.key == key, (address, str(refused.value))
        assert "geheim" not in str(refused.value) + repr(refused.value)
        assert "\n" not in str(refused.value)


def test_without_the_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000.dbapi", None)
    with pytest.raises(Refused) as refused:
        Project.open(server_of("postgresql://anna@localhost/x"))
    assert refused.value.key == "server.no-driver"
    assert "pip install 'interviewcoder[postgres]'" in str(refused.value)


def test_a_copy_that_was_broken_off_leaves_a_server_as_it_was(study: Project, server: Server) -> None:
    name = server.new()
    place = server_of(server.address(name))
    create_database(place)  # as far as a program came that was killed

    def stop(done: int, total: int) -> None:
        if done == total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        copy(study, place, tell=stop)
    assert server.ask("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace", name) == []
    assert copy(study, place) == len(study.ask.history())


def test_an_older_study_is_brought_up_to_date_by_its_owner_alone(server: Server) -> None:
    name = server.new()
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    engine = engine_for(server_of(server.address(name)))
    with engine.execution_options(writing=True).begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
    engine.dispose()
    server.ask("CREATE ROLE helper LOGIN")
    server.ask("GRANT SELECT ON ALL TABLES IN SCHEMA public TO helper", name)
    with pytest.raises(Refused) as refused:
        Project.open(server_of(server.address(name, "helper")))
    assert refused.value.key == "server.older"
    with Project.open(server_of(server.address(name))) as project:
        assert project.ask.rounds() == []
    assert server.ask("SELECT version_num FROM alembic_version", name) == [[schema.REVISION]]


def test_what_an_address_leaves_out_comes_from_files_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, passwords = tmp_path / "services", tmp_path / "passwords"
    services.write_text("[lab]\nhost=db.example\nport=5433\ndbname=study\nuser=anna\nsslmode=verify-full\n")
    passwords.write_text("# none\nother:*:*:*:no\ndb.example:5433:*:anna:ge\\:heim\n*:*:*:*:any\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    of_service = server_of("postgresql:///?service=lab")
    assert (of_service.password, of_service.sslmode) == ("ge:heim", "verify-full")
    assert str(of_service) == "postgresql://anna@db.example:5433/study?sslmode=verify-full"
    assert server_of("postgresql://bram@/?service=lab").password == "any"
    monkeypatch.setenv("PGPASSWORD", "uit de omgeving")
    monkeypatch.setenv("PGUSER", "carla")
    here = server_of("postgresql://localhost/s")
    assert (here.password, here.sslmode, str(here)) == (
        "uit de omgeving",
        "prefer",
        "postgresql://carla@localhost/s",
    )
    there = server_of("postgres://an%40na:p%2Fw@[2001:db8::1]:5433/s%20t")
    assert (there.user, there.password, there.sslmode, there.database) == ("an@na", "p/w", "require", "s t")
    assert str(there) == "postgresql://an%40na@[2001:db8::1]:5433/s%20t"
    assert server_of(str(there)) == there
    assert "p/w" not in repr(there)
    socket = server_of("postgresql://anna@%2Frun%2Fpg/s")
    assert (socket.host, socket.local, server_of(str(socket))) == ("/run/pg", True, socket)
