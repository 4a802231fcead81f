"""``init``: a configuration written from what the project shows, each key explained."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sync.errors import FileError, RefusedError
from sync.git import Repository
from sync.project.config.root import CONFIG_NAME
from sync.project.config.values import Config
from sync.project.discovery import discover, open_disk
from sync.project.inventory import Inventory
from sync.project.layout import DEFAULT_TEMPLATE

_TEMPLATES = (DEFAULT_TEMPLATE, "{dir}/translations/{lang}/{name}", "{dir}/{stem}.{lang}{suffix}")

_TEXT = """\
# What translation-sync takes for granted in this project. Every key may be left out.
# Paths are relative to the folder of this file and written with '/'.

# The folder of the sources; '.' is this one. A document goes by its path in it.
source: {source}

# Where the translation of a document is. Fields: {{lang}} with {{path}}, with {{dir}} and
# {{name}}, or with {{dir}}, {{stem}} and {{suffix}}. A template that begins with {{dir}} speaks of
# the sources' own folders.
translations: {translations}

# Which files are documents, by quoted patterns as in .gitignore: 'docs' is a folder or file of that
# name anywhere, '/docs' the one at the top; '*' stays within a folder, '**' does not; the last that
# fits decides, so that '!CHANGELOG.md' takes back. Only Markdown counts, unless a pattern ends in
# another suffix. Hidden folders, node_modules, translations and what git ignores count only if
# spelled out.
include: {include}

# Which of them are not, by the same kind of patterns; a folder covers all that it holds. Their
# translations are passed over.
exclude: []

# The languages, as the paths spell them; those that are missing are reported.
# Without this key: all that are found.
{languages}

# How translations are stamped: auto (as they are; new ones as their language's others), comment,
# sidecar or front-matter.
stamp: auto

# The states that fail 'check': missing, invalid, orphaned, unstamped, pending, stale, current or
# cosmetic. Once given, they fail 'check --staged' and 'check --changed-from', too.
# fail_on: [stale, pending, invalid]

# How many stale and pending translations pass: a number, a percentage of the existing ones such
# as 5%, or a mapping of languages to these.
max_stale: 0

# How 'sync' lays out the rows that it writes: keep (as they are), compact or aligned.
table_style: keep

# Blocks that a tool fills in, beside the well-known ones: the name in a pair of comments such as
# 'NAME START' and 'NAME END', or {{start: TEXT, end: TEXT}}.
generated: []

# Which rules 'lint' goes by: 'select' (these alone), 'ignore' (all but these), 'severity' (such as
# number: error), and the same under 'paths', by patterns of translations or sources such as
# 'translations/he/' or 'glossary.md', where the last that fits decides. 'translation-sync rule'
# lists the rules.
lint: {{ignore: []}}
"""


def init_project(root: Path, repository: Repository | None) -> Path:
    """Write the root's configuration and return its place.

    Raises:
        RefusedError: there is one already; it is left as it is.
        FileError: the file system refuses.
    """
    place = root / CONFIG_NAME
    if os.path.lexists(place):
        raise RefusedError("exists already: change it, or remove it first", path=CONFIG_NAME)
    text = render_config(*_find_layout(root, repository))
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise RefusedError("exists already: change it", path=CONFIG_NAME) from error
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}", path=CONFIG_NAME) from error
    return place


def render_config(config: Config, inventory: Inventory) -> str:
    """Render the configuration of a project that was found to be so."""
    if inventory.languages:
        languages = f"languages: {_render_list(inventory.languages)}"
    else:
        languages = "# languages: [fr, he]"
    return _TEXT.format(
        source=json.dumps(inventory.layout.source or ".", ensure_ascii=False),
        translations=json.dumps(config.translations),
        include=_render_list(config.include),
        languages=languages,
    )


def _find_layout(root: Path, repository: Repository | None) -> tuple[Config, Inventory]:
    """Take the template that explains most translations; the default one where none does."""
    configs = [Config()._replace(translations=template) for template in _TEMPLATES]
    found = [(config, discover(config, open_disk(config, root, repository))) for config in configs]
    return max(found, key=lambda pair: len(pair[1].translations))


def _render_list(items: tuple[str, ...]) -> str:
    """Render a YAML list in one line; every item is quoted, as ``no`` is no text otherwise."""
    return f"[{', '.join(json.dumps(item) for item in items)}]"
