"""Whatever a reader sees is in the canonical form, and what nobody sees makes no difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.canonical import canonical_form

# Each shows every ``@``, a word, in a place of its own.
PLACES = [
    *("@\n", "# @\n", "@\n===\n", "@ #tag\n", "> @\n", "- @\n  @\n", "1. @\n2. @\n", "    @\n"),
    *("```@\n@\n```\n", "~~~ text @\nb\n~~~\n", "*@* **@** ~~@~~ `@` ``` ` @ ```\n"),
    *("a @\\\n@\n", "a  \n@\n", "<!-- @ -->\n", "<div title='@'>\n@\n\n*@*\n\n</div>\n"),
    *("a <b title='@'>@</b>\n", "[@](@.md '@')\n", "[@](<@ x> (@))\n", "<https://@.ex/@>\n"),
    *("https://@.ex/@?@#@\n", "mail@@.ex\n", "[https://ex.ex](https://@.ex)\n"),
    *("![@](@.png)\n", "![a `@` @](b.png)\n", "![*@* [@](c)](b.png)\n", "![<i>@</i>](b)\n"),
    *("![a &lt; @ <b @> \\* ![@](x)](b.png '@')\n", "![[@]](b)\n", "[![`@`](@)](@)\n"),
    *("![a <!-- @ --> ~~@~~ &amp;@; \\`@](b)\n", "![<https://@.ex>](b)\n", "![a\n@](b)\n"),
    *("![@][i]\n\n[i]: @.png '@'\n", "![`@`][i2]\n\n[i2]: u\n", "[a][r] [r]\n\n[r]: @ (@)\n"),
    *("| @ | a |\n| --- | :-: |\n| `@` | [@](@) |\n| ![`@`](x) |\n", "a[^n]\n\n[^n]: @ @\n"),
    *("a[^1]\n\n[^1]: @\n", "a[^1]\n\n[^1]: a[^2]\n[^2]: @\n", "[^u]: @\n", "[^u]: a @\n"),
    *("# h[^h]\n\n[^h]: @\n", "| a[^t] |\n| - |\n| b |\n\n[^t]: @\n", "> a[^q]\n>\n> [^q]: @\n"),
    *("a[^c]\n\n[^c]: a b\n\n    @ `@`\n", "- a[^l]\n\n  [^l]: @\n", "a[^d]\n\n[^d]: @ '@'\n"),
    *("`[^k]`\n\n[^k]: @\n", "a[^@]\n\n[^@]: b\n", "![x[^i]](y)\n\n[^i]: @\n"),
    *("- [ ] @\n- [x] @\n", "1) @\n\n   @\n", "@&nbsp;@ &copy;@ &@;\n", "\\*@ \\[@\\](@)\n"),
    *("$\\@$\n", "$$\n@ \\{ \\@\n$$\n", "{{< fig `@` '@' >}}\n", "{@}\n", ":::note[@]\n@\n:::\n"),
    *("T\n: @\n", "> [!NOTE]\n> @\n", "*[@]: @\n", "<p>[r3] @</p>\n\n[r3]: @ '@'\n", "@ | @\n"),
    *("<!-- a -->@\n", "<details><summary>@</summary>\n\n@\n\n</details>\n", "a\n\n---\n@\n---\n"),
]
WORDS = ("x", "X1", "7", "7.5", "é", "茶", "\u0663", "x-y", "k2", "Xx", "q\u00fc", "\U0001f375")
containers = st.sampled_from(("", "", "", "> ", "- ", "3. ", "> - "))


def put_in(container: str, text: str) -> str:
    """Put a text into a container, whose marker stands before its first line."""
    rest = "".join(char if char == ">" else " " for char in container)
    lines = text.splitlines(keepends=True)
    return container + rest.join(lines) if container else text


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a document, and the same with another word in one place."""
    chosen = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4, unique=True))
    text = "\n".join(put_in(draw(containers), place) for place in chosen)
    slots = text.count("@")
    words = draw(st.lists(st.sampled_from(WORDS), min_size=slots, max_size=slots))
    place = draw(st.integers(0, slots - 1))
    other = draw(st.sampled_from(WORDS).filter(lambda word: word != words[place]))
    frame = text.replace("{", "{{").replace("}", "}}").replace("@", "{}")
    return frame.format(*words), frame.format(*words[:place], other, *words[place + 1 :])


@given(changes())
@settings(max_examples=100, deadline=None)
def test_no_word_that_a_reader_sees_is_lost(pair: tuple[str, str]) -> None:
    one, other = pair
    assert canonical_form(one) is not None
    assert canonical_form(one) != canonical_form(other)


