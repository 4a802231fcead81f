"""Runs co-op-translator in its own interpreter: ``co_op.py PLAN``, a JSON file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(plan: dict[str, Any]) -> None:
    """Update the documents of each language, by what ``translate`` calls; with baselines if any."""
    from co_op_translator.api import run_translation  # type: ignore[import-not-found]
    from co_op_translator.core.project.translation.memory import (  # type: ignore[import-not-found]
        TranslationBaseline,
    )

    tree = Path(plan["tree"]).resolve()

    class Accepted:
        def load_baseline(
            self, *, source_path: Path, translation_path: Path, language_code: str
        ) -> object:
            del language_code
            document = source_path.relative_to(tree).as_posix()
            old = Path(plan["old"], document).read_text(encoding="utf-8")
            return TranslationBaseline(old, translation_path.read_text(encoding="utf-8"))

        def record_candidate(self, **_: object) -> None:
            pass

    for language, documents in plan["languages"].items():
        options = {"translation_state_provider": Accepted()} if plan["old"] else {}
        try:
            run_translation(
                language,
                root_dir=str(tree),
                markdown=True,
                include=documents,
                concurrency=plan["concurrency"],
                **options,
            )
        except Exception as error:  # noqa: BLE001  # some files failed, which the judge sees
            print(f"{language}: {error}", file=sys.stderr)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
