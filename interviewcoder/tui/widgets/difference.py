"""A difference between coders, told whole: both readings in their context, the rules, the memos, what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Memo, Span
from interviewcoder.safe import visible
from interviewcoder.tasks.disagreements import Disagreement, ruled
from interviewcoder.tui.widgets.codes_panel import facets_in_short, key_of

_AROUND = 70
"""Code points of text shown on either side of the words that it is about."""

_ALIKE = 60
"""Code points shown of either end of what two coders have in common."""


def told(each: Disagreement, codebook: Codebook, text: str, memos: Mapping[str, Sequence[Memo]]) -> Text:
    """The difference as it is shown: A is what the first coders did, B what the others did."""
    difference = each.difference
    shown = Text()
    if decided := ruled(each):
        shown.append(f"{say('differences.settled-as', ruling=visible(decided))}", style="bold")
        if each.adjudication and each.adjudication.reason:
            shown.append(f" · {say('differences.reason-is', reason=visible(each.adjudication.reason))}")
        shown.append("\n")
    whole, seen = difference.span, Span(0, 0)
    spans = [codings[0].span for codings in (difference.one, difference.other) if codings]
    common = Span(max(each.start for each in spans), min(each.end for each in spans))
    for letter, names, codings in (
        ("A", difference.ones, difference.one),
        ("B", difference.others, difference.other),
    ):
        _reading(shown, letter, names, codings, codebook)
        if codings and codings[0].span == seen:
            shown.append(f"  {say('differences.same-words')}\n", style="italic")
        elif codings:
            seen = codings[0].span
            words_of(shown, text, whole, seen, common if len(spans) > 1 else None)
        for coding in codings:
            for memo in memos.get(coding.guid, ()):
                note = say("differences.memo", coder=memo.coder, text=" ".join(memo.text.split()))
                shown.append(f"  ✎ {visible(note)}\n", style="italic")
    for code in difference.codes:
        rule_of(shown, code, difference.codes, codebook)
    shown.rstrip()
    return shown


def label_of(codebook: Codebook, id: str) -> str:
    """What people call a code; its id when the codebook has it no longer."""
    code = codebook.find(id)
    return pick(code.label) if code else id


def _reading(shown: Text, letter: str, names: Sequence[str], codings: Sequence[Coding], codebook: Codebook) -> None:
    shown.append(f" {letter} ", style="bold reverse")
    shown.append(f" {visible(', '.join(names))} · ", style="bold")
    if not codings:
        shown.append(f"{say('differences.nothing-here')}\n", style="italic")
        return
    coding = codings[0]
    facets = facets_in_short(codebook, coding).values()
    label = f"{key_of(codebook, coding.code)} {label_of(codebook, coding.code)}"
    shown.append(visible(" · ".join([label, *facets])) + "\n")


def words_of(shown: Text, text: str, whole: Span, own: Span, common: Span | None = None) -> None:
    """What is coded, within what both coded and some of what stands around it; the middle of what they have in
    ``common`` is left out where it is long."""
    start, end = max(0, whole.start - _AROUND), whole.end + _AROUND
    shown.append(("  …" if start else "  ") + _line(text[start : own.start]), style="dim")
    if common and common.end - common.start > 2 * _ALIKE:
        first, last = Span(own.start, common.start + _ALIKE), Span(common.end - _ALIKE, own.end)
        words = f"{_line(first.of(text)).rstrip()} … {_line(last.of(text)).lstrip()}"
    else:
        words = _line(own.of(text))
    shown.append(words, style="bold underline")
    shown.append(_line(text[own.end : end]) + ("…" if end < len(text) else ""), style="dim")
    shown.append("\n")


def rule_of(shown: Text, id: str, among: Sequence[str], codebook: Codebook) -> None:
    """Add what the codebook says of a code, and how to choose between it and the codes it is ``among``."""
    code = codebook.find(id)
    if code is None:
        return
    shown.append(f"\n{key_of(codebook, id)} {visible(pick(code.label))}\n", style="bold")
    for name in ("definition", "include", "exclude"):
        if rule := " ".join(pick(getattr(code, name)).split()):
            shown.append(f"  {say(f'differences.{name}')}: ", style="bold")
            shown.append(f"{visible(rule)}\n")
    for boundary in code.boundaries:
        if boundary.other in among:
            against = say("differences.boundary", other=label_of(codebook, boundary.other))
            shown.append(f"  {visible(against)}: ", style="bold")
            shown.append(f"{visible(' '.join(pick(boundary.rule).split()))}\n")


def _line(text: str) -> str:
    return visible(" ".join(text.split("\n")))
