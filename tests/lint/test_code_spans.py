from __future__ import annotations

import pytest

from sync.findings import Severity
from tests.lint.courses import find, page, places

WARNING = Severity.WARNING


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("Run `azd up`", "`azd auf` starten", 8, "code is 'azd auf', in the source 'azd up'"),
        ("`a-1`", "`a-١`", 8, "code is 'a-١', in the source 'a-1'"),
        ("`a 1`", "`a\u00a01`", 8, "code is 'a\\xa01', in the source 'a 1'"),
        ('`"a"`', "`„a“`", 8, "code is '„a“', in the source '\"a\"'"),
        ("`<a> b`", "`<a> c`", 8, "code is '<a> c', in the source '<a> b'"),
        (
            '`f("gpt-4")`',
            '`f("gpt-5")`',
            8,
            ("code is 'f(\"gpt-5\")', in the source 'f(\"gpt-4\")'"),
        ),
        ("`a[0]`", "`a[1]`", 8, "code is 'a[1]', in the source 'a[0]'"),
        ("Use `azure.yaml`", "Benutzen", 7, "the cell lacks the code 'azure.yaml'"),
        (
            "`a` `b` `c`",
            "`a` `x`",
            12,
            ("code 'x' is none of the source's, of which 'b', 'c' is lacking"),
        ),
        ("<code>a&lt;b</code>", "<code>a&lt;c</code>", 13, "code is 'a<c', in the source 'a<b'"),
        ('`say "3 cups"`', '`say "٤"`', 8, "code is 'say \"٤\"', in the source 'say \"3 cups\"'"),
        (
            '`say "3 of 12"`',
            '`say "3 of 21"`',
            8,
            "code is 'say \"3 of 21\"', in the source 'say \"3 of 12\"'",
        ),
        ('`say "x² y"`', '`say "x³ z"`', 8, "code is 'say \"x³ z\"', in the source 'say \"x² y\"'"),
        (
            "`tea install cups`",
            "`tea install pots`",
            8,
            "code is 'tea install pots', in the source 'tea install cups'",
        ),
        ("`True`", "`1`", 8, "code is '1', in the source 'True'"),
    ],
)
def test_code_that_differs_is_an_error(old: str, new: str, column: int, message: str) -> None:
    [found] = find(page(old), page(new), ("code-span",))
    assert (found.rule, found.line, found.column) == ("code-span", 5, column)
    assert (found.message, found.severity) == (message, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("`<your-name>`", "`<dein-name>`"),
        ("`azd init <name>`", "`azd init <nom>`"),
        ("`/users/{name}`", "`/users/{nom}`"),
        ('`say "Hello"`', '`say "Hallo"`'),
        ("`azd up # deploy`", "`azd up # bereitstellen`"),
        ("`x = y // why`", "`x = y // pourquoi`"),
        ("`Deploy to Azure`", "`In Azure bereitstellen`"),
        ("`Save`", "`保存`"),
        ("`Find me a hotel, please.`", "`Cherche un hôtel.`"),
        ("Run `azd up`", "azd up starten"),
        ("`a` or `b`; `a` wins", "`a` oder `b`"),
        ("zero trust", "`Nullvertrauen`"),
        ('`say "3 cups"`', '`say "٣ أكواب"`'),
        ('`say "3 of 12 cups"`', '`say "۱۲ فنجان، ۳"`'),
        ('`say "12 cups at 95"`', '`say "９５ 度で 12 杯"`'),
        ('`say "1,000 cups"`', '`say "1000 Tassen"`'),
        ("`Save 2 cups.`", "`২টি কাপ রাখুন।`"),
        ("`presets for tea`", "`Vorgaben für Tee`"),
        ("`presets for tea`", "`Vorgaben` [Tee](https://tea.example)"),
    ],
)
def test_code_that_readers_may_want_in_their_language_only_warns(old: str, new: str) -> None:
    [found] = find(page(old), page(new), ("code-span",))
    assert (found.rule, found.line, found.severity) == ("code-span", 5, WARNING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("`a` and `b`", "`b` und `a`"),
        ("`a`", "``a``"),
        ("`a  b`", "` a b `"),
        ("`a \\| b`", "`a \\| b`"),
        ("`a`", "<code>a</code>"),
        ("`a<b`", "<code>a&lt;b</code>"),
        ("<kbd>Enter</kbd>", "<kbd>Enter</kbd>"),
        ("Use azd", "`azd` benutzen"),
        ("`a` wins", "`a` gewinnt, denn `a`"),
        ("`a`", "<!-- sync:fuzzy --> `b`"),
        ("`a`", "`a\u200b`"),
        ("`docs/tea.md`", "`translations/xx/guide/tea.md`"),
        ("\\`a\\`", "\\`b\\`"),
    ],
)
def test_noop_code_that_reads_the_same(old: str, new: str) -> None:
    assert find(page(old), page(new), ("code-span",)) == ()


def test_each_changed_span_is_found() -> None:
    found = find(page("`a` b `c` d `e`"), page("`x` b `c` d `y`"))
    assert places(found) == [("code-span", 5, 8), ("code-span", 5, 20)]
    assert len({each.identity for each in found}) == len(found)
