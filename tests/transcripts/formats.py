"""One short interview, and how each program would save it: what every reader must make the same turns of."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from transcripts.pdf_file import make_pdf, wrapped

Lines = Sequence[tuple[str, str]]
"""Turns: each label with what is said."""

INTERVIEW = (
    ("Interviewer", "Wat gebeurt er hier als er iets misgaat?"),
    ("R07", "Dan zetten we dat ’s ochtends op ’t bord 😅. Niemand wordt boos: “daar leren we van”, zegt Zoë dan."),
    ("Interviewer", "Elke dag?"),
    ("R07", "Elke dag om 8:30 uur, vóór de koffie – één kwartier. En daarna gaat iedereen weer aan ’t werk."),
    ("Interviewer", "Wie pakt zoiets dan op?"),
    (
        "R07",
        "Dat regelt de ploeg zelf. Ik was re\u0308el bang dat ’t niet zou gaan, maar ’t gaat … vanzelf 👩\u200d🔧.",
    ),
    ("Interviewer", "[stilte] En als het niet lukt?"),
    ("R07", "Dan vraag ik het aan R&D, of aan iemand met < 2 jaar ervaring: die durft nog te vragen! 🙏"),
    ("Interviewer", "Hoe reageert uw leidinggevende?"),
    ("R07", "Nou ja… Die zegt: probeer het maar. Het punt is: je mág fouten maken, als je ze maar deelt."),
    ("Interviewer", "Kost dat niet veel tijd?"),
    ("R07", "Het kost € 100 aan tijd en het levert € 1.000 op. (lacht) Ça va!"),
)
"""Twelve turns, with accents, an emoji of three code points, typographic quotes and a combining mark."""


def times_of(lines: Lines) -> list[tuple[float, float]]:
    """When each turn begins and ends, in seconds: one a minute."""
    return [(60.0 * number + 3.12, 60.0 * number + 50.5) for number in range(len(lines))]


TEXT = "".join(f"{label}: {said}\n" for label, said in INTERVIEW)
"""The text that formats without times hold."""

_ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
_MARKS = re.compile(r"[\\`*_<&~]")
_ESCAPED = r"\\\g<0>"


def clock(seconds: float, mark: str = ".") -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}".replace(".", mark)


def as_txt(lines: Lines) -> bytes:
    return "".join(f"{label}: {said}\n" for label, said in lines).encode()


def as_md(lines: Lines) -> bytes:
    return "".join(f"**{label}:** {_MARKS.sub(_ESCAPED, said)}\n" for label, said in lines).encode()


def as_docx(lines: Lines) -> bytes:
    document = docx.Document()
    for label, said in lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(f" {said}")
    document.save(out := io.BytesIO())
    return out.getvalue()


def odt(body: str, styles: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    """A LibreOffice document with this XML as its text."""
    content = (
        f"<office:document-content {_ODT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})}
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 12, 10, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_odt(lines: Lines) -> bytes:
    return odt(
        "".join(
            f'<text:p><text:span text:style-name="T1">{label}:</text:span> {escape(said)}</text:p>\n'
            for label, said in lines
        )
    )


def rtf_letters(text: str) -> str:
    """Text as RTF: what cp1252 holds as its bytes, all else as UTF-16 numbers with "?" for old readers."""
    out = ""
    for sign in text:
        if sign in "\\{}":
            out += f"\\{sign}"
        elif sign < "\x7f":
            out += sign
        elif sign in "éóáëç€’":
            out += f"\\'{sign.encode('cp1252').hex()}"
        else:
            units = sign.encode("utf-16-le")
            numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
            out += "".join(f"\\u{number}?" for number in numbers)
    return out


def rtf(body: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Calibri;}}{\colortbl;\red0\green0\blue0;}"
    return f"{head}\n{body}\n}}".encode("ascii")


def as_rtf(lines: Lines) -> bytes:
    return rtf("\n".join(f"\\pard\\plain\\f0 {{\\b {label}:}} {rtf_letters(said)}\\par" for label, said in lines))


def as_pdf(lines: Lines) -> bytes:
    return make_pdf(wrapped((f"{label}: {said}" for label, said in lines), gap=8))


def _cues(lines: Lines, text: Callable[[str, str], str], *, mark: str = ".", numbered: bool = True) -> str:
    blocks = []
    for number, ((label, said), (start, end)) in enumerate(zip(lines, times_of(lines), strict=True), 1):
        above = f"{number}\n" if numbered else ""
        blocks.append(f"{above}{clock(start, mark)} --> {clock(end, mark)}\n{text(label, said)}\n")
    return "\n".join(blocks)


def as_teams_vtt(lines: Lines) -> bytes:
    cues = _cues(lines, lambda label, said: f"<v {label}>{html.escape(said).replace('. ', '.' + chr(10))}</v>")
    return f"WEBVTT\n\n{cues}".encode()


def as_zoom_vtt(lines: Lines) -> bytes:
    return f"WEBVTT\n\n{_cues(lines, lambda label, said: f'{label}: {said}')}".replace("\n", "\r\n").encode()


def as_noscribe_vtt(lines: Lines) -> bytes:
    cues = _cues(lines, lambda label, said: f"<v {label}>{html.escape(said, quote=False)}")
    return f"WEBVTT R07\n\nNOTE\nTranscribed by a machine\n\n{cues}".encode()


def as_whisperx_vtt(lines: Lines) -> bytes:
    return f"WEBVTT\n\n{_cues(lines, lambda label, said: f'[{label}]: {said}', numbered=False)}".encode()


def as_srt(lines: Lines) -> bytes:
    return ("\ufeff" + _cues(lines, lambda label, said: f"{label}: {said}", mark=",")).encode()


def _segments(lines: Lines) -> list[dict[str, Any]]:
    return [
        {"start": start, "end": end, "text": f" {said}", "speaker": label, "words": [{"word": said.split()[0]}]}
        for (label, said), (start, end) in zip(lines, times_of(lines), strict=True)
    ]


def as_whisperx_json(lines: Lines) -> bytes:
    return json.dumps({"segments": _segments(lines), "word_segments": []}, ensure_ascii=False).encode()


def as_whisper_cpp_json(lines: Lines) -> bytes:
    segments = [
        {
            "offsets": {"from": each["start"] * 1000, "to": each["end"] * 1000},
            **{k: each[k] for k in ("text", "speaker")},
        }
        for each in _segments(lines)
    ]
    return json.dumps({"systeminfo": "", "transcription": segments}).encode()


def as_amberscript_json(lines: Lines) -> bytes:
    names = list(dict.fromkeys(label for label, _ in lines))
    segments = []
    for (label, said), (start, end) in zip(lines, times_of(lines), strict=True):
        words = [{"text": word, "start": start, "end": end, "conf": 0.9} for word in said.split(" ")]
        segments.append({"speaker": f"spk{names.index(label) + 1}", "words": words})
    speakers = [{"spkid": f"spk{number}", "name": name} for number, name in enumerate(names, 1)]
    return json.dumps({"filename": "R07.mp3", "speakers": speakers, "segments": segments, "highlights": []}).encode()


def as_otr(lines: Lines) -> bytes:
    paragraphs = "".join(
        f'<p><span class="timestamp" contenteditable="false" data-timestamp="{start}">{int(start) // 60}:03</span>'
        f"<b>{label}:</b> {html.escape(said)}<br /></p>"
        for (label, said), (start, _) in zip(lines, times_of(lines), strict=True)
    )
    return json.dumps({"text": paragraphs, "media": "R07.mp3", "media-time": 700}, ensure_ascii=False).encode()


def as_noscribe_html(lines: Lines) -> bytes:
    paragraphs = ""
    for (label, said), (start, end) in zip(lines, times_of(lines), strict=True):
        words, _, last = html.escape(said, quote=False).rpartition(" ")
        middle = int((start + end) * 500)
        paragraphs += (
            f'<p ><a name="ts_{start * 1000:.0f}_{middle}_S01" >{label}: <span style="color: #78909C" >'
            f'[{clock(start)[:8]}]</span> {words}</a><a name="ts_{middle}_{end * 1000:.0f}_S01" > {last}</a></p>'
        )
    return (
        '<!DOCTYPE HTML><html ><head ><meta charset="UTF-8" /><style type="text/css" >p { margin: 0 }</style></head>'
        f'<body ><p style="font-weight: 600" >R07</p><p >Transcribed by a machine</p>{paragraphs}</body></html>'
    ).encode()


WITHOUT_TIMES: dict[str, tuple[str, Callable[[Lines], bytes]]] = {
    "plain text": ("txt", as_txt),
    "Markdown": ("md", as_md),
    "Word": ("docx", as_docx),
    "LibreOffice": ("odt", as_odt),
    "RTF": ("rtf", as_rtf),
    "PDF": ("pdf", as_pdf),
}
WITH_TIMES: dict[str, tuple[str, Callable[[Lines], bytes]]] = {
    "Teams": ("vtt", as_teams_vtt),
    "Zoom": ("vtt", as_zoom_vtt),
    "noScribe VTT": ("vtt", as_noscribe_vtt),
    "WhisperX VTT": ("vtt", as_whisperx_vtt),
    "SRT": ("srt", as_srt),
    "WhisperX JSON": ("json", as_whisperx_json),
    "whisper.cpp": ("json", as_whisper_cpp_json),
    "Amberscript JSON": ("json", as_amberscript_json),
    "noScribe HTML": ("html", as_noscribe_html),
}
EVERY = {**WITHOUT_TIMES, **WITH_TIMES, "oTranscribe": ("otr", as_otr)}
"""Per format its suffix and what writes it."""
