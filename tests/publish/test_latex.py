"""What is written as LaTeX compiles with pdfLaTeX and LuaLaTeX, whatever was said, and no sign of it is lost."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from shutil import which

import pytest
from publish.test_quoting import HOSTILE, quote_of

from interviewcoder.analysis import signs
from interviewcoder.codes.load import load_codebook
from interviewcoder.publish.codebook import codebook_table
from interviewcoder.publish.latex import PRINTED, latex
from interviewcoder.publish.quotes import Collection
from interviewcoder.publish.quoting.write import quotes_as
from interviewcoder.publish.tables import Column, Table, as_latex

SPECIAL = "\\ { } $ & # % _ ^ ~ < > | \" [ ] ` ' -- --- ,, '' << >> ?` !` \\\\[1cm] \\input{x} %"
WORLD = "re\u0308el é ’t “zo” Şahin 😀 👩\u200d👧 ❤\ufe0f α β → ★ שלום سلام Привет 你好 e\u0301\u0323"
UNSEEN = "\ufeff\u200b\u202e\x00\x1b[31m \ufffd"
SAFE = "".join(sign for sign in map(chr, range(32, 0x2200)) if PRINTED.match(sign))
ENGINES = (("pdflatex", r"\usepackage[T1]{fontenc}\usepackage{lmodern}"), ("lualatex", ""))


def test_a_sign_that_no_font_need_have_says_which_it_is() -> None:
    assert latex("goed 😀 re\u0308el") == "goed \\ivcchar{1F600}{😀} rëel"
    assert latex("--- ,, ''") == "-{}-{}- ,{}, '{}'"
    assert "\\ivcchar" not in latex("één ’s “zo” €5 … – ∅ ○ ± · — α κ ≤")
    table = Table("T", (Column("a", "α"),), (("😀",),))
    assert "\\def\\ivcchar" in as_latex(table)
    assert "\\def" not in as_latex(Table("T", (Column("a", "α"),), (("é",),)))


def document(engine: str, preamble: str, folder: Path) -> str:
    """A paper that reads all that is written as LaTeX, with nasty text in every place of it."""
    nasty = f"{SPECIAL} {WORLD} {UNSEEN} {HOSTILE} {SAFE}"
    quote = quote_of(f"{nasty}\n\n{nasty}\n* [z] ja", nasty)
    coded = "".join(sign for sign, _ in signs.MEANINGS)
    columns = (Column("a", nasty), Column("b", coded), Column("c", "n", number=True, places=2))
    made = {
        "quotes": quotes_as("tex", Collection(nasty, (quote,), (nasty,), "nl", True)),
        "table": as_latex(Table(nasty, columns, ((nasty, coded, 0.5), (f"{nasty}\n\n[z]", "[a]", None)), nasty)),
        "codebook": as_latex(codebook_table(load_codebook("learning_culture")).for_people),
    }
    for name, content in made.items():
        (folder / f"{name}.tex").write_text(str(content), "utf-8")
    read = "\n".join(f"\\input{{{name}}}" for name in made)
    body = rf"\begin{{document}}\tableofcontents\listoftables{read}\end{{document}}"
    paper = rf"\documentclass{{article}}{preamble}\usepackage{{array,booktabs,longtable}}{body}"
    (folder / f"{engine}.tex").write_text(paper, "utf-8")
    return f"{engine}.tex"


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "preamble"), ENGINES)
def test_a_paper_with_all_of_it_compiles(engine: str, preamble: str, tmp_path: Path) -> None:
    if which(engine) is None:
        assert os.environ.get("INTERVIEWCODER_LATEX") != "required", f"no {engine} here: install it"
        pytest.skip(f"{engine} is not installed")
    paper = document(engine, preamble, tmp_path)
    for _ in range(2):  # the second time reads the headings that the first one wrote
        ran = subprocess.run(
            [engine, "-interaction=nonstopmode", "-halt-on-error", paper],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stdout.decode("utf-8", "replace")[-2000:]
    log = (tmp_path / f"{engine}.log").read_text("utf-8", "replace")
    assert re.findall("Missing character.*", log) == []
    assert (tmp_path / f"{engine}.pdf").stat().st_size > 10_000
