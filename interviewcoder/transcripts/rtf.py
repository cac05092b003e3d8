"""RTF, by one pass over its control words: linear in the size of the file, however its groups nest.

striprtf was tried first: on links that are never closed it takes cubic time, it leaves halves of emoji apart, and it
shows hidden and deleted text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.table_rows import row_of

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
_SIGNS = {
    **{"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "nestrow": "\n"},
    **{"tab": "\t", "cell": "\t", "nestcell": "\t"},
    **{"emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•"},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c"},
    **{"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"},
}
_NO_TEXT = frozenset(
    b"""
    fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr footerf
    fldinst listtable listoverridetable listtext pntext revtbl rsidtbl generator filetbl xe tc datafield themedata
    colorschememapping latentstyles datastore template bkmkstart bkmkend private pn ftnsep ftnsepc aftnsep aftnsepc
    nonesttables docvar background mmath sp atnid atnauthor atnref atrfstart atrfend atndate atnparent atntime
    """.split()
)
_NOTES = {b"footnote": "note", b"annotation": "comment"}
_KNOWN_AFTER_STAR = frozenset(b"shptxt shpinst shppict nesttableprops".split())
_CHARSETS = {
    **{0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253"},
    **{162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874"},
    **{238: "cp1250", 254: "cp437", 255: "cp850"},
}
_WARNINGS = ("note", "comment", "deleted", "hidden")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group: whether it is text, how many characters stand in for a ``\\u``, and the font."""

    is_text: bool = True
    instead: int = 1
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    in_fonts: bool = False


def read_rtf(path: Path, content: bytes) -> Draft:
    """The text of an ``.rtf`` file, a line per paragraph. Raises Refused for what is no RTF, or ends too soon."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise Refused("transcripts.rtf.no-rtf" if content.strip() else "transcripts.empty", file=path.name)
    reading = _Reading()
    if not reading.read(content):
        raise Refused("transcripts.rtf.cut-off", file=path.name)
    text = "".join(reading.pieces)
    kinds = [kind for kind in _WARNINGS if kind in reading.met]
    warnings = [say(f"transcripts.docx.{kind}") for kind in kinds]
    if "\ufffd" in text:
        warnings.append(say("transcripts.rtf.unknown-letters"))
    return Draft(path.stem, "rtf", text, content, tuple(warnings))


@dataclass
class _Reading:
    """One pass over the control words; ``pieces`` is the text so far, ``met`` what a person should be told of."""

    pieces: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    _state: _State = field(default_factory=_State)
    _outer: list[_State] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _codepage: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _naming: int = -1
    _skip: int = 0
    _starred: bool = False
    _row: int = 0
    """Where in ``pieces`` the row of a table begins."""

    def read(self, content: bytes) -> bool:
        """Reads to the end of the document's own group; whether that end was there."""
        at = content.index(b"{")
        while found := _TOKEN.match(content, at):
            at = found.end()
            kind = found.lastgroup
            if kind == "brace":
                self._flush()
                self._skip = 0
                self._starred = False
                if found["brace"] == b"{":
                    self._outer.append(self._state)
                    continue
                self._state = self._outer.pop()
                if not self._outer:
                    return True
            elif kind in ("word", "number"):
                number = int(found["number"]) if found["number"] else None
                self._flush()
                if found["word"] == b"bin":
                    at += max(0, number or 0)
                else:
                    self._word(found["word"], number)
            elif kind == "hex":
                self._letters(bytes.fromhex(found["hex"].decode()))
            elif kind == "sign":
                self._sign(found["sign"])
            elif kind == "text":
                self._letters(found["text"])
        return False

    def _letters(self, letters: bytes) -> None:
        """Text in the code page of the font, but for what stands in for a ``\\u`` before it."""
        skipped = min(self._skip, len(letters))
        self._skip -= skipped
        if self._is_shown():
            self._bytes += letters[skipped:]
        elif self._state.is_text and letters.strip():
            self._meet()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
            return
        if self._skip:
            self._skip -= 1
            return
        self._flush()
        self._show(_SIGNS.get(sign.decode("latin-1"), ""))

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self._starred = self._starred, False
        self._skip = 0
        on = number != 0
        if word in _NO_TEXT or word in _NOTES or (starred and word not in _KNOWN_AFTER_STAR):
            if self._is_shown() and (kind := _NOTES.get(word)):
                self.met.add(kind)
            self._state = replace(self._state, is_text=False, in_fonts=word == b"fonttbl")
        elif word == b"u" and number is not None:
            self._show(chr(number % 0x10000))
            self._skip = self._state.instead
        elif word == b"uc" and number is not None:
            self._state = replace(self._state, instead=max(0, number))
        elif word in (b"f", b"deff") and number is not None:
            self._naming = number
            self._state = replace(self._state, font=number)
        elif word == b"fcharset" and self._state.in_fonts:
            self._fonts[self._naming] = _CHARSETS.get(number or 0, self._codepage)
        elif word == b"ansicpg" and number is not None:
            self._codepage = _known(f"cp{number}") or self._codepage
        elif word == b"mac":
            self._codepage = "mac_roman"
        elif word in (b"v", b"deleted", b"plain"):
            deleted = word == b"deleted" and on if word != b"v" else self._state.deleted
            hidden = word == b"v" and on if word != b"deleted" else self._state.hidden
            self._state = replace(self._state, hidden=hidden, deleted=deleted)
        else:
            if word in (b"row", b"nestrow"):
                self._strip_cells()
                self._part_speakers()
            elif word == b"trowd" and "\t" not in self.pieces[self._row :]:  # Word defines a row again at its end
                self._row = len(self.pieces)
            self._show(_SIGNS.get(word.decode(), ""))

    def _strip_cells(self) -> None:
        """Takes away the tabs of the empty cells at the end of a row."""
        while self.pieces and self.pieces[-1] == "\t":
            self.pieces.pop()

    def _part_speakers(self) -> None:
        """Puts a second speaker of the row on a line of its own."""
        cells = "".join(self.pieces[self._row :]).split("\t")
        self.pieces[self._row :] = [row_of(cells)]
        self._row = len(self.pieces)

    def _is_shown(self) -> bool:
        return self._state.is_text and not (self._state.hidden or self._state.deleted)

    def _show(self, text: str) -> None:
        if self._is_shown():
            self.pieces.append(text)
        elif self._state.is_text and text.strip():
            self._meet()

    def _meet(self) -> None:
        self.met.add("deleted" if self._state.deleted else "hidden")

    def _flush(self) -> None:
        """Turns the bytes read so far into text."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._codepage)
            self.pieces.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()


def _known(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None
