"""A study of six interviews that Anna and Bram have read and coded, and of which Cleo read one."""

from __future__ import annotations

from pathlib import Path

from builders import interview, new_document

from interviewcoder.model import Codebook, Respondent
from interviewcoder.store.project import NewDocument, Project

ANNA = {
    "R01": (("Een fout", "mistakes"), ("daar leren", "mistakes"), ("beslis ik", "work")),
    "R02": (("Een fout", "trust"), ("beslis ik", "work")),
    "R03": (("Een fout", "mistakes"),),
    "R04": (("Een fout", "mistakes"), ("beslis ik", "work")),
    "R05": (("daar leren", "space"),),
}
BRAM = {
    "R01": (("Een fout", "mistakes"), ("beslis ik", "work")),
    "R02": (("Een fout", "mistakes"),),
    "R03": (("Een fout mag", "mistakes"), ("=cmd", "work")),
    "R04": (("Een fout", "mistakes"), ("beslis ik", "work")),
    "R05": (("daar leren", "space"),),
}
CLEO = {"R01": (("beslis ik", "work"),), "R02": (("beslis ik", "work"),)}


def make_study(path: Path, codebook: Codebook) -> Project:
    """The study; its odd interviews are directors' of company A, the even ones employees' of company B."""
    project = Project.create(path, name="Twee codeurs", codebook=codebook, coder="Anna")
    names = [f"R{number:02}" for number in range(1, 7)]
    project.import_documents("Anna", [_document(name, number % 2) for number, name in enumerate(names)])
    for coder, codings in (("Anna", ANNA), ("Bram", BRAM), ("Cleo", CLEO)):
        project.add_coder(coder)
        for name, marks in codings.items():
            for words, code in marks:
                put(project, coder, name, words, code)
        for name in names if coder != "Cleo" else names[:1]:
            document = project.ask.document(name)
            project.mark_read(coder, document.id, 0, document.length)
    return project


def put(project: Project, coder: str, name: str, words: str, code: str, **more: object) -> None:
    document = project.ask.document(name)
    start = project.ask.transcript(document.id).text.index(words)
    project.apply_code(coder, document.id, start, start + len(words), code, **more)  # type: ignore[arg-type]


def _document(name: str, even: int) -> NewDocument:
    said = f"Een fout mag bij {name}. En daar leren we van. =cmd gaat goed. Dat beslis ik zelf."
    who = Respondent(name, "employee" if even else "director", "B" if even else "A")
    return new_document(name, interview((("I", "Hoe gaat dat?"), ("R", said))), respondent=who)
