"""A methods paragraph, and the items of COREQ that a study can answer, made of its numbers.

COREQ: Tong, Sainsbury & Craig, International Journal for Quality in Health Care 19(6), 2007, 349-357; 32 items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewcoder import __version__
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook

Numbers = Mapping[str, int | float | str]
"""What is known of the study, by the ids of its facts."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of COREQ by its number, and what the study answers to it."""

    number: int
    title: str
    answer: str


ITEMS = range(1, 33)


def paragraph(known: Numbers, codebook: Codebook) -> str:
    """Sentences in the language in use; what is not known is not spoken of."""
    return " ".join(_sentences(known, codebook))


def _sentences(known: Numbers, codebook: Codebook) -> Iterator[str]:
    if known["interviews"]:
        yield _sample(known, codebook)
    if "first_interview" in known:
        yield say("methods.held", first=known["first_interview"], last=known["last_interview"])
    if known["planned"]:
        yield say("methods.planned", planned=known["planned"])
    if "pseudonymised" in known:
        yield say("methods.pseudonyms")
    if "corrected" in known:
        yield say("methods.corrected", interviews=_count("interviews", known["corrected"]))
    yield _tree(known, codebook)
    if known["codings"]:
        yield _coders(known)
    if known["from_suggestions"]:
        yield say("methods.suggestions", count=known["from_suggestions"])
    if "rounds" in known:
        yield say("methods.rounds", rounds=_count("rounds", known["rounds"]))
    if "alpha" in known:
        yield _agreed(known)
    if "decided" in known:
        yield _decided(known)
    if "found" in known:
        yield _saturated(known)


def coreq(known: Numbers, codebook: Codebook) -> tuple[Item, ...]:
    """The items that the study can answer; the others are for the researcher to write."""
    derived = "methods.beforehand-rules" if codebook.version > 1 else "methods.beforehand"
    answers = {
        12: _sample(known, codebook) if known["interviews"] else "",
        13: say("methods.planned", planned=known["planned"]) if known["planned"] else "",
        16: _described(known, codebook) if known["respondents"] else "",
        22: _saturated(known) if "found" in known else "",
        24: _coders(known) if known["codings"] else "",
        25: _tree(known, codebook),
        26: say(derived, version=codebook.version),
        27: say("methods.software", version=__version__),
        29: say("methods.quoted", starred=known["starred"]),
    }
    return tuple(Item(number, say(f"methods.coreq.{number}"), answer) for number, answer in answers.items() if answer)


# --- sentences that both have ---------------------------------------------------------------------


def _sample(known: Numbers, codebook: Codebook) -> str:
    names = ("interviews", "respondents", "companies", "words")
    counted = {name: _count(name, known[name]) for name in names}
    who = counted["interviews"]
    if known["respondents"]:
        who = say("methods.with-respondents", roles=_roles(known, codebook), **counted)
    if known["companies"]:
        who = say("methods.from-companies", who=who, companies=counted["companies"])
    return say("methods.sample", who=who, words=counted["words"])


def _described(known: Numbers, codebook: Codebook) -> str:
    roles = _roles(known, codebook)
    counted = {name: _count(name, known[name]) for name in ("companies", "sectors") if known[name]}
    if not counted:
        return say("methods.described", roles=roles)
    where = say("methods.in-sectors", **counted) if len(counted) > 1 else "".join(counted.values())
    return say("methods.described-more", roles=roles, where=where)


def _roles(known: Numbers, codebook: Codebook) -> str:
    counts = [(pick(role.label), known.get(f"role {role.id}")) for role in codebook.roles]
    return ", ".join(f"{label}: {count}" for label, count in counts if count) or say("publish.without-role")


def _tree(known: Numbers, codebook: Codebook) -> str:
    counted = {name: _count(name, known[name]) for name in ("carriers", "features")}
    title = pick(codebook.title)
    first, last = (known.get(name, codebook.version) for name in ("first_version", "last_version"))
    versions = say("methods.version" if first == last else "methods.versions", first=first, last=last)
    return say("methods.tree", title=title, versions=versions, program=__version__, **counted)


def _coders(known: Numbers) -> str:
    counted = {name: _count(name, known[name]) for name in ("coders", "codings")}
    first, last = known["first_coding"], known["last_coding"]
    when = say("methods.on" if first == last else "methods.between", first=first, last=last)
    if not known["read"]:
        return say("methods.coders", when=when, **counted)
    return say("methods.coders-read", when=when, read=known["read"], of=known["interviews"], **counted)


def _agreed(known: Numbers) -> str:
    interviews = _count("interviews", known["double"])
    said = say("methods.agreed", interviews=interviews, alpha=f"{float(known['alpha']):.2f}")
    if "alpha_low" not in known:
        return f"{said}."
    low, high = (f"{float(known[name]):.2f}" for name in ("alpha_low", "alpha_high"))
    return say("methods.interval", agreed=said, low=low, high=high)


def _decided(known: Numbers) -> str:
    told = {name: known[name] for name in ("decided", "differences")}
    if "settled" not in known:
        return say("methods.decided", **told)
    return say("methods.decided-common", codings=_count("codings", known["settled"]), **told)


def _saturated(known: Numbers) -> str:
    new = int(known["found"]) - int(known["found_before"])
    return say("methods.saturated", found=known["found"], features=_count("features", known["features"]), new=new)


def _count(name: str, count: int | float | str) -> str:
    """A number with its noun, as in "1 coder" and "2 coders"."""
    return say(f"methods.n.{name}", count=count)
