"""The words of a PDF with where they stand, found in a process of its own.

Run as ``python -m interviewcoder.transcripts.pdf_words`` with the file on standard input; writes JSON. PDF is read by
Python code that cannot be interrupted and that unpacks whatever a file asks for: here time and memory have an end.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

_MOST_MEMORY = 2**30
_MOST_SECONDS = 60
_MOST_PAGES = 1_000
_MOST_CHARACTERS = 4_000_000
_GAP = 0.15
"""Of the font's size: characters further apart than this are words."""


def words_of(content: bytes) -> dict[str, Any]:
    """``{"pages": [{"height": ..., "images": ..., "words": [[text, x0, x1, top, bottom], ...]}, ...]}``.

    Or ``{"refused": reason}`` with "locked", "large" or "damaged". Points, from the upper left corner.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    pages: list[dict[str, Any]] = []
    characters = 0
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for page in document.pages:
                words = page.extract_words(x_tolerance_ratio=_GAP, keep_blank_chars=False)
                characters += sum(len(word["text"]) for word in words)
                if len(pages) == _MOST_PAGES or characters > _MOST_CHARACTERS:
                    return {"refused": "large"}
                pages.append(
                    {
                        "height": float(page.height),
                        "images": len(page.images),
                        "words": [
                            [word["text"], *(round(float(word[side]), 2) for side in ("x0", "x1", "top", "bottom"))]
                            for word in words
                        ],
                    }
                )
                page.close()
    except (MemoryError, RecursionError):
        return {"refused": "large"}
    except Exception as fault:  # a damaged PDF can break its parser anywhere
        locked = any(isinstance(each, PDFPasswordIncorrect) for each in (fault, fault.__context__, *fault.args))
        return {"refused": "locked" if locked else "damaged"}
    return {"pages": pages}


def _limit() -> None:
    """Puts an end to memory and processor time, on systems that can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


def main() -> None:
    import logging

    logging.disable(logging.CRITICAL)
    _limit()
    json.dump(words_of(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
