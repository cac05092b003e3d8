"""The studies opened lately: newest first, each once, gone when they are gone."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path

from interviewcoder.store.addresses import server_of
from interviewcoder.tasks.recent import last_coder, note_tour, recent, remember, tour_given


def test_newest_first_each_once_and_only_what_is_there(tmp_path: Path) -> None:
    assert recent() == ()
    paths = [tmp_path / name for name in ("a.icdb", "b\nc.icdb", "d\udcff.icdb")]
    for path in paths:
        path.touch()
        remember(path, path.stem, "Anna")
    remember(paths[0], "Eén", "Bram")
    assert [each.place for each in recent()] == [paths[0], paths[2], paths[1]]
    assert (recent()[0].name, last_coder(paths[0]), last_coder(paths[1])) == ("Eén", "Bram", "Anna")
    paths[2].unlink()
    assert [each.place for each in recent()] == [paths[0], paths[1]]
    assert last_coder(paths[2]) is None
    for number in range(20):
        (tmp_path / f"{number}.icdb").touch()
        remember(tmp_path / f"{number}.icdb", str(number), "Anna")
    assert [each.name for each in recent()] == [str(number) for number in range(19, 10, -1)]


def test_a_study_on_a_server_is_noted_without_its_password() -> None:
    server = server_of("postgresql://anna:geheim@example.org/leren")
    remember(server, "Leren", "Anna")
    assert [each.place for each in recent()] == [server]
    held = (user_state_path("interviewcoder") / "recent.json").read_text("utf-8")
    assert "geheim" not in held


def test_the_tour_is_noted_beside_them_and_a_broken_file_counts_for_nothing(tmp_path: Path) -> None:
    study = tmp_path / "a.icdb"
    study.touch()
    assert not tour_given()
    remember(study, "A", "Anna")
    note_tour()
    assert tour_given()
    assert [each.name for each in recent()] == ["A"]
    held = user_state_path("interviewcoder") / "recent.json"
    for broken in ("[1, 2]", '{"studies": [3, {"place": "x"}], "tour": "no"}', "{", "\udcff"):
        held.write_bytes(broken.encode("utf-8", "surrogateescape"))
        assert (recent(), tour_given()) == ((), False)
    remember(study, "A", "Anna")
    assert [each.name for each in recent()] == ["A"]
