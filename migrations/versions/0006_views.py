"""Views to read from, which stay as they are when the tables behind them change: v_documents, v_codings and others.

What is being coded blind is in none of them, for a view cannot know who looks.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SEALED = """
SELECT round_document.document FROM round_document JOIN round ON round.guid = round_document.round
WHERE round.sealed <> '' AND round.revealed = ''
"""

VIEWS = {
    "v_codes": """
SELECT code.id, code.parent, coalesce(code.parent, code.id) AS carrier, code.position, code.key,
       code.label ->> 'nl' AS label_nl, code.label ->> 'en' AS label_en
FROM code
""",
    "v_documents": """
SELECT document.id, document.name, document.format, document.date, document.version, document.words,
       document.length AS characters, document.pseudonym, respondent.role, respondent.company, company.sector,
       company.region
FROM document
LEFT JOIN respondent ON respondent.pseudonym = document.pseudonym
LEFT JOIN company ON company.id = respondent.company
WHERE document.removed = 0
""",
    "v_turns": """
SELECT turn.document, turn.number, turn.speaker, turn.start, turn."end", turn.time_start, turn.time_end,
       CASE WHEN turn.speaker = 'respondent' THEN coalesce(voice.pseudonym, document.pseudonym) END AS pseudonym
FROM turn
JOIN document ON document.id = turn.document
LEFT JOIN voice ON voice.document = turn.document AND voice.label = turn.label
WHERE document.removed = 0
""",
    "v_codings": f"""
SELECT coding.guid, coding.document, document.name AS document_name, who.pseudonym, who.role, who.company,
       company.sector, coding.start, coding."end", coding.quote AS text, coding.code,
       coalesce(code.parent, code.id) AS carrier, coding.coder, coding.origin, coding.codebook_version, coding.facets,
       coding.facets ->> 'presence' AS presence, coding.word_end - coding.word_start AS words,
       CASE WHEN starred_quote.coding IS NULL THEN 0 ELSE 1 END AS starred, coding.at
FROM coding
JOIN document ON document.id = coding.document AND document.version = coding.version
JOIN code ON code.id = coding.code
LEFT JOIN starred_quote ON starred_quote.coding = coding.guid
LEFT JOIN respondent AS who ON who.pseudonym = coalesce(
    (SELECT voice.pseudonym FROM turn JOIN voice ON voice.document = turn.document AND voice.label = turn.label
     WHERE turn.document = coding.document AND turn."end" > coding.start ORDER BY turn.number LIMIT 1),
    document.pseudonym)
LEFT JOIN company ON company.id = who.company
WHERE coding.removed = 0 AND document.removed = 0 AND coding.document NOT IN ({SEALED})
""",
    "v_memos": f"""
SELECT memo.guid, memo.target_kind, memo.target, memo.text, memo.coder, memo.at
FROM memo
WHERE memo.removed = 0 AND memo.target NOT IN ({SEALED})
  AND memo.target NOT IN (SELECT coding.guid FROM coding WHERE coding.document IN ({SEALED}))
""",
    "v_readings": f"""
SELECT reading.document, reading.coder, reading.start, reading."end", reading.at
FROM reading
JOIN document ON document.id = reading.document AND document.version = reading.version
WHERE reading.removed = 0 AND document.removed = 0 AND reading.document NOT IN ({SEALED})
""",
    "v_planned": "SELECT company, role, expected FROM planned_interview",
    "v_coverage": """
SELECT carrier, role, count(DISTINCT document) AS interviews, count(*) AS fragments,
       sum(CASE WHEN presence = 'absent' THEN 1 ELSE 0 END) AS fragments_absent
FROM v_codings
WHERE origin <> 'consensus'
GROUP BY carrier, role
""",
}


def upgrade() -> None:
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
