"""Markdown: the text without its markup, line for line as it was typed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from interviewcoder.locale import say
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$|^ {0,3}=+[ \t]*$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BLOCK = re.compile(r" {0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_INLINE = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
  | (?P<ticks>`+)(?P<code>[^`\n]{1,2000}?)(?P=ticks)(?!`)
  | !?\[(?P<link>[^\[\]\n]{0,500})\]\([^()\s]{0,500}(?:[ ]+"[^"\n]{0,200}")?\)
  | <(?P<address>https?://[^\s<>]{1,500}|[^\s<>@]{1,64}@[^\s<>@]{1,200})>
  | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)
  | (?P<star>\*{1,3}|~~)
  | (?P<under>_{1,3})
  | (?P<html></?(?:b|i|em|strong|u|s|br|p|span|sub|sup|mark|small|div)(?:[ ][^<>\n]{0,300})?/?>)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_md(path: Path, content: bytes) -> Draft:
    """The text of a ``.md`` file; without comments and front matter. Raises Refused for what is no text."""
    source, guessed = decode(path.name, content)
    warnings = [say("transcripts.guessed-encoding")] if guessed else []
    shown = "".join(_without_comments(source))
    if shown != source:
        warnings.append(say("transcripts.docx.comment"))
    text = "\n".join(_lines(_without_front_matter(shown).split("\n")))
    return Draft(path.stem, "md", text, content, tuple(warnings))


def _without_comments(text: str) -> Iterator[str]:
    """The text between comments; one that never ends is none."""
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield text[at:start]
        at = end + 3
    yield text[at:]


def _without_front_matter(text: str) -> str:
    """The text below the "---" lines with fields that some editors put above it."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3)
    fields = text[4:end].split("\n")
    is_front = end > 0 and all(re.match(r"[\w-]+:|[ \t#-]|$", field) for field in fields)
    return text[end + 5 :] if is_front else text


def _lines(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif fence:
            yield line
        elif not _RULE.match(line) and not ("|" in line and _TABLE_RULE.match(line)):
            yield _shown(line)


def _shown(line: str) -> str:
    """A line as it is shown: without the marks of headings, quotes, points and table cells, and of emphasis."""
    while block := _BLOCK.match(line):
        is_heading = "#" in block[0]
        line = line[block.end() :]
        if is_heading:
            line = _CLOSING.sub("", line)
            break
    if line.startswith("|") and line.rstrip().endswith("|") and line.count("|") > 2:
        line = "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = re.sub(r"(?: {2,}|\\)$", "", line)
    return _INLINE.sub(lambda found: _plain(line, found), line)


def _plain(line: str, found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "entity":
        return html.unescape(found[0])
    if kind in ("star", "under"):
        return "" if _is_emphasis(line, found, intraword=kind == "star") else found[0]
    if kind == "html":
        return "\n" if found[0].lower().startswith("<br") else ""
    if kind == "link":
        return _INLINE.sub(lambda inner: _plain(found["link"], inner), found["link"])
    return found["escaped"] or found["code"] or found["address"] or ""


def _is_emphasis(line: str, found: re.Match[str], *, intraword: bool) -> bool:
    """Whether a run of marks touches a word on one side: "2 * 3" and "SPEAKER_00" hold none."""
    before, after = line[: found.start()][-1:], line[found.end() :][:1]
    opens = bool(after) and not after.isspace()
    closes = bool(before) and not before.isspace()
    if intraword:
        return opens or closes
    return (opens or closes) and not (before.isalnum() and after.isalnum())
