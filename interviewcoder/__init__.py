"""Interviewcoder: code interview transcripts in the terminal.

The package is a stack of rooms (see ``docs/architecture.md``); nothing is imported here so that
``interviewcoder --version`` costs no more than Python itself.
"""

__version__ = "0.1.0"
