"""Sentences of spoken Dutch: each case is a text and the pieces a reader would mark in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.transcripts.sentences import split_sentences

CASES = [
    ("Wij leren. Elke dag.", ["Wij leren.", "Elke dag."]),
    ("Nou ja, dus toen... ging ik naar huis. Klaar.", ["Nou ja, dus toen... ging ik naar huis.", "Klaar."]),
    ("Ik dacht… ja. Toen niet meer... Toch wel.", ["Ik dacht… ja.", "Toen niet meer...", "Toch wel."]),
    ("... maar goed. ...", ["... maar goed. ..."]),
    ("We doen bijv. lassen, o.a. met dhr. Bakker. Mooi.", ["We doen bijv. lassen, o.a. met dhr. Bakker.", "Mooi."]),
    ("D.w.z. ca. 40 man m.b.t. nr. 5 op blz. 3.", ["D.w.z. ca. 40 man m.b.t. nr. 5 op blz. 3."]),
    ("Boren, frezen, etc. en dan door. Lijm, verf, enz. Dat was het.", None),
    ("Het duurt 3.5 uur, tot 10.30. Dan pauze.", ["Het duurt 3.5 uur, tot 10.30.", "Dan pauze."]),
    ("In 2018. Daarna niet. 3. Wij ook niet.", ["In 2018.", "Daarna niet.", "3. Wij ook niet."]),
    ('"Dat kan niet!" zei hij. "Jawel." Toch.', ['"Dat kan niet!" zei hij.', '"Jawel."', "Toch."]),
    ("‘Kijk eerst.’ Dat zei hij. “Hoe dan?” vroeg ik.", ["‘Kijk eerst.’", "Dat zei hij.", "“Hoe dan?” vroeg ik."]),
    ("Dat is zo. (lacht)", ["Dat is zo. (lacht)"]),
    ("Dat is zo. (lacht) En toen. [stilte]", ["Dat is zo.", "(lacht) En toen. [stilte]"]),
    ("’t Gaat goed. ’t Moet ook. 's ochtends dan.", ["’t Gaat goed.", "’t Moet ook.", "'s ochtends dan."]),
    ("Om zeven uur... 's ochtends dus. Ja... 's Avonds niet.", None),
    ("Leuk! 😀 Dus dat. Niet gered. 🙏", ["Leuk!", "😀 Dus dat.", "Niet gered. 🙏"]),
    ("Bij bedrijf A. Daar werkt Jan. Die weet het.", ["Bij bedrijf A.", "Daar werkt Jan.", "Die weet het."]),
    ("Vraag het dhr. J. Bakker. J. Smit weet het ook.", ["Vraag het dhr. J. Bakker.", "J. Smit weet het ook."]),
    ("O. Ja. Die vergeet ik.", ["O.", "Ja.", "Die vergeet ik."]),
    ("Bij Smit B.V. in Zwolle. Daarna HR. Toen ik.", ["Bij Smit B.V. in Zwolle.", "Daarna HR.", "Toen ik."]),
    ("Wat?! Nee. echt niet? ja hoor", ["Wat?!", "Nee.", "echt niet?", "ja hoor"]),
    ("een regel\nnog een\n\n  derde. \n", ["een regel", "nog een", "derde."]),
    ("Zie www.voorbeeld.example of mail a.b@c.example. Klaar.", None),
    ("", []),
    (" \n\t ", []),
]
LISTED = {
    "Boren,": ["Boren, frezen, etc. en dan door.", "Lijm, verf, enz.", "Dat was het."],
    "Om zeven": ["Om zeven uur... 's ochtends dus.", "Ja...", "'s Avonds niet."],
    "Zie www": ["Zie www.voorbeeld.example of mail a.b@c.example.", "Klaar."],
}


@pytest.mark.parametrize(("text", "pieces"), CASES, ids=[text[:24] for text, _ in CASES])
def test_spoken_dutch(text: str, pieces: list[str] | None) -> None:
    wanted = pieces if pieces is not None else next(value for key, value in LISTED.items() if text.startswith(key))
    assert [span.of(text) for span in split_sentences(text, 0, len(text))] == wanted


def test_only_the_range_is_read() -> None:
    text = "Eerste. Tweede zin. Derde"
    assert [span.of(text) for span in split_sentences(text, 8, 16)] == ["Tweede z"]


@given(st.text(alphabet=" .!?…\n\t()[]\"'’ab7Z😀é\x1c\u2028_-,", max_size=60), st.data())
def test_sentences_hold_all_that_is_visible(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = split_sentences(text, start, end)
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    assert edges == sorted(edges)
    assert all(len(span) and span.of(text) == span.of(text).strip() and "\n" not in span.of(text) for span in spans)
    between = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""


@pytest.mark.parametrize(
    "piece",
    ["woord ", "!", "... ", "o.a.\t", "a. (", "a. ' ", "a. , ", "\n", "!\n", " ", "x", '."', "(.) ", "a. 's "],
)
def test_a_megabyte_on_one_line_takes_no_longer_per_letter(piece: str) -> None:
    """Ten times the text may take some thirty times as long on a busy machine, never a hundred."""
    small, large = ("Ja " + piece * (size // len(piece)) for size in (40_000, 400_000))
    assert _seconds(large) < 0.05 + 30 * _seconds(small)


def _seconds(text: str) -> float:
    start = time.process_time()
    split_sentences(text, 0, len(text))
    return time.process_time() - start
