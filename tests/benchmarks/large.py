"""Studies larger than anyone's: the demo interviews over and over, with codings at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from builders import new_document
from sqlalchemy import insert

from interviewcoder.codes.load import load_codebook
from interviewcoder.model import Respondent, Speaker
from interviewcoder.resources import shipped
from interviewcoder.store import events, schema
from interviewcoder.store.project import NewDocument, Project
from interviewcoder.transcripts.turns import build_transcript

COMPANIES = "ABCDEFGHIJ"
AT_ONCE = 200
WORDS_EACH = 2_530
"""About; two interviews of the demo. Of 3,800 such there are near ten million words."""


def demo_texts() -> list[str]:
    folder = shipped("corpus") / "learning_culture" / "interviews"
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]


def make_large(path: Path, interviews: int) -> Project:
    """A study of so many interviews, each two of the demo, with nothing coded."""
    project = Project.create(path, name="Large", codebook=load_codebook("learning_culture"), coder="Anna")
    batch: list[NewDocument] = []
    for document in _documents(interviews, [role.id for role in project.codebook.roles]):
        batch.append(document)
        if len(batch) == AT_ONCE:
            project.import_documents("Anna", batch)
            batch = []
    if batch:
        project.import_documents("Anna", batch)
    return project


def _documents(interviews: int, roles: list[str]) -> Iterator[NewDocument]:
    texts = demo_texts()
    for number in range(interviews):
        said = texts[number % len(texts)] + texts[(number + 1) % len(texts)]
        text = f"{said}\nI: Nummer {number}?\nR: Ja, nummer{number}.\n"
        transcript = build_transcript(text, {"I": Speaker.INTERVIEWER, "R": Speaker.RESPONDENT})
        name = f"R{number:04}"
        who = Respondent(name, roles[number % len(roles)], COMPANIES[number % len(COMPANIES)])
        yield new_document(name, transcript, respondent=who)


def code_large(project: Project, each: int) -> int:
    """So many codings in each interview, straight into the table: as events they would take hours. How many."""
    chance = random.Random(each)
    codes = [code.id for code in project.codebook.codes]
    rows = []
    for document in project.ask.documents():
        for _ in range(each):
            start = chance.randrange(document.length - 400)
            rows.append(
                {
                    "guid": events.new_id(),
                    "document": document.id,
                    "version": 1,
                    "start": start,
                    "end": start + chance.randint(20, 300),
                    "code": chance.choice(codes),
                    "coder": chance.choice(["Anna", "Bram"]),
                    "origin": "manual",
                    "codebook_version": 1,
                    "facets": {},
                    "word_start": start // 6,
                    "word_end": start // 6 + 20,
                    **dict.fromkeys(("quote", "before", "after", "at"), ""),
                }
            )
    with closing(project._engine.connect()) as conn, conn.begin():
        conn.execute(insert(schema.coding), rows)
    return len(rows)
