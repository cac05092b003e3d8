"""Projects of other programs, in and out: files to and from a frozen ``ForeignProject``; no database.

``read`` is the door in; ``refi/`` reads and writes REFI-QDA, ``qualcoder`` and ``taguette`` read those programs' own
files, ``code_lists`` reads and writes tables of codes. ``offsets`` finds out how a program counts positions.
``tasks.exchange`` brings a ``ForeignProject`` into a study and takes one out.
"""
