"""The gate before anything is written or printed that may name someone."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from interviewcoder.cli.show import line
from interviewcoder.cli.studies import coder_named, coder_of
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.publish.coders import Called
    from interviewcoder.store.project import Project

_MOST_SPOTS = 20


def add_despite(parser: Parser) -> None:
    """``--despite REASON``, by which a person lets out what the gate holds back."""
    parser.add_argument("--despite", metavar=told("metavar.reason"), help=told("quotes.despite"))


def add_coders_as(parser: Parser) -> None:
    """``--coders-as``, by which coders keep their names in what is written, which they do not otherwise."""
    how = ("numbers", "initials", "names")
    parser.add_argument("--coders-as", choices=how, default="numbers", help=told("usage.coders-as"))


def coders_called(project: Project, arguments: Namespace) -> Called:
    """What the coders of a study are called in what is about to be written."""
    from interviewcoder.publish.coders import CodersAs, called

    return called(project.ask.coders(), CodersAs(arguments.coders_as))


def check_names(
    project: Project, texts: Mapping[str, str], what: str, arguments: Namespace, *, replaced_only: bool = False
) -> None:
    """Tell on stderr what may name someone in texts, given by where they stand; ``what`` says in words what they are.

    Raises Refused, unless there is a reason to let it out, which is kept. ``replaced_only`` looks for no more than
    the names that were replaced in the study.
    """
    from interviewcoder.tasks.leaving import held_back, let_out

    named = getattr(arguments, "coders_as", "") == "names"
    found = held_back(project, texts, replaced_only=replaced_only, coders_named=named)
    for each in found[:_MOST_SPOTS]:
        line(f"{say(f'pseudonyms.kind.{each.kind}')}  {each.spot}", to=sys.stderr)
    if len(found) > _MOST_SPOTS:
        line(say("publish.more-spots", count=len(found) - _MOST_SPOTS), to=sys.stderr)
    if found:
        by = "" if arguments.despite is None else coder_of(project, coder_named(None) or arguments.coder)
        let_out(project, by, what, found, arguments.despite)
