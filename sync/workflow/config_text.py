"""The text of a configuration, each key explained."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sync.model import StampKind
from sync.project.config.values import Config

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.stamps.spec import StampSpec
    from sync.workflow.finding import Part

_TEXT = """\
# What translation-sync takes for granted in this project. Every key may be left out.
# Paths are relative to the folder of this file and written with '/'.

# The folder of the sources; '.' is this one. A document goes by its path in it.
{source}

# Where the translation of a document is. Fields: {{lang}} with {{path}}, with {{dir}} and
# {{name}}, or with {{dir}}, {{stem}} and {{suffix}}. A template that begins with {{dir}} speaks of
# the sources' own folders; '{{dir}}/{{lang}}{{suffix}}' is for files that are called as languages.
{translations}

# Which files are documents, by quoted patterns as in .gitignore: 'docs' is a folder or file of that
# name anywhere, '/docs' the one at the top; '*' stays within a folder, '**' does not; the last that
# fits decides, so that '!CHANGELOG.md' takes back. Only Markdown counts, unless a pattern ends in
# another suffix. Hidden folders, node_modules, translations and what git ignores count only if
# spelled out.
{include}

# Which of them are not, by the same kind of patterns; a folder covers all that it holds. Their
# translations are passed over.
exclude: []

# The languages, as the paths spell them, or a mapping of such names to codes, as in
# {{chinese: zh}}; those that are missing are reported. Without this key: all that are found.
{languages}

# Several such places in one repository, reported as one: a list of mappings with the keys above,
# 'exclude', 'stamp' and 'upstream'. What one does not say, the top does.
{projects}

# How translations are stamped: auto (as they are; new ones as their language's others), comment,
# sidecar or front-matter; or how the project records what they were made from: {{commit: KEY}},
# {{hash: KEY}}, {{flag: KEY, since: KEY}} or {{history: true, ignore: [WORD]}}.
{stamp}

# The clone of the repository that holds the sources, where that is another one.
# upstream: {{repository: ../sources}}

# Which keys of the front matter count when a source changed: all, none or a list of them.
{front_matter}

# The states that fail 'check': missing, invalid, orphaned, unstamped, pending, stale, current or
# cosmetic. Once given, they fail 'check --staged' and 'check --changed-from', too.
# fail_on: [stale, pending, invalid]

# How many stale and pending translations pass: a number, a percentage of the existing ones such
# as 5%, or a mapping of languages to these.
max_stale: 0

# Who looks after a language, '*' any other one; comments and checklists name them.
# owners: {{fr: '@amina', he: ['@noa', '@tea/he'], '*': '@tea/docs'}}

# How 'sync' lays out the rows that it writes: keep (as they are), compact or aligned.
table_style: keep

# Whether 'sync' and 'new' bring prose up to date, too: false for tables alone.
prose: true

# Whether 'sync' and 'new' fill in the words that other places have for a text, most of them marked
# to be looked at.
memory: false

# What 'export' and 'import' call languages in files, where that is not their own code.
language_codes: {{}}

# The language of the sources, as files, engines and pages are told; en without this key. Sources
# are called so where their names have a language as those of translations do.
{source_language}

# Blocks that a tool fills in, beside the well-known ones: the name in a pair of comments such as
# 'NAME START' and 'NAME END', or {{start: TEXT, end: TEXT}}.
generated: []

# Containers whose content is Markdown although they indent by four: admonition ('!!! note'), tab
# ('=== "Tab"') and jsx (the children of elements). Without this key: all; [] is for none.
{containers}

# Which rules 'lint' goes by: 'select' (these alone), 'ignore' (all but these), 'severity' (such as
# number: error), and the same under 'paths', by patterns of translations or sources such as
# 'translations/he/' or 'glossary.md', where the last that fits decides. 'translation-sync rule'
# lists the rules.
lint: {{ignore: []}}
"""


def render_config(
    parts: Sequence[Part],
    containers: Sequence[str] = (),
    counted: Sequence[str] | None = None,
    source_language: str | None = Config().source_language,
) -> str:
    """Render the configuration of the places that were found; that of several is a list.

    ``source_language`` is None where it is not known.
    """
    named = ", ".join(containers)
    shown = f"containers: [{named}]" if named else "# containers: [admonition, tab, jsx]"
    kept = "all" if counted is None else _render_list(counted)
    common = {"containers": shown, "front_matter": f"front_matter: {kept}", "stamp": "stamp: auto"}
    lead = "# " if source_language is None else ""
    common["source_language"] = f"{lead}source_language: {source_language or 'zh-CN'}"
    if len(parts) == 1:
        lines = common | _render_keys(parts[0])
        return _fill(lines, "# projects: [{source: docs}, {source: blog}]")
    blank = common | {
        "source": "# source: .",
        "translations": f"# translations: {json.dumps(Config().translations)}",
        "include": f"# include: {_render_list(Config().include)}",
        "languages": "# languages: [fr, he]",
    }
    if not parts:
        as_it_is = ("languages", "containers")
        written = {
            name: line if name in as_it_is else line.removeprefix("# ")
            for name, line in blank.items()
        }
        return _fill(written, "# projects: [{source: docs}, {source: blog}]")
    return _fill(blank, "\n".join(["projects:", *map(_render_project, parts)]))


def _fill(lines: dict[str, str], projects: str) -> str:
    return _TEXT.format(**lines, projects=projects)


def _render_project(part: Part) -> str:
    lines = [
        line
        for name, line in _render_keys(part).items()
        if name not in ("include", "stamp") or _differs(part.config, name)
    ]
    return "  - " + "\n    ".join(lines)


def _differs(config: Config, name: str) -> bool:
    """Tell whether a key says what the defaults do not."""
    if name == "stamp":
        return config.spec is not None
    return config.include != Config().include


def _render_keys(part: Part) -> dict[str, str]:
    config, languages = part.config, part.inventory.languages
    codes = dict(config.codes)
    if codes:
        pairs = (f"{json.dumps(each)}: {json.dumps(codes.get(each, each))}" for each in languages)
        named = f"{{{', '.join(pairs)}}}"
    else:
        named = _render_list(languages)
    return {
        "source": f"source: {json.dumps(part.inventory.layout.source or '.', ensure_ascii=False)}",
        "translations": f"translations: {json.dumps(config.translations, ensure_ascii=False)}",
        "include": f"include: {_render_list(config.include)}",
        "languages": f"languages: {named}",
        "stamp": f"stamp: {_render_spec(config.spec)}",
    }


def _render_spec(spec: StampSpec | None) -> str:
    """Render how translations without stamps are told."""
    if spec is None:
        return "auto"
    if spec.kind is StampKind.HISTORY:
        ignore = f", ignore: {_render_list(spec.ignore)}" if spec.ignore else ""
        return f"{{history: true{ignore}}}"
    since = f", since: {json.dumps(spec.since)}" if spec.since else ""
    return f"{{{spec.kind}: {json.dumps(spec.key)}{since}}}"


def _render_list(items: Iterable[str]) -> str:
    """Render a YAML list in one line; every item is quoted, as ``no`` is no text otherwise."""
    return f"[{', '.join(json.dumps(item, ensure_ascii=False) for item in items)}]"
