"""How good suggestions are on real coded text: an ATLAS.ti export of quotations, in English, that others coded.

python docs/evaluate_real.py FILE      FILE is the sample codebook/atlasti_quotation_export.csv (MIT)

The export has no interviews: its quotations stand in the order in which they were coded, and are cut into ten runs of
consecutive ones, each left out in turn. What is to be found is the theme, of which one may have several.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from interviewcoder.model import Code, Codebook, Speaker
from interviewcoder.publish.evaluated import MEASURES, row_of_method
from interviewcoder.store.project import NewDocument, Project
from interviewcoder.suggest.suggester import Suggester
from interviewcoder.tasks.evaluating import evaluate
from interviewcoder.transcripts.turns import build_transcript

RUNS = 10
_THEME = re.compile(r"\bT(\d+)[. ]")


def quotations(path: Path) -> list[tuple[str, list[str]]]:
    """The quotations with their themes; those without words or theme are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = [(" ".join(row["Text Content"].split()).strip('"'), row["Codes"]) for row in rows]
    told = [(text, sorted(set(_THEME.findall(codes)), key=int)) for text, codes in found]
    return [(text, [f"T{theme}" for theme in themes]) for text, themes in told if text and themes]


def codebook(themes: list[str]) -> Codebook:
    """The themes as codes without a word of explanation, as the export has none."""
    nothing = {"en": ""}
    codes = tuple(Code(id, None, id, {"en": id}, {"en": id}, "#E69F00", nothing, nothing, nothing) for id in themes)
    return Codebook("themes", 1, "en", {"en": "Themes"}, nothing, codes, (), (), ())


def study(path: Path, coded: list[tuple[str, list[str]]]) -> Project:
    """A study of the runs, each quotation a turn."""
    themes = sorted({theme for _, each in coded for theme in each}, key=lambda theme: int(theme[1:]))
    project = Project.create(path, name="Real", codebook=codebook(themes), coder="Them")
    size = -(-len(coded) // RUNS)
    for number in range(1, RUNS + 1):
        run = coded[(number - 1) * size : number * size]
        text = "".join(f"R: {quote}\n" for quote, _ in run)
        transcript = build_transcript(text, {"R": Speaker.RESPONDENT})
        new = NewDocument(f"run {number}", "txt", transcript, text.encode())
        document = project.import_documents("Them", [new]).documents[0]
        at = 0
        for quote, own in run:
            at = text.index(quote, at)
            for theme in own:
                project.apply_code("Them", document, at, at + len(quote), theme)
    return project


def main(path: Path) -> str:
    """The table, in Markdown."""
    coded = quotations(path)
    with TemporaryDirectory() as folder, study(Path(folder) / "real.icdb", coded) as project:
        found = evaluate(project, Suggester(project.codebook))
    curve = ", ".join(f"{each.interviews}: {each.average:.2f}" for each in found.curve)
    lines = [
        f"{len(coded)} quotations, {found.sentences} sentences, {len(found.codes)} themes, {found.groups} runs",
        "",
        f"| | {' | '.join(MEASURES)} |",
        "|---" * (len(MEASURES) + 1) + "|",
        *(f"| {' | '.join(row_of_method(method.value, ranking))} |" for method, ranking in found.methods.items()),
        "",
        f"average precision by runs that taught: {curve}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
