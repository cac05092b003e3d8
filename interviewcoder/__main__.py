"""``python -m interviewcoder`` is the ``interviewcoder`` command."""

import sys

from interviewcoder.cli import main

if __name__ == "__main__":
    sys.exit(main())
