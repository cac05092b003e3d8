"""Attribution by template: what is known is filled in, what is not is left out, what there is not is refused."""

from __future__ import annotations

import pytest

from interviewcoder.errors import Refused
from interviewcoder.publish.template import STANDARD, Template

ONE = {"pseudonym": "R07", "role": "hr", "company": "C", "date": "2025-01-02", "time": "00:12:31"}


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("({pseudonym}, {role})", "(R07, hr; R08)"),
        ("[{pseudonym}: {company}]", "[R07: C; R08]"),
        ("— {pseudonym}, {role}", "— R07, hr; — R08"),
        ("({role}, {pseudonym})", "(hr, R07; R08)"),
        ("({pseudonym}, {sector}, {company}, {date})", "(R07, C, 2025-01-02; R08)"),
    ],
)
def test_a_template_is_filled_in_for_each_who_speaks(template: str, shown: str) -> None:
    assert Template.parse(template).fill([ONE, {"pseudonym": "R08"}, {"pseudonym": "R08"}]) == shown


def test_a_time_is_added_once() -> None:
    assert STANDARD.with_time().fill([ONE]) == "(R07, hr, 00:12:31)"
    assert STANDARD.with_time().with_time() == STANDARD.with_time()
    assert STANDARD.with_time().fill([{"pseudonym": "R08"}]) == "(R08)"


@pytest.mark.parametrize(
    "template", ["({name})", "({pseudonym.x})", "{pseudonym!r}", "{pseudonym:>9}", "R07", "{", "{}"]
)
def test_what_cannot_be_filled_in_is_refused_with_what_can(template: str) -> None:
    with pytest.raises(Refused, match=r"\{pseudonym\}, \{role\}, \{company\}"):
        Template.parse(template)
