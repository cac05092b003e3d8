"""Databases as QualCoder and Taguette make them, with the tables and columns that matter here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from exchange.archives import CODES, PHRASES, TEXT

Tables = Mapping[str, Sequence[Mapping[str, object]]]


def database(path: Path, tables: Tables) -> Path:
    """A database with a table for each name, whose columns are those of its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for name, rows in tables.items():
            columns = list(rows[0])
            connection.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
            marks = ", ".join("?" * len(columns))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', [tuple(row.values()) for row in rows])
        connection.commit()
    return path


def qualcoder(
    folder: Path, version: int = 17, name: str = CODES[2], categories: Sequence[Mapping[str, object]] = ()
) -> Path:
    """A project folder: a category in a category, codes in both and in none, two coders, and the rest of it."""
    codings = []
    for number, phrase in enumerate(PHRASES):
        start = TEXT.index(phrase)
        owner = ("Anna", "Bram")[number % 2]
        row = {"cid": number % 3, "fid": 1, "seltext": phrase, "pos0": start, "pos1": start + len(phrase)}
        more = {"memo": "let op" if number == 4 else "", "date": "2026-11-01 10:00:00"}
        codings.append({"ctid": number, **row, "owner": owner, **more})
    if version > 8:
        codings[0]["important"] = 1
        codings = [{**row, "important": row.get("important")} for row in codings]
    source = {"memo": "", "owner": "Anna", "date": "2026-11-01 09:00:00"}
    tables: dict[str, list[dict[str, object]]] = {
        "project": [
            {"databaseversion": f"v{version}", "memo": "over alles", "about": "QualCoder", "codername": "Anna"}
        ],
        "source": [
            {"id": 1, "name": "R09.txt", "fulltext": TEXT, "mediapath": None, **source, "memo": "over R09"},
            {"id": 2, "name": "foto.png", "fulltext": None, "mediapath": "/images/foto.png", **source},
        ],
        "code_cat": [dict(each) for each in categories]
        or [
            {"catid": 2, "name": "diep", "owner": "Anna", "memo": "", "supercatid": 1},
            {"catid": 1, "name": "boven", "owner": "Anna", "memo": "wat boven is", "supercatid": None},
        ],
        "code_name": [
            {"cid": 0, "name": CODES[0], "memo": "wat dat is", "catid": 2, "owner": "Anna", "color": "#aa0000"},
            {"cid": 1, "name": CODES[1], "memo": "", "catid": 1, "owner": "Anna", "color": "#00CC00"},
            {"cid": 2, "name": name, "memo": "", "catid": None, "owner": "Bram", "color": "blauw"},
        ],
        "code_text": codings,
        "code_image": [{"imid": 1, "id": 2, "cid": 1}],
        "code_av": [{"avid": 1, "id": 3, "cid": 1}],
        "annotation": [{"anid": 1, "fid": 1, "pos0": 0, "pos1": 7, "memo": "kop", "owner": "Bram"}],
        "cases": [{"caseid": 5, "name": "R09", "memo": "over de casus", "owner": "Anna"}],
        "case_text": [{"caseid": 5, "fid": 1, "pos0": 0, "pos1": 9}, {"caseid": 5, "fid": 2, "pos0": 0, "pos1": 9}],
        "attribute": [
            {"name": "functie", "attr_type": "case", "value": "monteur", "id": 5},
            {"name": "ronde", "attr_type": "file", "value": "1", "id": 1},
            {"name": "leeg", "attr_type": "case", "value": "", "id": 5},
        ],
        "journal": [{"jid": 1, "name": "Dagboek", "jentry": "Dag 1", "date": "", "owner": "Bram"}],
    }
    if version > 8:
        tables["coder_names"] = [{"name": "Anna", "visibility": 1}, {"name": "Cleo", "visibility": 0}]
    database(folder / "data.qda", tables)
    return folder


HTML = "<h1>Kop</h1><p>R: Het was <b>één</b> bende &amp; lawaai 🙈.</p>\n<p>Maar<br>leuk.<br>\nJa.</p>"
LINES = "Kop\nR: Het was één bende & lawaai 🙈.\nMaar\nleuk.\nJa."
TREE = "KopR: Het was één bende & lawaai 🙈.\nMaarleuk.\nJa."


def taguette(path: Path) -> Path:
    """A project with a nested tag, a highlight with two tags, one without any and one beyond the text."""
    tree = TREE.encode()

    def highlight(id: int, words: str, snippet: str) -> dict[str, object]:
        start = tree.index(words.encode())
        return {
            "id": id,
            "document_id": 1,
            "start_offset": start,
            "end_offset": start + len(words.encode()),
            "snippet": snippet,
        }

    rows = [
        highlight(1, "één bende & lawaai 🙈", "<p><b>één</b> bende &amp; lawaai 🙈</p>"),
        highlight(2, "R: Het", "<p>R: Het</p>"),
        highlight(3, "Maarleuk.", "<p>Maar<br>leuk.</p>"),
        {"id": 4, "document_id": 1, "start_offset": 9000, "end_offset": 9001, "snippet": "<p>x</p>"},
    ]
    tags = [(1, 2), (1, 3), (2, 1), (4, 1)]
    added = {"type": "highlight_add", "highlight_id": 1}
    return database(
        path,
        {
            "projects": [{"id": 1, "name": "Proef", "description": "over alles"}],
            "users": [{"login": "anna"}, {"login": "bram"}],
            "documents": [
                {"id": 1, "name": "R09", "description": "over R09", "filename": "r.html", "contents": HTML}
            ],
            "tags": [
                {"id": 2, "path": "sfeer.druk", "description": "veel"},
                {"id": 1, "path": "sfeer", "description": ""},
                {"id": 3, "path": "z.o.z", "description": ""},
            ],
            "highlights": rows,
            "highlight_tags": [{"highlight_id": highlight, "tag_id": tag} for highlight, tag in tags],
            "commands": [{"id": 1, "user_login": "bram", "payload": json.dumps(added)}],
        },
    )
