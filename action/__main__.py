"""Entry point: ``python -I action``, by the step in ``action.yml``."""

import sys
from pathlib import Path

# Before anything that an older Python could not read. 1 would say that something was found.
if sys.version_info < (3, 11):  # noqa: UP036  older than the package allows is what this is about
    sys.stdout.write("::error title=translation-sync::Python 3.11 or newer is needed\n")
    sys.exit(3)

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from action.run import main

sys.exit(main())
