"""Makes a study with rows of every kind by the program as it was at an older commit, for the test of migrations.

Usage: python tests/data/schemas/make.py COMMIT      (writes REVISION-COMMIT.icdb beside this file)

The files here stand for every schema that the main branch has had; add one before a new migration is released.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]

WORK = """
import sqlite3, sys
from contextlib import closing
from pathlib import Path
source, out = Path(sys.argv[1]), Path(sys.argv[2])
sys.path[:0] = [str(source), str(source / "tests")]
import conftest
from builders import interview, new_document
from interviewcoder.model import Company, Decision, Evidence, Planned, Respondent, Suggestion
from interviewcoder.store import schema
from interviewcoder.store.project import Project

codebook = getattr(conftest.codebook, "__wrapped__", None) or conftest.codebook.__pytest_wrapped__.obj
study = Project.create(out, name="Proef", codebook=codebook(), coder="Anna")
study.add_coder("Bram")
study.set("Anna", "synthetic", "yes")
study.plan("Anna", [Company("A", "bouw", "oost")], [Planned("A", "employee", 2), Planned("A", "director", 1)])
study.import_documents("Anna", [new_document()])
said = "Ik heb de leiding hier. Elke dag zetten we de fouten op het bord, zo gaat dat."
other = interview((("I", "En?"), ("R", said)))
third = interview((("R", "Dit gesprek ging weer weg."),))
study.import_documents("Anna", [new_document("R02", other), new_document("R03", third)])
one, two, three = (study.ask.document(name).id for name in ("R01", "R02", "R03"))
study.assign("Anna", two, Respondent("R02", "director", "A"), "2025-05-06")
first = study.apply_code("Anna", one, 44, 50, "trust", facets={"presence": "present"}, memo="waarom ’t 😀")
study.apply_code("Bram", one, 53, 70, "mistakes")
study.set_facets("Anna", first, {"presence": "absent"})
study.star("Anna", first, True)
study.remove_coding("Anna", study.apply_code("Anna", two, 12, 20, "work"))
kept = study.apply_code("Bram", two, 12, 33, "space")
memo = study.write_memo("Anna", "document", two, "eerst")
study.rewrite_memo("Anna", memo, "later")
study.rewrite_memo("Anna", study.write_memo("Anna", "study", "", "weg"), "")
study.mark_read("Anna", one, 0, 100)
why = (Evidence("cue", "fout", 93, 97, "fout"),) if len(Evidence.__dataclass_fields__) == 5 else ()
study.decide("Anna", one, Suggestion("mistakes", "space", 0.5, 85, 97, why), Decision.ACCEPT)
study.decide("Bram", one, Suggestion("work", "work", 0.25, 60, 70, ()), Decision.REJECT)
study.apply_code("Anna", three, 3, 10, "work")
study.remove_document("Anna", three)
study.apply_code("Anna", one, 120, 130, "work")
study.undo("Anna")
study.redo("Anna")
study.undo("Anna")
if (source / "interviewcoder/store/versions.py").exists():
    from dataclasses import replace
    from interviewcoder.model import Kept, Span
    from interviewcoder.store import pseudonyms
    from interviewcoder.store.versions import revise, settle
    before = study.ask.transcript(two)
    text = before.text.replace("leiding", "dagelijkse leiding")
    at, more = before.text.index("leiding"), len("dagelijkse ")
    turns = [replace(t, end=t.end + more) if t.end > at else t for t in before.turns]
    ends = [(s.start + more * (s.start > at), s.end + more * (s.end > at)) for s in before.sentences]
    after = replace(before, text=text, turns=tuple(turns), sentences=tuple(Span(*each) for each in ends))
    document = study.ask.document("R02")
    common = [Kept(0, 0, at), Kept(at, at + more, len(before.text) - at)]
    revise(study, "Anna", two, after, {}, base=document.version, kept=common)
    settle(study, "Bram", kept, 12, 44)
    study.mark_read("Bram", two, 0, 30)
    pseudonyms.make_salt(study)
    pseudonyms.override(study, "Anna", "citaten", 1, "het is een plaatsnaam")
study.close()
with closing(sqlite3.connect(out, isolation_level=None)) as small:
    for statement in ("journal_mode = DELETE", "page_size = 512"):
        small.execute(f"PRAGMA {statement}")
    small.execute("VACUUM")
print(schema.REVISION)
"""


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "source", Path(folder) / "study.icdb"
        source.mkdir()
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", source], input=packed, check=True)
        done = subprocess.run(
            [sys.executable, "-c", WORK, source, made], cwd=source, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr)
        (HERE / f"{done.stdout.strip()}-{commit}.icdb").write_bytes(made.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1])
