"""A page of HTML in one file: readable offline, with nothing in it that runs, and nothing it would fetch."""

from __future__ import annotations

import html
from collections.abc import Mapping

from interviewcoder.locale import language
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible, visible_lines

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, th, summary, figcaption, nav, .note { font-family: system-ui, sans-serif; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
blockquote { margin: 1rem 0 1rem 1.5rem; padding-left: 1rem; border-left: 3px solid #0072B2; }
blockquote p { margin: 0 0 .4rem; white-space: pre-line; }
blockquote p.translation { font-style: italic; }
blockquote footer, .note { font-size: .85rem; opacity: .8; }
.synthetic { font-weight: bold; border: 2px solid #D55E00; padding: .5rem 1rem; }
.warning { border-left: 3px solid #E69F00; padding-left: .6rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; margin: 1rem 0; }
th, td { border: 1px solid #8888; padding: .25rem .5rem; text-align: left; vertical-align: top; }
td { white-space: pre-line; }
td.number, th.number { text-align: right; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
td details { min-width: 4rem; }
td details[open] { min-width: 20rem; }
summary { cursor: pointer; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; background: white; }
@media print { body { max-width: none; } }
"""


def text(value: str) -> str:
    """One line of text for between tags or within an attribute's quotes."""
    return html.escape(visible(value))


def lines(value: str) -> str:
    """A text of several lines, for an element whose style keeps line ends."""
    return html.escape(visible_lines(value.strip()))


def element(tag: str, content: str, **attributes: str) -> str:
    """An element around ``content``, which is HTML already; a trailing ``_`` of an attribute's name is dropped."""
    told = "".join(f' {name.rstrip("_")}="{text(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{content}</{tag}>"


def table_as_html(table: Table, opened: Mapping[tuple[int, int], str] | None = None) -> str:
    """A table for people under its title. ``opened`` has, by row and column, HTML that a cell shows once opened."""
    heads = [element("th", text(head), scope="col") for head in table.heads]
    rows = [element("tr", "".join(heads))]
    for number, row in enumerate(table.shown()):
        cells = [
            _cell(said, (opened or {}).get((number, at), ""), number=at in table.numbers)
            for at, said in enumerate(row)
        ]
        rows.append(element("tr", "".join(cells)))
    caption = element("caption", text(table.title))
    made = element("div", element("table", caption + "\n".join(rows)), class_="wide")
    return made + (element("p", text(table.note), class_="note") if table.note else "")


def _cell(said: str, opened: str, *, number: bool) -> str:
    content = element("details", element("summary", lines(said)) + opened) if opened else lines(said)
    return element("td", content, class_="number") if number else element("td", content)


def page(title: str, body: str) -> str:
    """A whole page. ``body`` is HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{text(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
