"""Whose interview it is when several answer in it: one respondent's, or each label its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_lowercase

from interviewcoder.locale import say
from interviewcoder.model import Codebook, Respondent
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.tui.widgets.choice import Option

ONE = "e"
"""The key that makes it one respondent's."""


def by_key(names: Iterable[str]) -> dict[str, str]:
    """A key for each label."""
    return dict(zip("123456789" + ascii_lowercase.replace(ONE, ""), names, strict=False))


def voice_options(keys: Mapping[str, str], whose: Mapping[str, Respondent], codebook: Codebook) -> list[Option]:
    """What the keys stand for; ``whose`` has the respondents that are known, by label."""
    options = [Option(ONE, say("documents.one-respondent"))]
    for key, name in keys.items():
        who = Described.of([whose[name]] if name in whose else [], codebook)
        told = " · ".join(filter(None, (who.who, who.role, who.company))) or say("documents.nobody")
        options.append(Option(key, visible(f"{name}: {told}")))
    return options
