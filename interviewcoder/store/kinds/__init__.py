"""What each kind of event does: one ``Kind`` per kind, and nothing else writes the tables.

``apply`` must be total and depend on nothing but the tables and the event; ``invert`` reads, before ``apply``, what
would take the event back: a kind and a payload, or None for what cannot be undone.
"""

from interviewcoder.store.kinds import (
    codings,
    consensus,
    gaps,
    notes,
    privacy,
    progress,
    quoting,
    rounds,
    studies,
    transcripts,
    versions,
)
from interviewcoder.store.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for room in (studies, transcripts, versions, codings, notes, progress, privacy, rounds, consensus, quoting, gaps)
    for kind in room.KINDS
}
