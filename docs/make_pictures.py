"""Makes the pictures of README.md and docs/ from the running program, on a fresh copy of the demo study.

Usage: python docs/make_pictures.py      (needs an installed interviewcoder)
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from interviewcoder.locale import choose_language
from interviewcoder.store.project import Project
from interviewcoder.tasks.demo import build_demo
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.themes import LIGHT

PICTURES = Path(__file__).parent / "pictures"

WHO, WORDS = "R01", "Ik ben eerst een rondje om de hal"
"""Where the pictures begin: two coders coded these words, one with a memo, and another code is suggested."""

SHOTS = (
    ("coding", "nl", (110, 32), "dark", ["o", "tab", "tab", "tab"]),
    ("which-key", "nl", (110, 32), "dark", ["o", "space", "2"]),
    ("overview", "nl", (110, 32), "dark", ["g", "o"]),
    ("overview-light", "en", (110, 32), "light", ["g", "o", "down", "space"]),
    ("quotes", "en", (110, 32), "light", ["g", "q"]),
    ("documents", "en", (110, 32), "dark", ["g", "d"]),
    ("codebook", "nl", (110, 32), "dark", ["g", "b", "down", "down", "down", "down", "down", "down"]),
)


async def shoot(study: Path, name: str, language: str, size: tuple[int, int], theme: str, keys: list[str]) -> None:
    """One picture after some keys."""
    choose_language(language)
    with Project.open(study) as project:
        app = Interviewcoder(project, "Anna")
        if theme == "light":
            app.theme = LIGHT.name
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            document = project.ask.document(WHO).id
            open_at(app, document, project.ask.transcript(document).text.index(WORDS))
            await app.workers.wait_for_complete()
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
            await asyncio.sleep(0.3)
            await pilot.pause()
            (PICTURES / f"{name}.svg").write_text(offline(app.export_screenshot()), "utf-8")


def offline(svg: str) -> str:
    """The picture without the fonts it would fetch: any monospaced one will do."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: ?Fira Code[^;]*;", "font-family: monospace;", svg)


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        study = build_demo(Path(folder) / "demo.icdb")
        for shot in SHOTS:
            await shoot(study, *shot)


if __name__ == "__main__":
    asyncio.run(main())
