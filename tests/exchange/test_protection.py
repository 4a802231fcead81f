"""What an engine must not touch goes behind tokens, and comes back whole."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.exchange.protection import TokenError, holds_token, protect
from sync.markdown.dialect import find_dialect

KEPT = {
    "Run `azd up` now": ["`azd up`"],
    "Use ``a ` b`` there": ["``a ` b``"],
    "See [the **cups**](../cups.md#big 'Cups')": ["../cups.md#big"],
    "[![A pot](pot.png)](pots.md)": ["pot.png", "pots.md"],
    "Look at https://tea.org/a_(b). Then go": ["https://tea.org/a_(b)"],
    "Write to <me@tea.org> or <https://tea.org>": ["<me@tea.org>", "<https://tea.org>"],
    "Write to me@tea.org, or to @me": ["me@tea.org"],
    'Wait<br/>and <a href="a.md" rel="x">go</a>': [
        "<br/>",
        '<a href="a.md" rel="x">',
        "</a>",
    ],
    "Hello {name}, ${HOME} and {{ page.title }}": ["{name}", "${HOME}", "{{ page.title }}"],
    "%s of %d, %(name)s, %1$s": ["%s", "%d", "%(name)s", "%1$s"],
    "{% include x.html %} and {{< note >}}": ["{% include x.html %}", "{{< note >}}"],
    "Brewing {#brew .big}": ["{#brew .big}"],
    "Done ✅ 👩‍💻 👍🏽 1️⃣ :tea:": ["✅", "👩‍💻", "👍🏽", "1️⃣", ":tea:"],
    "Tea<!-- a note --> here": ["<!-- a note -->"],
    "Tea{/* a note */} here": ["{/* a note */}"],
    "[!NOTE]\nWait": ["[!NOTE]"],
    "[x] Wait": ["[x]"],
    "[^1]: As said": ["[^1]:"],
    '!!! note inline "Wait"': ["!!! note inline"],
    ":::tip Wait\nHere.\n:::": [":::tip", ":::"],
    "Pot\n: It holds tea": [":"],
    "As said[^1], [here][cups]": ["[^1]", "[cups]"],
    "Tea &amp; cups &#8212;": ["&amp;", "&#8212;"],
    "By $E = mc^2$ and $$x$$": ["$E = mc^2$", "$$x$$"],
    "<style>a { b: c }</style> Tea": ["<style>a { b: c }</style>"],
}
UNTOUCHED = [
    "It is 100% sure, 5 % of it, and 50%discount",
    "It costs $5 or $10 at 10:30:45",
    "a < b and b > c, [in brackets] and *so*",
    "snake_case, 2 * 3, a & b; R&D",
    "a lone ` tick, {two words}",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_has_to_stay_is_a_token(text: str) -> None:
    protected = protect(text)
    assert list(protected.kept) == KEPT[text]
    assert protected.restore(protected.text) == text
    assert all(f"⟦{number}⟧" in protected.text for number in range(1, len(KEPT[text]) + 1))


@pytest.mark.parametrize("text", UNTOUCHED)
def test_words_stay_words(text: str) -> None:
    assert protect(text) == (text, ())


def test_links_by_their_own_words_need_their_definition() -> None:
    assert protect("See [the Cups] and [tea][], or [pots]", labels={"the cups", "tea"}).kept == (
        "[the Cups]",
        "[tea][]",
    )
    assert protect("See [the Cups](a.md)", labels={"the cups"}).kept == ("a.md",)


def test_what_a_build_of_mdx_would_run_is_a_token() -> None:
    text = '<Pot title={"Tea pot"} of={[1, 2]} /> {a + b} {"two words"} \\{c d'
    assert protect(text, dialect=find_dialect("tea.mdx")).text == (
        '⟦1⟧Tea pot⟦2⟧ ⟦3⟧ {"two words"} \\{c d'
    )
    assert protect("{a + b} {").text == "{a + b} {"


def test_terms_stay_where_they_are_words_of_their_own() -> None:
    terms = ("Foundry", "AI Foundry", "術語")
    protected = protect("AI Foundry, Foundry, foundry, Foundrys, 用Foundry的術語", terms)
    assert protected.kept == ("AI Foundry", "Foundry", "Foundry", "術語")
    assert protect("Foundry는", terms).kept == ("Foundry",)


def test_tokens_may_come_in_any_order_and_as_engines_write_them() -> None:
    protected = protect("Run `a` in `b`")
    assert protected.restore("En ⟦ 2 ⟧ corre ⟦١⟧") == "En `b` corre `a`"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("Corre ⟦1⟧", "it lacks ⟦2⟧"),
        ("Corre", "it lacks ⟦1⟧, ⟦2⟧"),
        ("⟦1⟧ ⟦2⟧ ⟦2⟧", "⟦2⟧ stands in it more than once"),
        ("⟦1⟧ ⟦2⟧ ⟦3⟧", "⟦3⟧ is not in the text"),
        ("⟦1⟧ ⟦2⟧ ⟦0⟧", "⟦0⟧ is not in the text"),
        ("⟦1⟧ ⟦2⟧ ⟦", "a token in it is broken: ⟦ or ⟧ stands alone"),
        ("⟦1⟧ ⟦2⟧ ⟦x⟧", "a token in it is broken: ⟦ or ⟧ stands alone"),
    ],
)
def test_a_token_that_is_not_there_once_is_told(answer: str, message: str) -> None:
    with pytest.raises(TokenError, match=re.escape(message)):
        protect("Run `a` in `b`").restore(answer)


def test_a_text_with_such_brackets_is_known() -> None:
    assert [holds_token(text) for text in ("a ⟦1⟧", "⟧", "[1]")] == [True, True, False]


def test_words_are_what_is_left() -> None:
    assert protect("Run `azd up` in [the shell](a.md)").words == 4
    assert not protect("`a` 🚀 {x} - 12").has_words
    assert protect("`a` b").has_words


PIECES = st.sampled_from(
    [*KEPT, *UNTOUCHED, "`", "[", "](", "<", ">", "$", "{", "}", "%", "\n", "&"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=8).map(" ".join))
def test_every_text_comes_back(text: str) -> None:
    if not holds_token(text):
        protected = protect(text, ("Tea",), {"tea"})
        assert protected.restore(protected.text) == text
        assert not any(holds_token(kept) for kept in protected.kept)


@given(st.lists(st.sampled_from(sorted(KEPT)), max_size=5).map(" ".join), st.randoms())
def test_every_order_of_tokens_comes_back(text: str, random: Random) -> None:
    protected = protect(text)
    tokens = re.findall("⟦\\d+⟧", protected.text)
    random.shuffle(tokens)
    restored = protected.restore(" ".join(tokens))
    numbers = (int(token[1:-1]) for token in tokens)
    assert restored == " ".join(protected.kept[number - 1] for number in numbers)


@pytest.mark.parametrize(
    "sign",
    ["<!--", "a.", "a@", "a@b.", "```a", "\\(", "$$", "{{", "<pre>", "[a", "](", "<a ", "{/*"],
)
def test_time_is_in_proportion_to_the_text(sign: str) -> None:
    """A text of this kind took minutes where patterns looked to its end each time."""
    text = sign * 2000
    protected = protect(text, dialect=find_dialect("tea.mdx"))
    assert protected.restore(protected.text) == text


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('<Card title="Tea house" to="/tea" />', "⟦1⟧Tea house⟦2⟧"),
        ('See <a href="x" title="All :tea: of it">it</a>.', "See ⟦1⟧All ⟦2⟧ of it⟦3⟧it⟦4⟧."),
        ('{{% alert title="Note" color="blue sky" %}}', "⟦1⟧Note⟦2⟧blue sky⟦3⟧"),
        ('Write `<a title="Tea">` here', "Write ⟦1⟧ here"),
        ('<img src="a.png" class="one two">', "⟦1⟧"),
    ],
)
def test_words_in_attributes_are_sent(text: str, sent: str) -> None:
    protected = protect(text)
    assert protected.text == sent
    assert protected.restore(protected.text) == text


@pytest.mark.parametrize("answer", ['⟦1⟧Das "neue" Haus⟦2⟧', "⟦2⟧Haus⟦1⟧", "⟦1⟧ 12 ⟦2⟧"])
def test_an_answer_that_would_break_a_tag_is_none(answer: str) -> None:
    with pytest.raises(TokenError, match="attributes"):
        protect('<Card title="House" to="/h" />').restore(answer)


def test_an_answer_with_the_other_quotation_marks_is_one() -> None:
    restored = protect('<Card title="House" />').restore("⟦1⟧Das „neue' Haus⟦2⟧")
    assert restored == '<Card title="Das „neue\' Haus" />'


def test_a_tag_that_was_added_is_named() -> None:
    with pytest.raises(TokenError, match="<aside> is not in the text"):
        protect("Then wait.").restore("<aside>hm</aside> Dann warten.")
