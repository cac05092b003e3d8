"""A bundle holds what it says, or is refused with a sentence; nothing half comes in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewcoder.errors import Refused
from interviewcoder.store.bundles import bundle_for, read_copy
from interviewcoder.store.copying import differing
from interviewcoder.store.doctor import examine
from interviewcoder.store.merging import begin, merge
from interviewcoder.store.project import Project


def test_a_study_goes_through_a_bundle_whole(study: Project, tmp_path: Path) -> None:
    study.add_coder("Bram")
    study.apply_code("Anna", study.ask.document("R01").id, 4, 9, "trust", memo="'t is 😀\u2028zo")
    path = tmp_path / "b.icbundle"
    path.write_bytes(bundle_for(study, "Bram")[0])
    with begin(tmp_path / "bram.icdb", read_copy(path)) as other:
        with study._engine.connect() as here, other._engine.connect() as there:
            assert differing(here, there) == {}
        assert other.ask.transcript(study.ask.document("R01").id) == study.ask.transcript(
            study.ask.document("R01").id
        )
        assert examine(other) == ()
        other.apply_code("Bram", other.ask.document("R01").id, 4, 9, "work")
        assert merge(study, "Anna", [read_copy(other.path)]).events == 1
    assert [each.coder for each in study.ask.codings()] == ["Anna", "Bram"]


@pytest.fixture
def packed(study: Project) -> bytes:
    return bundle_for(study, "Anna")[0]


def repacked(packed: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return made.getvalue()


def newer(name: str, content: bytes) -> bytes:
    return json.dumps({**json.loads(content), "schema": "9999"}).encode() if name == "manifest.json" else content


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("bundles.newer", newer),
        ("bundles.damaged", lambda name, content: content.replace(b"Anna", b"Bram")),
        ("bundles.damaged", lambda name, content: content + b"!" if name.startswith("blobs/") else content),
        ("bundles.damaged", lambda name, content: None if name.startswith("blobs/") else content),
        ("bundles.damaged", lambda name, content: None if name == "events.jsonl" else content),
        ("bundles.damaged", lambda name, content: b"[]" if name == "manifest.json" else content),
    ],
)
def test_a_bundle_that_was_changed_is_refused(packed: bytes, tmp_path: Path, key: str, change: Callable) -> None:
    path = tmp_path / "b.icbundle"
    path.write_bytes(repacked(packed, change))
    with pytest.raises(Refused) as refused:
        read_copy(path)
    assert refused.value.key == key


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_bytes_are_changed_no_other_error_comes(packed: bytes, tmp_path: Path, data: st.DataObject) -> None:
    broken = bytearray(packed)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "b.icbundle"
    path.write_bytes(broken[: data.draw(st.integers(0, len(packed)))] if data.draw(st.booleans()) else broken)
    said = ""
    try:
        read_copy(path)
    except Refused as refused:
        said = refused.key
    assert said == "" or said.startswith("bundles.")
