"""The codebook that ships: complete in both languages, of one piece, and as the study describes it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from interviewcoder.codes.cue import parse_cue
from interviewcoder.codes.load import load_codebook
from interviewcoder.model import Code, Codebook

BOOK = load_codebook("learning_culture")
FEATURES = [code for code in BOOK.codes if code.parent]

KEYS = {
    "work_content": ["task_autonomy", "task_complexity", "task_challenge"],
    "space_safety": ["mutual_trust", "mistakes_allowed", "room_to_experiment"],
    "collaboration": ["working_relationship", "knowledge_exchange", "mentor", "workplace_layout", "diverse_teams"],
    "leadership": ["learning_vision", "leader_role_model", "ownership"],
    "organisation": [
        "continuous_improvement",
        "recording_lessons",
        "appraisal_reward",
        "periodic_evaluation",
        "training_budget",
    ],
    "environment": ["external_developments", "co_creation"],
}

OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}

CASES_CODERS_ARGUE_ABOUT = [
    # (one code, the other, a word of the case)
    ("mistakes_allowed", "continuous_improvement", "dagstart"),
    ("learning_vision", "external_developments", "demonstratie"),
    ("diverse_teams", "continuous_improvement", "projectteams"),
    ("mentor", "leader_role_model", "rolmodel"),
    ("task_autonomy", "room_to_experiment", "storing"),
]


def each_feature(function):  # type: ignore[no-untyped-def]
    return pytest.mark.parametrize("feature", FEATURES, ids=lambda code: code.id)(function)


def find(id: str) -> Code:
    code = BOOK.find(id)
    assert code
    return code


def test_six_carriers_with_their_features_and_keys() -> None:
    assert (BOOK.id, BOOK.version, BOOK.language) == ("learning_culture", 1, "nl")
    assert [(carrier.key, carrier.id) for carrier in BOOK.carriers] == list(zip("123456", KEYS, strict=True))
    for carrier, features in KEYS.items():
        expected = list(zip("abcde", features, strict=False))
        assert [(feature.key, feature.id) for feature in BOOK.features(carrier)] == expected


def test_the_carriers_have_colours_that_the_colour_blind_can_tell_apart() -> None:
    colours = [carrier.colour for carrier in BOOK.carriers]
    assert len(set(colours)) == 6
    assert set(colours) <= OKABE_ITO


@each_feature
def test_a_coder_can_apply_it_in_either_language(feature: Code) -> None:
    texts = (feature.label, feature.short, feature.definition, feature.include, feature.exclude)
    for text in texts:
        assert set(text) == {"nl", "en"}
        assert text["nl"] != text["en"] or text is feature.short or text is feature.label
    for language in ("nl", "en"):
        assert 2 <= feature.definition[language].count(". ") + 1 <= 4
        assert len(feature.short[language]) <= 24


@each_feature
def test_examples_are_spoken_sentences_of_its_own(feature: Code) -> None:
    assert len(feature.examples) >= 3
    assert all(example[-1] in ".?!" for example in feature.examples)


def test_no_example_or_definition_stands_twice() -> None:
    texts = [text for code in BOOK.codes for text in (*code.examples, code.definition["nl"], code.definition["en"])]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


@each_feature
def test_it_has_cues_to_be_found_by(feature: Code) -> None:
    assert len(feature.cues) >= 35
    assert len(feature.hints) >= 15
    assert len(set(feature.cues)) == len(feature.cues)
    assert not set(feature.cues) & set(feature.hints)
    assert all(cue == cue.lower() for cue in (*feature.cues, *feature.hints, *feature.absent))


def test_no_cue_speaks_for_two_carriers() -> None:
    """Words are compared, not spelling, so that 'op  papier' or '~fout' cannot slip in beside 'op papier', 'fout'."""
    speaks = {
        carrier: {
            tuple((word.text, bool(word.gap)) for word in parse_cue(cue))
            for code in BOOK.codes
            if code.carrier == carrier
            for cue in (*code.cues, *code.absent)
        }
        for carrier in KEYS
    }
    shared = [speaks[one] & speaks[other] for one, other in combinations(KEYS, 2)]
    assert [words for words in shared if words] == []


@pytest.mark.parametrize(("one", "other", "word"), CASES_CODERS_ARGUE_ABOUT)
def test_a_case_coders_argue_about_is_settled_on_both_sides(one: str, other: str, word: str) -> None:
    for code, against in ((one, other), (other, one)):
        rules = [boundary.rule for boundary in find(code).boundaries if boundary.other == against]
        assert len(rules) == 1
        assert word in rules[0]["nl"].lower()


def test_every_boundary_tells_the_same_rule_on_both_sides() -> None:
    told = {(code.id, boundary.other): boundary.rule for code in BOOK.codes for boundary in code.boundaries}
    assert len(told) == sum(len(code.boundaries) for code in BOOK.codes)
    assert {pair: told.get(pair[::-1]) for pair in told} == told


def test_the_facets_and_their_values() -> None:
    assert {facet.id: [value.id for value in facet.values] for facet in BOOK.facets} == {
        "presence": ["present", "absent"],
        "initiative": ["reactive", "proactive"],
        "form": ["informal", "formal"],
        "orientation": ["exploitation", "exploration"],
        "level": ["individual", "team", "organisation"],
    }
    assert all(set(value.help) == {"nl", "en"} for facet in BOOK.facets for value in facet.values)


@pytest.mark.parametrize(
    ("id", "groups"),
    [
        ("marsick_watkins", ["D1", "D2", "D3", "D4", "D5", "D6", "D7"]),
        ("coetzer", ["task", "relationships", "organisation"]),
    ],
)
def test_a_crosswalk_groups_every_feature_and_says_whose_reading_it_is(id: str, groups: list[str]) -> None:
    (crosswalk,) = (each for each in BOOK.crosswalks if each.id == id)
    assert [group.id for group in crosswalk.groups] == groups
    grouped = Counter(code for group in crosswalk.groups for code in group.codes)
    assert set(grouped) == {feature.id for feature in FEATURES}
    assert max(grouped.values()) > 1, "many to many"
    assert all(len(set(group.codes)) == len(group.codes) for group in crosswalk.groups)
    assert "lezing van dit project" in crosswalk.note["nl"]
    assert "project's own reading" in crosswalk.note["en"]


def role_of(name: str, book: Codebook = BOOK) -> str:
    """The one role that answers to a name."""
    (role,) = {
        role.id
        for role in book.roles
        if name.casefold() in {each.casefold() for each in (role.id, *role.label.values(), *role.aliases)}
    }
    return role


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("director", ["directielid", "directeur", "DGA", "eigenaar", "director"]),
        ("hr", ["HRM-/opleidingsmanager", "HRM-manager", "P&O", "opleidingscoördinator", "HR / training manager"]),
        ("line_manager", ["lijnmanager", "leidinggevende", "Teamleider", "voorman", "productieleider"]),
        ("employee", ["medewerker", "monteur", "lasser", "werkvoorbereider", "employee"]),
    ],
)
def test_each_role_answers_to_the_names_that_lists_use(role: str, names: list[str]) -> None:
    assert [role_of(name) for name in names] == [role] * len(names)


def test_the_roles_are_those_of_the_study() -> None:
    assert [role.id for role in BOOK.roles] == ["director", "hr", "line_manager", "employee"]
