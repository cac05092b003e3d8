"""The command line: one file per command group, and each read only when its command is given.

``commands`` names them all; ``usage`` is argparse in the reader's language; ``show`` prints; ``studies`` opens
the study and settles who is coding.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from interviewcoder import __version__

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command; returns 0 when done, 1 when refused (a sentence on stderr), 2 for wrong usage."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words == ["--version"]:  # asked often, and not worth reading all the sentences of help
        print(f"interviewcoder {__version__}")
        return 0
    from interviewcoder.cli.commands import parse
    from interviewcoder.errors import Refused
    from interviewcoder.locale import say
    from interviewcoder.safe import visible

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        arguments = parse(words)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except Refused as refused:
        print(visible(str(refused)), file=sys.stderr)
        return 1
    except PermissionError as error:
        print(visible(say("cli.no-access", path=error.filename)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes at exit
        return 0
