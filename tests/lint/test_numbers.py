from __future__ import annotations

import pytest

from sync.lint.numbers import check_numbers
from tests.lint.courses import compare, page


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("takes 43 minutes", "dauert 34 Minuten", 14, "number is 34, in the source 43"),
        ("takes 2 minutes", "dauert 7 Minuten", 14, "number is 7, in the source 2"),
        ("takes 43 minutes", "dauert Minuten", 7, "the cell lacks the number 43 of the source's"),
        ("20 to 30", "ab", 7, "the cell lacks the numbers 20, 30 of the source's"),
        ("ages", "50 Jahre", 7, "the number 50 is not in the source's cell"),
        ("ages", "50 bis 60", 7, "the numbers 50, 60 are not in the source's cell"),
        ("43 minutes", "٣٤ دقيقة", 7, "number is ٣٤, in the source 43"),
        ("1,500 calls", "15.000 Aufrufe", 7, "number is 15.000, in the source 1,500"),
        ("10 a day", "100 am Tag", 7, "number is 100, in the source 10"),
        ("1M calls", "20万次", 7, "number is 20, in the source 1"),
        ("[x](a43.md) 43", "[x](a43.md) 44", 19, "number is 44, in the source 43"),
        ("0.5 hours", "5 Stunden", 7, "number is 5, in the source 0.5"),
        ("2024-05-01", "02.05.2024", 7, "number is 02, in the source 01"),
        ("30 days", "二十天", 7, "the cell lacks the number 30 of the source's"),
        ("`a-33` here", "a-34 hier", 9, "the number 34 is not in the source's cell"),
        ("in 2024", "in 2025", 10, "number is 2025, in the source 2024"),
    ],
)
def test_a_number_that_differs_is_found(old: str, new: str, column: int, message: str) -> None:
    [found] = check_numbers(compare(page(old), page(new)))
    assert (found.rule, found.line, found.column) == ("number", 5, column)
    assert found.message == message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("43 minutes", "43 Minuten"),
        ("43 minutes", "٤٣ دقيقة"),
        ("43 minutes", "४३ मिनट"),
        ("43 minutes", "４３分"),
        ("1,500.50", "1.500,50"),
        ("1,500.50", "1 500,50"),
        ("1,500", "1\u202f500"),
        ("1,500", "1'500"),
        ("1,50,000", "150,000"),
        ("$420-1,450", "420-1 450 $"),
        ("GPT-4, 128,000 tokens", "GPT-4, 128 000 jetons"),
        ("GPT-4: 128,000 tokens", "128 000 jetons avec GPT-4"),
        ("1K", "1,000"),
        ("1M requests", "100万リクエスト"),
        ("100M requests", "1億リクエスト"),
        ("1.5 million", "150万"),
        ("2 million", "20 लाख"),
        ("5 million", "5 000 000"),
        ("5 million of 30", "30 von 5 000 000"),
        ("`a-33-f1` here", "a-33-f1 hier"),
        ("2024-05-01", "01.05.2024"),
        ("5/1/2024", "01.05.2024"),
        ("30 days", "三十天"),
        ("120 days", "一百二十天"),
        ("1 hour", "une heure"),
        ("1-1.5 hours", "eine bis eineinhalb Stunden"),
        ("One thing", "1つのこと"),
        ("First month", "1er mois"),
        ("E2E tests", "tests de bout en bout"),
        ("Chapter 3", "第三章"),
        ("January 5, 2024", "2024年1月5日"),
        ("in 2024", "พ.ศ. 2567"),
        ("in 2024", "۱۴۰۳"),
        ("at 2:30 PM", "um 14:30"),
        ("a &#124; b", "a oder b"),
        ("`x` and `43`", "`x` und `43`"),
        ("[a](https://x.example/43)", "[ä](https://x.example/44)"),
        ("43", "<!-- sync:fuzzy --> 44"),
        ("no digit", "keine Ziffer"),
    ],
)  # fmt: skip
def test_noop_a_number_as_a_language_writes_it(old: str, new: str) -> None:
    assert list(check_numbers(compare(page(old), page(new)))) == []