# Ways to write the same; each is one text, whatever else stands around it.
SAME = [
    ("- a\n- b\n", "* a\n* b\n"),
    ("- a\n- b\n", "+   a\n+   b\n"),
    ("1. a\n2. b\n", "1. a\n1. b\n"),
    ("4. a\n5. b\n", "4) a\n4) b\n"),
    ("# a\n", "a\n=====\n"),
    ("## a `b`\n", "## a `b` ##\n"),
    ("a b c\n", "a\nb c\n"),
    ("a {b} $5 c\n", "a\n{b} $5\nc\n"),
    ("a  b\n", "a b\n"),
    ("a\\\nb\n", "a   \nb\n"),
    ("```\na\n```\n", "    a\n"),
    ("~~~~ text\na\n~~~~\n", "```text\na\n```\n"),
    ("***\n", "_ _ _\n"),
    ("| a | b |\n| - | :-: |\n| c |\n", "|a|b|\n|-----|:---:|\n|c||\n"),
    ("a | b\n-- | --\nc | d\n", "| a | b |\n| --- | --- |\n| c | d |\n"),
    ("[a](b 'c')\n", '[a](<b> "c")\n'),
    ("[a](<b c>)\n", "[a](b%20c)\n"),
    ("![a *b*](c)\n", "![a b](c)\n"),
    ("![a &amp; b](c)\n", "![a & b](c)\n"),
    ("[l]\n\n[l]: x\n", "[l]\n\n[L]: <x>\n"),
    ("[m]\n\n[m]: x\n\nq\n", "[m]\n\nq\n\n[m]: x\n"),
    ("p\n\n[unused]: x 'y'\n", "p\n\n[unused]: z\n"),
    ("a[^w]\n\n[^w]: words of it\n", "a[^w]\n\n[^w]: words of\nit\n"),
    ("a[^v]\n\n[^v]: it\n\nq\n", "a[^v]\n\nq\n\n[^v]: it\n"),
    ("&copy; &lt;b\n", "\u00a9 &lt;b\n"),
    ("\\& \\. a\n", "& . a\n"),
    ("- [x] a\n", "- [X] a\n"),
    ("> a\nb\n", "> a\n> b\n"),
    ("> [!NOTE]\n> a\n> b\n", "> [!NOTE]\n> a b\n"),
    ("<div>\na\n</div>\n\n\nb\n", "<div>\na\n</div>\n\nb\n"),
]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a document written in two ways."""
    chosen = draw(st.lists(st.sampled_from(SAME), min_size=1, max_size=4, unique=True))
    order = [(draw(st.sampled_from(("", "> "))), draw(st.permutations(pair))) for pair in chosen]
    one, other = (
        "\n<!-- -->\n\n".join(put_in(container, pair[side]) for container, pair in order)
        for side in (0, 1)
    )
    return f"<!-- -->\n\n{one}", f"<!-- -->\n\n{other}"


@given(spellings())
@settings(max_examples=60, deadline=None)
def test_how_it_is_written_makes_no_difference(pair: tuple[str, str]) -> None:
    one, other = pair
    assert canonical_form(one) is not None
    assert canonical_form(one) == canonical_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("3. a\n4. b\n", "5. a\n6. b\n", id="first number"),
        pytest.param("> 7. a\n", "> 8. a\n", id="first number in a quote"),
        pytest.param("- a\n\n  2. b\n", "- a\n\n  3. b\n", id="first number in a list"),
        pytest.param("| a |\n| :- |\n", "| a |\n| -: |\n", id="alignment"),
        pytest.param("> [!TIP]\n> a\n", "> [!TIP] a\n", id="alert"),
        pytest.param("> [!TIP]\n> a\n", "> [!WARNING]\n> a\n", id="kind of an alert"),
        pytest.param("Tea\n: Leaves\n", "Tea : Leaves\n", id="definition list"),
        pytest.param("$\\{a\\}$\n", "${a}$\n", id="escape in a formula"),
        pytest.param("{{< x >}}\na\n", "{{< x >}} a\n", id="shortcode on a line of its own"),
        pytest.param("a\n\n[^1]: b\n", "a\n", id="footnote that nothing cites"),
        pytest.param("a[^1]\n\n[^1]: b c\n", "a\n\n[^1]: b c\n", id="citation"),
        pytest.param(
            "a[^1][^2]\n\n[^1]: b\n[^2]: c\n", "a[^1][^2]\n\n[^2]: b\n[^1]: c\n", id="notes swapped"
        ),
        pytest.param("![&amp;copy;](u)\n", "![&copy;](u)\n", id="entity in a description"),
        pytest.param("![a ` b](c)\n", "![a b](c)\n", id="mark in a description"),
        pytest.param("a\u000bb\n", "a b\n", id="no line ending"),
        pytest.param("---\na: 1.1234567\n---\n", "---\na: 1.1234568\n---\n", id="front matter"),
        pytest.param("![a<br>b](u)\n", "![ab](u)\n", id="HTML in a description"),
        pytest.param("<p>[t]</p>\n\n[t]: u\n", "<p>[t]</p>\n\n[t]: v\n", id="named in HTML"),
        pytest.param("[x](http://\u00e4.com)\n", "[x](http://\u00f6.com)\n", id="host"),
    ],
)
def test_what_reads_differently_differs(one: str, other: str) -> None:
    assert canonical_form(one) is not None
    assert canonical_form(one) != canonical_form(other)
