"""A study as the overview is made for: six carriers, four roles, three companies, two coders, and gaps of every kind.

R01 director A read by Anna · R02 employee A read by Anna · R03 employee B not read · R04 line manager B read by Bram
· R05 employee C read by Anna and Bram. No HR manager was imported.
"""

from __future__ import annotations

from pathlib import Path

from builders import both, interview, new_document, small_code

from interviewcoder.model import (
    Codebook,
    Company,
    Crosswalk,
    CrosswalkGroup,
    Facet,
    FacetValue,
    Planned,
    Respondent,
    Role,
)
from interviewcoder.store.project import Project

ROLES = ("director", "hr", "line_manager", "employee")
_CARRIERS = (
    ("content", "Inhoud van werk", "#E69F00"),
    ("space", "Ruimte en veiligheid", "#56B4E9"),
    ("together", "Samenwerken en teamontwikkeling", "#009E73"),
    ("lead", "Leiderschap", "#F0E442"),
    ("organisation", "Organisatie ingericht op ontwikkeling", "#0072B2"),
    ("outside", "Externe omgeving", "#D55E00"),
)


def six_carriers() -> Codebook:
    """Six carriers of two features each."""
    codes = []
    for number, (id, label, colour) in enumerate(_CARRIERS, 1):
        codes.append(small_code(id, str(number), colour=colour, label=both(label), short=both(label)))
        codes += [
            small_code(f"{id}_{key}", key, id, colour=colour, label=both(f"{id} {key}"), short=both(f"{id} {key}"))
            for key in "ab"
        ]
    values = tuple(FacetValue(id, both(id), both("")) for id in ("present", "absent"))
    return Codebook(
        id="six",
        version=1,
        language="nl",
        title=both("Six"),
        description=both(""),
        codes=tuple(codes),
        facets=(Facet("presence", both("presence"), values),),
        crosswalks=(
            Crosswalk(
                "dimensions",
                both("Seven dimensions"),
                "own",
                both(""),
                (
                    CrosswalkGroup("D1", both("D1 learning"), ("space_a", "content_a")),
                    CrosswalkGroup("D2", both("D2 dialogue"), ("space_b",)),
                ),
            ),
        ),
        roles=tuple(Role(id, both(id.replace("_", " "))) for id in ROLES),
    )


def lines(of: str) -> tuple[tuple[str, str], ...]:
    return (
        ("I", f"Kunt u iets vertellen over leren, {of}?"),
        ("R", f"Nou, ik ben {of}. Niemand wordt boos om een fout, daar leren we van. [b]Geen opmaak[/b]."),
        ("I", "En wie pakt dat op?"),
        ("R", "Dat beslis ik zelf. Samen kijken we ernaar op het bord."),
    )


def make_study(path: Path) -> Project:
    """The study of the module's first lines; Anna is its coder."""
    project = Project.create(path, name="Zes dragers", codebook=six_carriers(), coder="Anna")
    project.add_coder("Bram")
    project.plan(
        "Anna",
        [Company("A", "maakindustrie"), Company("B", "installatie"), Company("C", "installatie")],
        [Planned(company, role, 1) for company in "ABC" for role in ROLES],
    )
    who = (("R01", "director", "A"), ("R02", "employee", "A"), ("R03", "employee", "B"))
    who += (("R04", "line_manager", "B"), ("R05", "employee", "C"))
    project.import_documents(
        "Anna",
        [
            new_document(name, interview(lines(name)), respondent=Respondent(name, role, company))
            for name, role, company in who
        ],
    )
    documents = {each.name: each for each in project.ask.documents()}
    for coder, name in (("Anna", "R01"), ("Anna", "R02"), ("Bram", "R04"), ("Anna", "R05"), ("Bram", "R05")):
        project.mark_read(coder, documents[name].id, 0, documents[name].length)
    code(project, "Anna", "R01", "Niemand wordt boos om een fout", "space_a")
    code(project, "Anna", "R02", "Niemand wordt boos om een fout", "space_a")
    code(project, "Anna", "R02", "daar leren we van", "space")
    code(project, "Anna", "R05", "Niemand wordt boos", "space_b", absent=True)
    code(project, "Bram", "R05", "Dat beslis ik zelf", "content_a", absent=True)
    code(project, "Bram", "R04", "Samen kijken we ernaar", "together")
    code(project, "Anna", "R03", "Samen kijken we ernaar", "together_a")
    code(project, "Anna", "R02", "[b]Geen opmaak[/b].", "lead")
    return project


def code(project: Project, coder: str, name: str, words: str, id: str, *, absent: bool = False) -> str:
    """Put a code on the first place where an interview has these words."""
    document = project.ask.document(name)
    start = project.ask.transcript(document.id).text.index(words)
    facets = {"presence": "absent"} if absent else {}
    return project.apply_code(coder, document.id, start, start + len(words), id, facets=facets)
