r"""Text as LaTeX that prints it as it is, whatever stands in it, with pdfLaTeX as with LuaLaTeX and XeLaTeX.

pdfLaTeX stops at a letter that its fonts have not, and the others leave it out without a word. So a sign that is not
among those that all of them print is written as ``\ivcchar{1F600}{😀}``: the sign itself where the font in use
has it, else its number in brackets. :func:`with_signs` says what that command is, above what uses it.
"""

from __future__ import annotations

import re
import unicodedata

from interviewcoder.safe import visible

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u2011": "-",
    "\u2212": r"\ensuremath{-}",
    "\ufffd": "{[}U+FFFD{]}",  # at which LuaLaTeX stops
    "α": r"\ensuremath{\alpha}",
    "κ": r"\ensuremath{\kappa}",
    "π": r"\ensuremath{\pi}",
    "∅": r"\ensuremath{\emptyset}",
    "○": r"\ensuremath{\circ}",
    "●": r"\ensuremath{\bullet}",
    "★": r"\ensuremath{\star}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "≠": r"\ensuremath{\neq}",
    "≈": r"\ensuremath{\approx}",
    "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}",
}
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Signs of no width, which a page need not have."""

PRINTED = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u00b7\u00b9-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e"
    "\u0218-\u021b\u1e9e\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]"
)
"""What pdfLaTeX prints in the encoding T1, and the font with which the others begin has too."""

_LIGATURE = re.compile(r"(?<=([-,']))(?=\1)")
_SIGN = r"\ivcchar"
_MEANING = (
    r"\makeatletter",
    r"\ifdefined\Umathchar",
    r'\protected\def\ivcchar#1#2{\iffontchar\font"#1 #2\else{[}U+#1{]}\fi\allowbreak}',
    r"\immediate\write\@auxout{\string\protected\string\gdef\string\ivcchar\string#1\string#2"
    r'{\string\iffontchar\string\font"\string#1 \string#2\string\else{[}U+\string#1{]}\string\fi}}',
    r"\else",
    r"\protected\def\ivcchar#1#2{{[}U+#1{]}\allowbreak}",
    r"\immediate\write\@auxout{\string\protected\string\gdef\string\ivcchar\string#1\string#2{{[}U+\string#1{]}}}",
    r"\fi",
    r"\makeatother",
)
"""What is written to the ``aux`` file is for a table of contents, which comes first and may have such a sign."""


def latex(text: str) -> str:
    """One line of text as LaTeX; letters with their accents apart are put together first."""
    composed = unicodedata.normalize("NFC", visible(text))
    return _LIGATURE.sub("{}", "".join(map(_printed, composed)))


def with_signs(lines: str) -> str:
    """LaTeX with what its rare signs mean above it, where it has any."""
    return "\n".join((*_MEANING, lines)) if _SIGN in lines else lines


def _printed(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in _UNSEEN:
        return ""
    return sign if PRINTED.match(sign) else f"{_SIGN}{{{ord(sign):04X}}}{{{sign}}}"
