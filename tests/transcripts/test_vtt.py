"""WebVTT: the captions of each program as turns, and every trap that real files hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from transcripts.reading import read, refused, said, times

from interviewcoder.errors import Refused
from interviewcoder.transcripts.read import read_file


def vtt(*cues: str, head: str = "WEBVTT") -> str:
    """A file with these captions, ten seconds each."""
    blocks = (f"00:{n:02}:00.000 --> 00:{n:02}:10.000\n{cue}\n" for n, cue in enumerate(cues))
    return "\n".join([f"{head}\n", *blocks])


def words(folder: Path, *cues: str) -> list[str]:
    """The words of captions by nobody, without their times."""
    return [speech for _, speech in said(read(folder, "R07.vtt", vtt(*cues)).text)]


# --- who says it ----------------------------------------------------------------------------------


def test_what_one_person_says_in_a_row_is_one_turn(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.vtt", vtt("<v Anna>Eén.", "<v Anna>Twee.", "<v Bram>Drie?", "<v Anna>Vier."))
    assert said(draft.text) == [("Anna", "Eén. Twee."), ("Bram", "Drie?"), ("Anna", "Vier.")]
    assert times(draft.text) == [(0, 70), (120, 130), (180, 190)]
    assert draft.warnings == ()


def test_any_name_is_a_name_in_a_voice_tag(tmp_path: Path) -> None:
    names = ("Jansen, P. (Piet)", "Zoë van ’t Hof", "anna", "Dr. J. de Vries | MKB", "+31 6 00", "😀 x", "Maria-José")
    draft = read(tmp_path, "R07.vtt", vtt(*(f"<v {name}>Dat is zo.</v>" for name in names), "<v.luid x>Ja.</v>"))
    assert [label for label, _ in said(draft.text)] == [*names, "x"]
    assert draft.text.count("\n") == len(names) + 1


def test_a_name_cannot_break_the_line(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.vtt", vtt("<v A: [b]\tc>Ja.</v>", "<v \x1b[31mEve>Nee.</v>", "<v Bo>Zo.</v>"))
    assert [label for label, _ in said(draft.text)] == ["A b c", "31mEve", "Bo"]


def test_several_voices_in_one_cue(tmp_path: Path) -> None:
    text = read(tmp_path, "R07.vtt", vtt("<v Anna>Ja?</v><v Bram>Ja.</v>\n<v Anna>Goed.</v>")).text
    assert said(text) == [("Anna", "Ja?"), ("Bram", "Ja."), ("Anna", "Goed.")]
    assert times(text) == [(0, 10)] * 3


def test_zoom_names_whom_it_hears_once(tmp_path: Path) -> None:
    cues = (
        "Piet Jansen: Hoe was het?",
        "Zoë: Eerlijk gezegd: chaos 😅.",
        "en ruis",
        "Het punt is: niemand wist het.",
    )
    draft = read(tmp_path, "R07.vtt", vtt(*cues, "Piet Jansen: Oké."))
    speech = "Eerlijk gezegd: chaos 😅. en ruis Het punt is: niemand wist het."
    assert said(draft.text) == [("Piet Jansen", "Hoe was het?"), ("Zoë", speech), ("Piet Jansen", "Oké.")]
    assert "by the speaker before: 2" in draft.warnings[0]


def test_words_with_a_colon_are_no_names(tmp_path: Path) -> None:
    cues = ("Dat zie je zo.", "Kijk: dat bedoel ik.", "Amsterdam: dat was mooi.", "En 10:30 uur.", "Ik zei: nee.")
    assert words(tmp_path, *cues) == list(cues)


def test_whisperx_leaves_out_whom_it_does_not_know(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.vtt", vtt("[SPEAKER_00]: Ja?", "[SPEAKER_01]: Ja.", "Nee.", "[SPEAKER_01]: Zo."))
    assert said(draft.text) == [
        ("SPEAKER_00", "Ja?"),
        ("SPEAKER_01", "Ja."),
        ("Unknown", "Nee."),
        ("SPEAKER_01", "Zo."),
    ]
    assert "pieces: 1" in draft.warnings[0]


def test_noscribe_pauses_and_overlap_stay_where_they_are(tmp_path: Path) -> None:
    cues = (
        "(12 seconds pause)",
        "<v S00>Hoe? (..) //S01: Ja. // Graag.",
        "<v S01>Goed.",
        "<v //S00>//S00: Hm.",
        "(..)",
    )
    draft = read(tmp_path, "R07.vtt", vtt(*cues, "<v S01>// Dus."))
    assert draft.text.startswith("[00:00:00 - 00:00:10] (12 seconds pause)\n")
    assert said(draft.text) == [("S00", "Hoe? (..) //S01: Ja. // Graag."), ("S01", "Goed. //S00: Hm. (..) // Dus.")]
    assert draft.warnings == ()


def test_dashes_are_two_speakers(tmp_path: Path) -> None:
    assert words(tmp_path, "- Ja?\n- Nee,\nhoor.", "–5 graden", "- één") == [
        "Ja?",
        "Nee, hoor.",
        "–5 graden",
        "- één",
    ]
    draft = read(tmp_path, "R07.vtt", vtt("- Anna: Ja?\n- Bram: Nee.", "Anna: Zo.", "Bram: Tja."))
    assert said(draft.text) == [("Anna", "Ja?"), ("Bram", "Nee."), ("Anna", "Zo."), ("Bram", "Tja.")]


def test_nobody_named_gives_a_line_a_sentence(tmp_path: Path) -> None:
    file = "WEBVTT\n\n00:01.000 --> 00:02.000\nDat was\n\n00:02.000 --> 00:03.000\neen begin. En\n\n"
    file += (
        "00:03.000 --> 00:04.000\ndit het einde.\n\n00:04.000 --> 00:05.000\nMaar\n\n00:09.000 --> 00:10.000\ntoen\n"
    )
    text = read(tmp_path, "R07.vtt", file).text
    assert said(text) == [("", "Dat was een begin. En dit het einde."), ("", "Maar"), ("", "toen")]
    assert times(text) == [(1, 4), (4, 5), (9, 10)]


# --- what is said ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "speech"),
    [
        ("<i>een</i> <b.x>twee</b> <c.title>drie</c> <u>vier</u>", "een twee drie vier"),
        ("<ruby>een<rt>1</rt></ruby> <lang nl>twee</lang> {\\an8}drie", "een1 twee drie"),
        ("R&amp;D &lt;i&gt; &quot;a&quot; &eacute; d&apos;r&nbsp;x &#8217;", 'R&D <i> "a" é d\'r\u00a0x ’'),
        ("& &amp &niets; a && b", "& &amp &niets; a && b"),
        ("a < b en 2 <3 <stil> <", "a < b en 2 <3 <stil> <"),
        ("Zoë --> één naam", "Zoë --> één naam"),
        ("twee\nregels  en\tmeer", "twee regels en meer"),
        ("re\u0308el 👩\u200d👧 “zo” …", "re\u0308el 👩\u200d👧 “zo” …"),
    ],
)
def test_markup_and_signs(tmp_path: Path, cue: str, speech: str) -> None:
    assert words(tmp_path, cue) == [speech]


def test_rolling_captions_are_said_once(tmp_path: Path) -> None:
    cues = ("ja", "ja\n<c.x>wat</c>", "wat\ndit<00:02:01.000><c> is</c><00:02:02.000><c> het</c>", "dit is het\n \n")
    draft = read(tmp_path, "R07.vtt", vtt(*cues))
    assert [speech for _, speech in said(draft.text)] == ["ja", "wat", "dit is het"]
    assert "roll" in draft.warnings[0]
    assert words(tmp_path, "Ja.", "Ja.", "Ja.") == ["Ja.", "Ja.", "Ja."]


# --- blocks ---------------------------------------------------------------------------------------


def test_header_notes_styles_names_and_settings(tmp_path: Path) -> None:
    file = (
        "\ufeffWEBVTT - titel\nKind: captions\nStyle:\n::cue(c) { color: red;\n}\n##\n\nNOTE een\ntwee regels\n\n"
        "STYLE\n::cue {}\n\nREGION\nid:x\n\nnaam van de cue\n01:02.500 --> 01:03.000 align:start line:0%\nHallo.\n"
        "\nNOTE\ndrie\n\n7f1c-4/12-0\n100:00:00.250 --> 100:00:01.5 line:0\nDag.\n"
    )
    draft = read(tmp_path, "R07.vtt", file)
    assert draft.text == "[00:01:02.500 - 00:01:03] Hallo.\n[100:00:00.250 - 100:00:01.500] Dag.\n"
    assert times(draft.text) == [(62.5, 63), (360000.25, 360001.5)]
    assert len(draft.warnings) == 1
    assert "Notes" in draft.warnings[0]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_and_bom(tmp_path: Path, ends: str) -> None:
    file = vtt("<v Anna>Ja\nof nee?", "<v Bram>Nee.").replace("\n", ends, 5)
    assert said(read(tmp_path, "R07.vtt", b"\xef\xbb\xbf" + file.encode()).text) == [
        ("Anna", "Ja of nee?"),
        ("Bram", "Nee."),
    ]


def test_cues_without_blank_lines_empty_and_without_times(tmp_path: Path) -> None:
    file = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nEen.\n00:02.000 --> 00:03.000\nTwee.\n\n2\n00:03.000 --> 00:04.000\n\n"
        "00:04.000 --> 00:05.000\n00:04.000 --> 00:05.000\nDrie.\n\n3\nzonder tijd.\n\n00:99 --> kapot\nVier.\n"
    )
    draft = read(tmp_path, "R07.vtt", file)
    assert [speech for _, speech in said(draft.text)] == ["Een.", "Twee.", "Drie.", "zonder tijd.", "Vier."]
    assert "without a time were kept: 2" in draft.warnings[0]


def test_overlapping_and_backward_cues_keep_their_order(tmp_path: Path) -> None:
    file = (
        "WEBVTT\n\n00:05.000 --> 00:09.000\n<v A>Een.\n\n00:08.000 --> 00:09.500\n<v B>Twee.\n\n"
        "00:07.000 --> 00:06.000\n<v B>Drie.\n"
    )
    text = read(tmp_path, "R07.vtt", file).text
    assert said(text) == [("A", "Een."), ("B", "Twee. Drie.")]
    assert times(text) == [(5, 9), (7, 9.5)]


# --- broken and hostile ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"WEBVTT", "captions.none"),
        (b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\n\n", "captions.none"),
        (b"I: dag\n", "captions.no-vtt"),
        (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nJa\n", "captions.no-vtt"),
        (b"%PDF-1.7", "other-kind"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nJa\0\n", "nul"),
    ],
)
def test_broken(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, "R07.vtt", content) == key


def test_terminal_escapes_are_told(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.vtt", vtt("<v Anna>dat was \x1b[31mrood\x1b[0m en nog veel meer.", "<v Bo>Ja."))
    assert "control characters" in draft.warnings[0]


@pytest.mark.parametrize(
    "part", ["<v a", "<", "&", "-", "<00:00", "[", "- \n", "Anna: ", "{\\a", "1\n", "00:01.000 --> ", "\t"]
)
def test_long_lines_take_no_long_time(tmp_path: Path, part: str) -> None:
    begun = time.process_time()
    read(tmp_path, "R07.vtt", vtt("Ja.", part * (100_000 // len(part))))
    assert time.process_time() - begun < 3


def test_subtitles_under_another_name(tmp_path: Path) -> None:
    file = vtt("<v Anna>Ja?", "<v Bram>Nee.")
    assert read(tmp_path, "R07.txt", file).format == "vtt"
    assert read(tmp_path, "R07.srt", file).text == read(tmp_path, "R07.vtt", file).text


# --- the collected samples ------------------------------------------------------------------------


def test_the_collected_samples(samples: Path) -> None:
    own = {
        name: read_file(samples / "own" / "vtt" / f"{name}_like.vtt").text for name in ("teams", "zoom", "noscribe")
    }
    assert said(own["teams"]) == [
        ("Jansen, P. (Piet)", "Kunt u vertellen hoe het begon?"),
        ("Zoë van 't Hof", "Eerlijk gezegd was het chaos & ruis. Niemand wist wie de regie had."),
    ]
    assert times(own["teams"]) == [(3.12, 5.48), (5.98, 11)]
    assert said(own["zoom"])[1] == ("Zoë", "Eerlijk gezegd: chaos 😅. niemand wist wie de regie had.")
    assert times(own["zoom"])[2] == (3600, 3601)
    assert said(own["noscribe"])[0] == ("S00", "Kunt u vertellen hoe het begon? (..) //S01: Ja. // Graag.")
    assert times(own["noscribe"]) == [(12.57, 15.79), (15.19, 16.33)]
    whisperx = read_file(samples / "whisperx" / "interview_nl.vtt").text
    assert said(whisperx)[2:] == [("Unknown", "Ja."), ("SPEAKER_01", "Zoë --> één naam & <stil>")]
    assert times(whisperx)[3] == (3599.5, 3600.6)


@pytest.mark.parametrize(
    ("name", "speech"),
    [
        ("w3c_newlines", "text0 text1 text2 text3"),
        ("w3c_ids", "text0 text1 text2 text3 text4"),
        ("w3c_header-garbage", "text"),
        ("w3c_arrows", "text0 foo--> text1 -->foo text2 ---> text3 -->--> text4 text5"),
        ("webvttpy_captions_with_bom", "Caption text #1 Caption text #2 Caption text #3 Caption text #4"),
        ("webvttpy_metadata_headers", "Caption text #1 Caption text #2"),
        ("webvttpy_timeframe_in_text", "Caption text #1 Caption text #2 Caption text #3"),
        ("webvttpy_cue_tags", "When the moon hits your eye Like a big-a pizza pie That's amore"),
        ("youtube_dl", "yeah what this will happen is I'm telling"),
        ("node-webvtt_malformed", "...mission."),
    ],
)
def test_samples_of_other_readers(samples: Path, name: str, speech: str) -> None:
    assert " ".join(each for _, each in said(read_file(samples / "vtt" / f"{name}.vtt").text)) == speech


def test_every_sample_is_read_or_refused(samples: Path) -> None:
    outcomes = {}
    for path in sorted((samples / "vtt").glob("*.vtt")):
        try:
            outcomes[path.stem] = len(read_file(path).text)
        except Refused as refusal:
            outcomes[path.stem] = refusal.key
    assert len(outcomes) > 15
    assert {name for name, outcome in outcomes.items() if isinstance(outcome, str)} == {
        *("w3c_nulls", "w3c_timestamps"),  # NUL bytes
        "w3c_signature-bom",  # no captions
    }
    assert isinstance(outcomes["node-webvtt_acid"], int)


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Anna Bakker", "iPhone van Piet"),
        ("anna", "piet"),
        ("王伟", "Müller-Lüdenscheidt, Dr. h.c. (extern)"),
        ("Anna Bakker", "31612345678"),
    ],
)
def test_what_heads_every_cue_is_a_name_whatever_its_form(tmp_path: Path, asks: str, answers: str) -> None:
    cues = (f"{asks}: Hoe is het?", f"{answers}: Goed.", f"{answers}: Wij leren.", f"{asks}: Wat dan?")
    draft = read(tmp_path, "R07.vtt", vtt(*cues, f"{answers}: Het punt is: lassen."))
    assert said(draft.text) == [
        (asks, "Hoe is het?"),
        (answers, "Goed. Wij leren."),
        (asks, "Wat dan?"),
        (answers, "Het punt is: lassen."),
    ]
    assert draft.warnings == ()


def test_what_returns_before_a_colon_among_names_is_said(tmp_path: Path) -> None:
    cues = (
        "Anna: Hoe is het?",
        "Piet: Goed.",
        *["zoals ik zei: goed.", "en verder", "gewoon"] * 3,
        "Anna: Mooi.",
        "Piet: Ja.",
    )
    text = read(tmp_path, "R07.vtt", vtt(*cues)).text
    assert [label for label, _ in said(text)] == ["Anna", "Piet", "Anna", "Piet"]


def test_what_is_said_again_among_rolling_captions_stays(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.vtt", vtt("Hoe<00:00:01.000><c> gaat?</c>", "Hoe gaat?", "Ja", "Ja", "Ja", "Nee."))
    assert [speech for _, speech in said(draft.text)] == ["Hoe gaat?", "Ja", "Ja", "Ja", "Nee."]
    assert "lines: 1" in draft.warnings[0]
