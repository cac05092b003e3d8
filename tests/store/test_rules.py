"""A rule added to a code: a version of the codebook, the codings that it puts in doubt, and undo of all of it."""

from __future__ import annotations

import pytest

from interviewcoder.errors import Refused
from interviewcoder.store import events, rounds, rules
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.rules import Rule


def doubted(study: Project, coder: str | None = None) -> list[int]:
    return [each.start for each in rules.doubtful(study, coder)]


def test_a_rule_makes_a_version_and_puts_what_was_coded_before_in_doubt(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    first, second, third = (study.apply_code("Anna", document, at, at + 8, "trust") for at in (3, 20, 40))
    study.apply_code("Bram", document, 60, 70, "trust")
    study.apply_code("Anna", document, 60, 70, "work")
    other = study.as_coder("Bram")
    assert other.codebook.version == 1
    assert rules.add_rule(study, "Anna", "trust", Rule.EXCLUDE, " Niet bij\n wat hoort. ") == 2
    code = other.codebook.find("trust")
    assert code.exclude == {"en": "exclude trust Niet bij wat hoort.", "nl": "exclude trust"}, "one language alone"
    assert code.include["nl"] == "include trust"
    assert doubted(study) == [3, 20, 40, 60]
    study.apply_code("Anna", document, 80, 90, "trust")
    assert doubted(study, "Anna") == [3, 20, 40], "what is coded under the new rule is not in doubt"
    rules.confirm(study, "Anna", first)
    study.remove_coding("Anna", second)
    rules.recode(study, "Anna", third, "mistakes")
    assert doubted(study, "Anna") == []
    assert [(each.start, each.code) for each in study.ask.codings(coder="Anna")] == [
        (3, "trust"),
        (40, "mistakes"),
        (60, "work"),
        (80, "trust"),
    ]
    assert study.undo("Anna").startswith("recoded: coded “")
    assert doubted(study, "Anna") == [40]
    study.undo("Anna")
    study.undo("Anna")
    assert doubted(study, "Anna") == [3, 20, 40]
    study.undo("Anna")
    assert study.undo("Anna") == "added a rule to label trust: Niet bij wat hoort. (codebook version 2)"
    assert (study.codebook.version, doubted(study)) == (1, [])
    study.redo("Anna")
    assert study.codebook.version == 2
    assert doubted(study) == [3, 20, 40, 60]
    assert examine(study) == ()
    with study._writing() as conn:
        events.replay(conn)
    assert doubted(study) == [3, 20, 40, 60]


def test_the_codebook_stands_still_while_it_is_coded_blind_with(study: Project) -> None:
    study.add_coder("Bram")
    rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
    rules.add_rule(study, "Anna", "trust", Rule.INCLUDE, "Wel dit.")
    with pytest.raises(Refused, match="planned for version 1"):
        rounds.seal(study, "Anna", "Een")
    study.undo("Anna")
    rounds.seal(study, "Anna", "Een")
    with pytest.raises(Refused, match="being coded with this version"):
        rules.add_rule(study, "Anna", "trust", Rule.INCLUDE, "Wel dit.")
    with pytest.raises(Refused, match="The rule is empty"):
        rules.add_rule(study, "Anna", "trust", Rule.INCLUDE, " ")
