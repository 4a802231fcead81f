"""What files that are handed over call the languages of a project, and which they mean."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sync.errors import UsageError
from sync.languages import find_script
from sync.project.template import fold_code

if TYPE_CHECKING:
    from sync.project.project import View


def name_language(view: View, language: str) -> str:
    """Return what files call a language: as the configuration says, else its code."""
    given = dict(view.project.config.file_codes)
    return given.get(language) or view.layout.code_of(language)


def find_language(view: View, code: str) -> str:
    """Return the language of the project that a file means: ``pt_BR`` is ``pt-BR``.

    A region that the project's own name does not have says nothing against it, where the script is
    the same: ``he_IL`` is ``he``, but ``zh_TW`` is not ``zh``.

    Raises:
        UsageError: it is none of the project's.
    """
    languages = view.inventory.languages
    names = {language: fold_code(name_language(view, language)) for language in languages}
    wanted = fold_code(code)
    for known in (wanted, wanted.partition("-")[0]):
        found = [language for language, name in names.items() if name == known]
        if len(found) == 1 and find_script(known) == find_script(wanted):
            return found[0]
    raise UsageError(f"it is in {code!r}, none of the languages here ({_list(names.values())})")


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "there is none yet"
