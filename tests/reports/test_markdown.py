"""The job summary, read by a parser of Markdown and one of HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sync.errors import FileError
from sync.findings import Severity
from sync.model import State
from sync.reports import GATE_FORMATS, Screen
from sync.reports.markdown import LIMIT
from sync.results import Report
from tests.reports.made import HOSTILE, change, finding, hostile_report, status

OURS = {"p", "strong", "details", "summary"}


class Tags(HTMLParser):
    """Follows tags; an end without its start, or another one's, is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.opened.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def render(report: Report) -> str:
    return GATE_FORMATS["markdown"](report, Screen())


def parse(text: str) -> list[Token]:
    """Parse as GitHub does, and assert that the page is whole and has nothing but our own in it."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table"]).parse(text)
    tags = Tags()
    for token in tokens:
        if token.type == "html_block":
            tags.feed(token.content)
        for child in token.children or ():
            assert child.type in {"text", "code_inline", "softbreak"}, child
    assert tags.opened == []
    assert tags.seen <= OURS
    return tokens


def fences(tokens: list[Token]) -> list[str]:
    return [token.content for token in tokens if token.type == "fence"]


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_answer_comes_first_then_the_languages_then_the_documents() -> None:
    statuses = (
        status(State.CURRENT, language="fr"),
        status(State.STALE),
        status(State.CURRENT, "a.md"),
    )
    report = Report(
        statuses,
        statuses[1:2],
        conclusion="3 translations: 1 stale, 2 current; 1 failed",
        failing=frozenset(statuses[1:2]),
        findings=(finding("number", severity=Severity.WARNING, language="fr"),),
        changes={statuses[1].location: change()},
    )

    assert render(report) == (
        "<p><strong>3 translations: 1 stale, 2 current; 1 failed</strong></p>\n"
        "\n"
        "| language | current | stale | number |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| fr | 1 | 0 | 1 |\n"
        "| he | 1 | 1 | 0 |\n"
        "| all | 2 | 1 | 1 |\n"
        "\n"
        "<details><summary>guide.md: 1 error, 1 warning</summary>\n"
        "\n"
        "```text\n"
        "guide.md:3: error: The source changed since the translation was made: stale in he "
        "(made from 0123456789 of 2024-05-06) [stale]\n"
        "    see what changed: translation-sync diff translations/he/guide.md; "
        "bring it up to date: translation-sync sync translations/he/guide.md; "
        "translate the rest, then record it: translation-sync stamp translations/he/guide.md\n"
        "    table under Kinds: row changed (source 13, translation 20): Boil fresh water\n"
        "    table: added (source 30)\n"
        "    paragraph changed (source 3, translation 5): Boil fresh water\n"
        "translations/fr/guide.md:7:3: warning: a row of the source is lacking [number]\n"
        "```\n"
        "\n"
        "</details>\n"
        "\n"
        "<details><summary>How to mend it</summary>\n"
        "\n"
        "- `number`: A number differs from the source's. "
        "Compare the two, and correct the number if it is a slip.\n"
        "- `stale`: The source changed since the translation was made. "
        "See what changed with the command `diff`, then run the command `sync`.\n"
        "\n"
        "`translation-sync rule number` tells more of `number`, with an example.\n"
        "\n"
        "</details>\n"
    )
    parse(render(report))


def test_a_change_in_55_languages_is_a_row_and_an_entry() -> None:
    languages = [f"l{number}" for number in range(10, 65)]
    stale = tuple(status(State.STALE, language=language) for language in languages)
    changes = {each.location: change() for each in stale}
    text = render(Report(stale, stale, changes=changes))

    assert rows(text)[2:] == [[f"each of 55: {' '.join(languages)}", "1"], ["all", "55"]]
    [block] = fences(parse(text))
    assert block.count("\n") == 5
    assert text.count("\n") <= 26


def test_nothing_found_is_the_answer_and_the_table() -> None:
    current = status(State.CURRENT)
    text = render(Report((current,), (), conclusion="1 translation: nothing found"))

    assert text == (
        "<p><strong>1 translation: nothing found</strong></p>\n\n"
        "| language | current |\n| --- | ---: |\n| he | 1 |\n\n"
    )


def test_what_failed_is_told() -> None:
    failure = FileError("cannot be read: ``` <b>", path="a.md", line=3)
    tokens = parse(render(Report((), (), failures=(failure,))))

    assert fences(tokens) == ["a.md:3: cannot be read: ``` <b>\n"]


@pytest.mark.parametrize("ticks", ["```", "`````", "~~~"])
def test_no_line_ends_the_block_it_stands_in(ticks: str) -> None:
    tokens = parse(render(Report((), (), failures=(FileError(ticks), FileError("<b>@x</b>")))))

    assert fences(tokens) == [f"{ticks}\n<b>@x</b>\n"]


def test_errors_come_before_warnings_in_their_document() -> None:
    findings = (finding(line=1, severity=Severity.WARNING), finding(line=9))
    [lines] = fences(parse(render(Report((), (), findings=findings))))

    assert [line.split(": ")[1] for line in lines.splitlines()] == ["error", "warning"]


def test_no_file_content_leaves_its_block() -> None:
    text = render(hostile_report())
    tokens = parse(text)
    page = "".join(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type != "code_inline"
    )

    assert not re.search(r"[@#][A-Za-z0-9]|https?://|www\.", page)
    blocks = "".join(token.content for token in tokens if token.type == "html_block")
    assert not re.search(r"[@#][A-Za-z]", blocks)
    assert text.count("<details>") == text.count("<summary>") == len(fences(tokens)) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_in_their_block(text: str) -> None:
    odd = finding(message=text, help=text, language=text)._replace(path=text)
    tokens = parse(render(Report((), (), findings=(odd,), conclusion=text)))

    [block] = fences(tokens)
    assert block.count("\n") == 2
    assert sum(token.type == "table_open" for token in tokens) == 1
    assert len([token for token in tokens if token.type == "td_open"]) == 2


@given(st.text(alphabet=st.sampled_from("`~<>/!-[]()|\\@#&;: \n\tdetails*_=+1."), max_size=60))
def test_any_words_stay_in_their_block(text: str) -> None:
    odd = finding(message=text, help=text, language=text)._replace(path=text)
    tokens = parse(render(Report((), (), findings=(odd,), conclusion=text)))

    assert len(fences(tokens)) == 1
    assert len([token for token in tokens if token.type == "td_open"]) == 2


def test_a_summary_of_fifty_thousand_findings_is_cut_in_all_documents_alike() -> None:
    languages = [f"l{number}" for number in range(50)]
    findings = tuple(
        finding(
            line=number + 1,
            document=f"{number % 40:02}-lesson/README.md",
            language=language,
            message=f"row {number} of the source, «Thé à la menthe {number}», is lacking",
            severity=Severity.WARNING if number % 3 else Severity.ERROR,
        )
        for language in languages
        for number in range(1000)
    )
    text = render(Report((), (), conclusion="50,000 findings", findings=findings))
    tokens = parse(text)
    shown = [block.count("\n") for block in fences(tokens)]

    assert 0.9 * LIMIT < len(text.encode("utf-8")) <= LIMIT < 1_048_576
    assert f"Of 50,000 findings {sum(shown):,} are shown" in text
    assert len(shown) == 40
    assert set(shown) == {shown[0]}
    assert all(": error: " in block.splitlines()[0] for block in fences(tokens))
    assert rows(text)[-1] == ["all", "50000"]


def test_long_lines_many_documents_and_many_languages_stay_within_the_limit() -> None:
    findings = tuple(finding(message="`" * 500_000, document=f"d{n}.md") for n in range(300))
    statuses = tuple(status(State.CURRENT, language=f"l{number}") for number in range(30_000))
    text = render(Report(statuses, (), conclusion="@" * 10_000, findings=findings))

    assert len(text.encode("utf-8")) <= LIMIT
    parse(text)
    assert "Of 300 findings 200 are shown" in text
    assert rows(text)[3][0].startswith("each of 30000: l0 l1 ")
    assert rows(text)[3][0].endswith(" and 29800 more")
    assert rows(text)[-1] == ["all", "30000", "300"]


def test_a_short_summary_has_no_note() -> None:
    assert "are shown" not in render(Report((), (), findings=(finding(),)))


def test_a_path_below_the_top_is_the_repository_s() -> None:
    report = Report((), (), findings=(finding(),), prefix="docs/")

    assert "docs/translations/he/guide.md:7:3: error" in render(report)


def test_a_language_s_underscore_is_left_alone() -> None:
    statuses = (status(State.CURRENT, language="pt_BR"), status(State.STALE, language="_x"))

    assert [row[0] for row in rows(render(Report(statuses, ())))][2:] == [
        "\u200b&#95;\u200bx",
        "pt_BR",
        "all",
    ]
