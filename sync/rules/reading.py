"""The pages that explain the rules, as the program prints them and the documentation holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sync.findings import Severity
from sync.rules.catalogue import RULES, Kind, Rule

_PAGES = Path(__file__).parent / "pages"

_TITLES: Mapping[Kind, str] = {
    Kind.LINT: "What `lint` finds in a translation",
    Kind.CHANGE: "What `check --changed-from` and `check --staged` find in a change",
    Kind.STATE: "The states of a translation",
}

_INDEX = """\
# The rules

What each rule finds, why it matters, how to mend it and how to silence it. `translation-sync rule` lists them, `translation-sync rule stale` prints the page of `stale`. [Using `lint`](../lint.md) tells how to choose among them.
"""  # noqa: E501  a paragraph is a line

_SILENCE = """\

## How to silence it

- Here: `<!-- sync:ignore {name} -->` in the translation; in a row of a table, for that row alone; in the source, for all its translations.
- Under some paths, or everywhere: in `.translation-sync.yaml`

  ```yaml
  lint:
    ignore: [{name}]
    paths:
      "translations/fr/**": {{ignore: [{name}]}}
  ```

{call}"""  # noqa: E501  an item is a line

_CALLS: Mapping[Kind, str] = {
    Kind.LINT: "- In one call: `translation-sync lint --ignore {name}`.\n",
    Kind.CHANGE: "- In one call: `translation-sync check --changed-from main --ignore {name}`.\n",
}


def read_page(name: str) -> str:
    """Return the Markdown page of a rule, which must be one of ``RULES``."""
    rule = RULES[name]
    body = (_PAGES / f"{name}.md").read_text("utf-8")
    return f"# {name}\n\n{rule.summary} {_describe(rule)}\n\n{body}{_explain_silence(rule)}"


def render_index() -> str:
    """Render the page that leads to all others, a table for each kind of rule."""
    return _INDEX + "".join(_render_kind(kind) for kind in Kind)


def list_rules() -> Iterator[str]:
    """Yield the rules for a reader of plain text, a line each, below the titles of their kinds."""
    width = max(map(len, RULES))
    for kind in Kind:
        yield f"{_TITLES[kind].replace('`', '')}:"
        for rule in RULES.values():
            if rule.kind is kind:
                weight = "" if kind is Kind.STATE else f"{rule.severity:<{len(Severity.WARNING)}}  "
                yield f"  {rule.name:<{width}}  {weight}{rule.summary}"


def _describe(rule: Rule) -> str:
    if rule.kind is Kind.STATE:
        return "It is a state of a translation, as `status` and `check` tell them."
    weight = "an error" if rule.severity is Severity.ERROR else "a warning"
    if rule.kind is Kind.CHANGE:
        more = (
            "" if rule.severity is Severity.ERROR else f"; `--select {rule.name}` makes it an error"
        )
        return f"It is {weight} of `check --changed-from` and `check --staged`{more}."
    fix = "mends what is certain" if rule.is_fixable else "leaves it to you"
    return f"It is {weight} of `lint`; `lint --fix` {fix}."


def _explain_silence(rule: Rule) -> str:
    if rule.kind is Kind.STATE:
        return ""
    return _SILENCE.format(name=rule.name, call=_CALLS[rule.kind].format(name=rule.name))


def _render_kind(kind: Kind) -> str:
    rules = [rule for rule in RULES.values() if rule.kind is kind]
    header = {
        Kind.LINT: "| Rule | Weight | `--fix` | What is wrong |\n| --- | --- | --- | --- |\n",
        Kind.CHANGE: "| Rule | Weight | What is wrong |\n| --- | --- | --- |\n",
        Kind.STATE: "| State | What it says |\n| --- | --- |\n",
    }
    rows = "".join(f"| {' | '.join(_list_cells(rule))} |\n" for rule in rules)
    return f"\n## {_TITLES[kind]}\n\n{header[kind]}{rows}"


def _list_cells(rule: Rule) -> Iterator[str]:
    yield f"[{rule.name}]({rule.name}.md)"
    if rule.kind is not Kind.STATE:
        yield rule.severity
    if rule.kind is Kind.LINT:
        yield "yes" if rule.is_fixable else ""
    yield rule.summary
