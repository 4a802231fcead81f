"""The program's door: ``translation-sync``, and ``python -m sync``, which is the same."""

from __future__ import annotations

import sys
from typing import NoReturn

_INTERRUPTED = 130


def main() -> NoReturn:
    """Load the program and run it; an interruption ends it without a word while it loads, too."""
    try:
        from sync.cli import main as run_program  # here, as it imports all that takes time

        run_program()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
