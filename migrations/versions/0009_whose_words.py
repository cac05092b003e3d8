"""Views that say whose words a coding is on: nobody's for an interviewer's, each respondent's in a group interview.

New are v_respondents and v_coding_respondents, and v_coverage counts as the program does.
"""

from alembic import op
from sqlalchemy import Connection, text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SEALED = """
SELECT round_document.document FROM round_document JOIN round ON round.guid = round_document.round
WHERE round.sealed <> '' AND round.revealed = ''
"""

# A coding on words lies within a turn, or what it holds of it has a word: a stop or a quotation mark is nobody's.
SIGNS = ' \t\n.,;:!?…·-–—/|()[]{}<>"“”„‘’*#&+=~%€$@' + "''"
HOLDS_WORDS = f"""
turn.document = coding.document AND turn.speaker = 'respondent'
AND turn.start < coding."end" AND turn."end" > coding.start
AND (turn.start <= coding.start AND coding."end" <= turn."end" OR trim(substr(
    coding.quote,
    CASE WHEN turn.start > coding.start THEN turn.start - coding.start ELSE 0 END + 1,
    CASE WHEN turn."end" < coding."end" THEN turn."end" ELSE coding."end" END
    - CASE WHEN turn.start > coding.start THEN turn.start ELSE coding.start END
), '{SIGNS}') <> '')
"""
IS_GROUP = "EXISTS (SELECT 1 FROM voice AS any_voice WHERE any_voice.document = coding.document)"
WHO_IN_TURN = "LEFT JOIN voice ON voice.document = turn.document AND voice.label = turn.label"
IN_SIGHT = f"""
coding.removed = 0 AND document.removed = 0 AND coding.word_end > coding.word_start
AND coding.document NOT IN ({SEALED})
"""
IN_USE = "JOIN document ON document.id = coding.document AND document.version = coding.version"

VIEWS = {
    "v_respondents": """
SELECT document.id AS document, document.name AS document_name, spoken.label, who.pseudonym, who.role, who.company,
       company.sector, company.region
FROM document
JOIN (
    SELECT voice.document, voice.label, voice.pseudonym FROM voice
    UNION ALL
    SELECT alone.id, '', alone.pseudonym FROM document AS alone WHERE alone.pseudonym <> ''
        AND NOT EXISTS (SELECT 1 FROM voice WHERE voice.document = alone.id)
) AS spoken ON spoken.document = document.id
JOIN respondent AS who ON who.pseudonym = spoken.pseudonym
LEFT JOIN company ON company.id = who.company
WHERE document.removed = 0
""",
    "v_coding_respondents": f"""
SELECT said.coding, said.document, who.pseudonym, who.role, who.company, company.sector
FROM (
    SELECT coding.guid AS coding, coding.document, document.pseudonym
    FROM coding {IN_USE}
    WHERE {IN_SIGHT} AND NOT {IS_GROUP}
    UNION
    SELECT coding.guid, coding.document, voice.pseudonym
    FROM coding {IN_USE} JOIN turn ON {HOLDS_WORDS} {WHO_IN_TURN}
    WHERE {IN_SIGHT} AND {IS_GROUP}
) AS said
LEFT JOIN respondent AS who ON who.pseudonym = said.pseudonym
LEFT JOIN company ON company.id = who.company
""",
    "v_codings": f"""
SELECT coding.guid, coding.document, document.name AS document_name, who.pseudonym, who.role, who.company,
       company.sector, coding.start, coding."end", coding.quote AS text, coding.code,
       coalesce(code.parent, code.id) AS carrier, coding.coder, coding.origin, coding.codebook_version, coding.facets,
       coding.facets ->> 'presence' AS presence, coding.word_end - coding.word_start AS words,
       CASE WHEN starred_quote.coding IS NULL THEN 0 ELSE 1 END AS starred, coding.at
FROM coding
{IN_USE}
JOIN code ON code.id = coding.code
LEFT JOIN starred_quote ON starred_quote.coding = coding.guid
LEFT JOIN respondent AS who ON coding.word_end > coding.word_start AND who.pseudonym = CASE
    WHEN {IS_GROUP} THEN (
        SELECT voice.pseudonym FROM turn {WHO_IN_TURN} WHERE {HOLDS_WORDS} ORDER BY turn.number LIMIT 1)
    ELSE document.pseudonym END
LEFT JOIN company ON company.id = who.company
WHERE coding.removed = 0 AND document.removed = 0 AND coding.document NOT IN ({SEALED})
""",
    "v_coverage": """
SELECT coalesce(code.parent, code.id) AS carrier, said.role, count(DISTINCT coding.document) AS interviews,
       count(DISTINCT coding.guid) AS fragments,
       count(DISTINCT CASE WHEN coding.facets ->> 'presence' = 'absent' THEN coding.guid END) AS fragments_absent
FROM v_coding_respondents AS said
JOIN coding ON coding.guid = said.coding
JOIN code ON code.id = coding.code
WHERE coding.origin <> 'consensus'
GROUP BY coalesce(code.parent, code.id), said.role
""",
}


def upgrade() -> None:
    for name in ("v_coverage", "v_codings"):
        op.execute(f"DROP VIEW {name}")
    for name, query in VIEWS.items():
        op.execute(text(f"CREATE VIEW {name} AS {query}".replace(":", "\\:")))
    conn = op.get_bind()
    if conn.dialect.name == "postgresql" and conn.execute(text("SELECT to_regclass('team')")).scalar():
        _for_the_team(conn)


def _for_the_team(conn: Connection) -> None:
    """Each login may read the views as it may read the tables, as ``store.team`` sets it up."""
    roles = [conn.dialect.identifier_preparer.quote(role) for (role,) in conn.execute(text("SELECT role FROM team"))]
    for name in VIEWS:
        op.execute(f"ALTER VIEW {name} SET (security_invoker = true)")
        for role in roles:
            op.execute(f"GRANT SELECT ON {name} TO {role}")
