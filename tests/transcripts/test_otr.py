"""oTranscribe: HTML in JSON, with the typist's own labels and time codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from transcripts.reading import read, refused, said, times

from interviewcoder.transcripts.read import read_file

STAMP = '<span class="timestamp" contenteditable="false" data-timestamp="{}">{}</span>'


def otr(html: str) -> str:
    return json.dumps({"text": html, "media": "R07.mp3", "media-source": "", "media-time": 11.2}, ensure_ascii=False)


def test_paragraphs_breaks_and_entities(tmp_path: Path) -> None:
    html = (
        "<p><b>I:</b> Wat&nbsp;doet <i>u</i>?</p><div>R07: R&amp;D 😅,<br />al &lt; 2 jaar.</div>I: En?<br>R07:   Ja."
    )
    draft = read(tmp_path, "R07.otr", otr(html))
    assert draft.text == "I: Wat\u00a0doet u?\nR07: R&D 😅,\nal < 2 jaar.\nI: En?\nR07: Ja.\n"
    assert draft.format == "otr"
    assert said(draft.text)[1] == ("R07", "R&D 😅,\nal < 2 jaar.")
    assert read(tmp_path, "R07.json", otr(html)).text == draft.text


def test_time_codes_before_and_after(tmp_path: Path) -> None:
    before = f"<p>{STAMP.format(3.12, '00:03')}I: Zo?</p><p>{STAMP.format(3723.5, '1:02:03')} R07: Ja.</p>"
    assert times(read(tmp_path, "R07.otr", otr(before)).text) == [(3.12, None), (3723.5, None)]
    after = f"<p>I: Zo? {STAMP.format(3.12, '00:03')}</p><p>R07: Ja. {STAMP.format('kapot', '00:05')}</p>"
    text = read(tmp_path, "R07.otr", otr(after)).text
    assert said(text) == [("I", "Zo?"), ("R07", "Ja.")]
    assert times(text) == [(None, 3.12), (3.12, 5)]
    for wrong in ("inf", "nan", "1e999", "-5", "1e30"):
        text = read(tmp_path, "R07.otr", otr(f"<p>{STAMP.format(wrong, '00:07')} I: Zo?</p><p>R07: Ja.</p>")).text
        assert times(text)[0] == (7, None)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty"),
        ("{", "json.damaged"),
        ('{"text": "<p>I: dag</p>"}', "json.no-otr"),
        ('{"text": 3, "media": ""}', "json.no-otr"),
        ('{"segments": [{"text": "a"}]}', "json.no-otr"),
        (otr(""), "empty"),
        (otr("<p> </p>"), "empty"),
        (otr("<script>I: dag</script>"), "empty"),
        (otr("<p>" + "<b>" * 5_000 + "diep"), "json.no-otr"),
        (otr("<b>" * 1_000_001), "json.no-otr"),
    ],
)
def test_broken_and_hostile(tmp_path: Path, content: str, key: str) -> None:
    assert refused(tmp_path, "R07.otr", content) == key


def test_the_collected_sample(samples: Path) -> None:
    text = read_file(samples / "own" / "vtt" / "otranscribe_like.otr").text
    assert said(text) == [
        ("I", "Kunt u vertellen hoe het begon?"),
        ("R03", "Eerlijk gezegd was het chaos\u00a0& ruis.\nNiemand wist het."),
    ]
    assert times(text) == [(None, 3.12), (3.12, None)]
