"""A cue tried and kept on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run


@pytest.mark.slow
def test_a_cue_is_tried_kept_and_taken_back(run: Run, file: Path, code: Callable[..., Ran]) -> None:
    code("R01", "Niemand wordt boos om een fout", "mistakes")
    tried = run("codebook", "try", file, "1a", "~boos", "--json").json
    assert (tried["code"], tried["sentences"], tried["coded"], tried["right"]) == ("mistakes", 1, 1, 1)
    assert (tried["rows"][0]["text"], tried["rows"][0]["codes"]) == ("boos", ["mistakes"])
    assert "[boos]" in run("codebook", "try", file, "1a", "boos").out
    assert "Nobody says this" in run("codebook", "try", file, "1a", "tovenaar").out
    assert "is no cue" in run("codebook", "try", file, "1a", "~a").err
    before = run("codebook", "cues", file, "1a", "--json").json
    after = run(
        "codebook",
        "cues",
        file,
        "1a",
        "--add",
        "wordt .. boos",
        "--add-hint",
        "bord",
        "--add-absent",
        "straf",
        "--json",
    ).json
    assert after["cues"] == [*before["cues"], "wordt .. boos"]
    assert (after["codebook_version"], after["absent"]) == (2, ["straf"])
    assert "hint    bord" in run("codebook", "cues", file, "1a").out
    gone = run("codebook", "cues", file, "1a", "--remove", "bord", "--json").json
    assert gone["hints"] == before["hints"]
    assert "“bord” is no cue or hint of mistakes" in run("codebook", "cues", file, "1a", "--remove", "bord").err
    assert run("undo", file).code == 0
    assert "bord" in run("codebook", "cues", file, "1a", "--json").json["hints"]
