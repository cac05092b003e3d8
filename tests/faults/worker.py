"""A coder at work in a program of its own: ``python worker.py STUDY CODER COUNT``.

What is on disk is told on standard output, one line after the other; what was refused as ``refused KEY``.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.store.project import Project


def work(path: Path, coder: str, count: int) -> None:
    chance = random.Random(os.getpid())
    with Project.open(path) as study:
        documents = study.ask.documents()
        for n in itertools.count() if count == 0 else range(count):
            document = chance.choice(documents)
            start = chance.randrange(3, document.length - 12)
            try:
                guid = study.apply_code(
                    coder, document.id, start, start + 9, chance.choice(("trust", "work")), memo=f"memo {n}"
                )
                print(guid, flush=True)
                if n % 3 == 0:
                    study.set_facets(coder, guid, {"presence": "absent"})
                    print(f"facets {guid}", flush=True)
                if n % 5 == 0:
                    study.undo(coder)
                    study.redo(coder)
            except Refused as refused:
                if refused.key not in ("store.already-coded", "store.span-blank"):
                    print(f"refused {refused.key}", flush=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
