"""Blocks beside their source's: those that lack, those too many, and what they keep."""

from __future__ import annotations

import pytest

from sync.findings import Found, Severity
from sync.lint.checks import find_all
from sync.lint.comparison import Comparison
from sync.lint.fixing import fix_all
from sync.markdown.dialect import find_dialect
from sync.markdown.document import read_markdown
from sync.markdown.generated import GeneratedPair
from sync.model import State
from tests.cases import make_case
from tests.lint.courses import SPACE, exists, places

RULES = ("block-missing", "block-extra", "block-content", "link-missing", "disclaimer-text")
SOURCE = """\
# Tea

Pour the water over the leaves, and wait for some minutes before you drink.

## Steps

- Warm the pot with hot water first.
- Add a spoon of leaves for each cup that you want.
- See [the cups](cups.md) and `kettle --slow` and `pot --warm`.

```sh
# wait
brew_tea --minutes 3 --leaves green --warm
```

> [!NOTE]
> Never boil the leaves, whatever somebody says.

## More

![A leaf](leaf.png)

The end of it all, and thanks to [the shop](https://shop.example/tea).
"""
DONE = """\
# Thé

Verser l'eau sur les feuilles, et attendre quelques minutes avant de boire.

## Étapes

- Chauffer d'abord la théière avec de l'eau chaude.
- Ajouter une cuillère de feuilles pour chaque tasse souhaitée.
- Voir [les tasses](cups.md) et `kettle --slow` et `pot --warm`.

```sh
# attendre
brew_tea --minutes 3 --leaves green --warm
```

> [!NOTE]
> Ne jamais bouillir les feuilles, quoi qu'on en dise.

## Plus

![Une feuille](../../../translated_images/leaf.abc123.xx.png)

La fin de tout cela, et merci à [la boutique](https://shop.example/tea).
"""
ADDRESS = "https://github.com/Azure/co-op-translator"
OLD_DISCLAIMER = (
    f"\n**Avertissement**:\nTraduit par [Co-op Translator]({ADDRESS}). Sans garantie.\n"
)
DISCLAIMER = (
    "\n---\n\n<!-- CO-OP TRANSLATOR DISCLAIMER START -->\n**Avertissement**: traduit.\n"
    "<!-- CO-OP TRANSLATOR DISCLAIMER END -->\n"
)


def compare(
    translated: str,
    source: str = SOURCE,
    *,
    present: str | None = None,
    generated: tuple[GeneratedPair, ...] = (),
    state: State = State.STALE,
) -> Comparison:
    new = source if present is None else present
    case = make_case(
        new, translated, SPACE, base=source, is_whole=True, generated=generated, state=state
    )
    return Comparison(case, exists, holds_to_present=present is not None)


def find(translated: str, source: str = SOURCE) -> tuple[Found, ...]:
    return find_all(compare(translated, source), RULES)


def edit(old: str, new: str, text: str = DONE) -> str:
    assert old in text
    return text.replace(old, new, 1)


def cut(start: str, end: str, text: str = DONE) -> str:
    """Return a text without what lies between two of its parts, the latter kept."""
    return text[: text.index(start)] + text[text.index(end) :]


def test_noop_a_faithful_translation() -> None:
    assert find(DONE) == ()
    assert find(DONE + DISCLAIMER) == ()
    assert find(DONE + OLD_DISCLAIMER) == ()


@pytest.mark.parametrize(
    ("translated", "line", "message"),
    [
        (cut("Verser", "## Étapes"), 3, "lacks a paragraph of the source, 'Pour the water over"),
        (cut("## Étapes", "- Chauffer"), 5, "lacks a heading of the source, 'Steps' (line 5)"),
        (cut("```sh", "> [!NOTE]"), 11, "lacks a code block of the source"),
        (cut("> [!NOTE]", "## Plus"), 16, "lacks a paragraph of the source"),
        (cut("- Ajouter", "- Voir"), 7, "lacks a list item of the source"),
        (
            cut("## Plus", "La fin"),
            19,
            "lacks a heading and a paragraph of the source, among lines 19 to 21, from 'More'",
        ),
        (DONE[: DONE.index("> [!NOTE]")], 15, "lacks a heading and 3 paragraphs of the source"),
        (DONE[: DONE.index("> [!NOTE]")] + DISCLAIMER, 17, "lacks a heading and 3 paragraphs"),
    ],
)
def test_what_a_translation_lacks(translated: str, line: int, message: str) -> None:
    [found] = find(translated)
    assert (found.rule, found.line) == ("block-missing", line)
    assert message in found.message


@pytest.mark.parametrize(
    ("translated", "line", "message"),
    [
        (edit("## Plus", "Un mot de trop, sans source.\n\n## Plus"), 19, "a paragraph more"),
        (edit("## Plus", "```sh\nls -la\n```\n\n## Plus"), 19, "a code block more"),
        (edit("# Thé\n", "# Thé\n\n## Encore un titre\n"), 3, "a heading more than the source"),
        (edit("- Voir", "- Un point de plus, bien long.\n- Voir"), 7, "a list item more"),
    ],
)
def test_what_a_translation_has_too_much(translated: str, line: int, message: str) -> None:
    [found] = find(translated)
    assert (found.rule, found.line) == ("block-extra", line)
    assert message in found.message


@pytest.mark.parametrize(
    "translated",
    [
        edit("feuilles, et attendre", "feuilles.\n\nPuis attendre"),  # a paragraph parted
        edit(
            "avant de boire.\n\n## Étapes\n\n- Chauffer",
            "avant de boire.\n\n## Étapes\n\n* Chauffer",
        ),
        edit("## Plus\n", "## Plus\n\n---\n"),
        edit("## Plus\n", "<!-- une note -->\n\n## Plus\n"),
        edit("# Thé\n", "# Thé\n\n<!-- sync:ignore number -->\n"),
        edit("# attendre", "# il faut attendre ici"),
        edit("La fin de tout cela, et merci", "<p>La fin de tout cela</p>\n\nEt merci"),
        edit("merci à [la boutique](https://shop.example/tea)", "merci à https://shop.example/tea"),
        edit("[la boutique](https://shop.example/tea)", "la boutique（https://shop.example/tea ）"),
        edit("à [la boutique](https://shop.example/tea)", "[^1] (https://shop.example/tea)"),
    ],
)
def test_noop_what_a_translator_may_do(translated: str) -> None:
    assert find(translated) == ()


FRAMED = f'<div dir="rtl">\n\n{DONE}\n</div>\n'


@pytest.mark.parametrize(
    "translated",
    [
        FRAMED,
        edit("## Plus", '<a id="more"></a>\n\n## Plus'),
        edit("## Plus", '<a id="more"></a>\n<span id="m"></span>\n\n## Plus'),
        edit("Verser", '<section lang="xx">\n<div>\n\nVerser', FRAMED).replace(
            "## Plus", "</div>\n</section>\n\n## Plus"
        ),
    ],
)
def test_noop_wrappers_and_anchors_without_words(translated: str) -> None:
    assert find(translated) == ()


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ('<div dir="rtl">\n<img src="a.png">\n</div>', "an HTML block more"),
        ('<div>\n<a href="https://a.example"></a>\n</div>', "an HTML block more"),
        ('<div title="Un mot">\n</div>', "an HTML block more"),
        ('<a id="x"></a> Un mot de trop.', "a paragraph more"),
        ('<a id="x"></a>\n\nUn mot de trop, sans source.', "a paragraph more"),
        ("<details>\n</details>", "an HTML block more"),
    ],
)
def test_html_that_shows_something_is_found(added: str, message: str) -> None:
    text = edit("## Plus", f"{added}\n\n## Plus", FRAMED)
    [found] = find(text)
    assert found.rule == "block-extra"
    assert message in found.message


def test_a_wrapper_stands_for_no_paragraph_that_lacks() -> None:
    text = cut("Verser", "## Étapes", FRAMED).replace("## Étapes", "<div>\n\n</div>\n\n## Étapes")
    [found] = find(text)
    assert found.rule == "block-missing"
    assert "a paragraph of the source" in found.message


CENTRED = '<div align="center">\n\n{}\n\n</div>'


def test_noop_a_wrapper_beside_one_that_the_source_has() -> None:
    source = edit("# Tea", CENTRED.format("# Tea"), SOURCE)
    assert find(edit("# Thé", CENTRED.format("# Thé"), FRAMED), source) == ()


def test_noop_a_wrapper_of_the_source_that_is_another_one() -> None:
    source = f'<div align="center">\n\n{SOURCE}\n</div>\n'
    assert find(FRAMED, source) == ()


def test_noop_text_that_is_code_in_the_source_by_its_indent_alone() -> None:
    source = edit("The end", "    a. Something you know: a word of yours.\n\nThe end", SOURCE)
    text = edit("La fin", "a. Ce que vous savez : un mot à vous.\n\nLa fin")
    assert find(text, source) == ()


def test_noop_a_generated_block_without_its_comments() -> None:
    source = edit(
        "## More", "<!-- menu start -->\n### Menu\n\nHome\n<!-- menu end -->\n\n## More", SOURCE
    )
    text = edit("## Plus", "### Menu\n\nAccueil\n\n## Plus")
    generated = (GeneratedPair("menu start", "menu end"),)
    assert find_all(compare(text, source, generated=generated), RULES) == ()
    assert places(find_all(compare(text, SOURCE, generated=generated), RULES)) != []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[les tasses](cups.md)", "les tasses", "link to 'guide/cups.md' lacks"),
        ("[la boutique](https://shop.example/tea)", "la boutique", "https://shop.example/tea"),
    ],
)
def test_a_link_that_is_lost(old: str, new: str, message: str) -> None:
    [found] = find(edit(old, new))
    assert found.rule == "link-missing"
    assert message in found.message


BROKEN = [
    "[la boutique]（https://shop.example/tea）.",
    "[la boutique](https://shop.example/tea）.",
    "［la boutique］(https://shop.example/tea).",
    "[la boutique] (https://shop.example/tea).",
    "[la boutique]\n( <https://shop.example/tea> ).",
]


@pytest.mark.parametrize("written", BROKEN)
def test_a_link_whose_brackets_are_full_width_or_apart(written: str) -> None:
    broken = edit("[la boutique](https://shop.example/tea).", written)
    [found] = find(broken)
    assert (found.rule, found.line) == ("link-missing", 23)
    assert "link to 'https://shop.example/tea' lacks" in found.message
    picture = edit(
        "thanks to [the shop](https://shop.example/tea).", "![x](https://a.example/b.png)", SOURCE
    )
    assert [
        each.rule
        for each in find(
            edit(
                "merci à [la boutique](https://shop.example/tea).",
                "![x]（https://a.example/b.png）",
            ),
            picture,
        )
    ] == ["link-missing"]


@pytest.mark.parametrize("written", BROKEN)
def test_noop_brackets_that_are_so_in_the_source(written: str) -> None:
    broken = edit("[la boutique](https://shop.example/tea).", written)
    source = edit(
        "[the shop](https://shop.example/tea)", "[the shop] (https://shop.example/tea)", SOURCE
    )
    assert find(broken, source) == find(DONE, source) == ()


def test_an_image_that_is_lost() -> None:
    source = edit("The end", "![Cup](cup.png) The end", SOURCE)
    [found] = find(edit("La fin", "La fin"), source)
    assert (found.rule, found.line) == ("link-missing", 23)
    assert "the source's image 'cup' lacks here" in found.message


@pytest.mark.parametrize(
    "translated",
    [
        edit("https://shop.example/tea", "https://shop.example/fr/the"),  # localised
        edit("(cups.md)", "(../../../guide/cups.md)"),
        edit("Voir [les tasses](cups.md) et", "Voir [les tasses](cups.md), [l'eau](cups.md) et"),
        edit("[les tasses](cups.md)", "les tasses").replace("Verser", "Verser [là](cups.md)"),
        edit("[la boutique](https://shop.example/tea).", "la boutique. <!-- sync:fuzzy -->"),
    ],
)
def test_noop_links_that_are_there_or_are_no_fault(translated: str) -> None:
    assert find(translated) == ()


ONE = "Pour it into [a cup](cups.md) of any size you like, with or without a handle, and drink "
ONE += "all of it slowly while it is hot, but never so hot that it burns your tongue. See {}."
UNE = "À verser dans [une tasse](cups.md) de la taille voulue, avec ou sans anse, et à boire "
UNE += "lentement tant que c'est chaud, mais jamais au point de se brûler la langue avec."
FIRST = "Voir {}."
KEPT = [
    ("[a shop](https://a.example/x#top)", "[un magasin](https://a.example/x#haut)"),
    ("[the pots](cups.md#pots)", "[les pots](cups.md#pots)"),
    ("`kettle --slow`", "`kettle --slow`"),
]


@pytest.mark.parametrize(("here", "there"), KEPT)
def test_noop_a_part_of_a_paragraph_that_keeps_what_lacks_in_the_other(
    here: str, there: str
) -> None:
    whole, parts = [ONE.format(here)], [UNE, FIRST.format(there)]
    assert find(write(DONE, parts), write(SOURCE, whole)) == ()
    assert find(write(DONE, parts[::-1]), write(SOURCE, whole)) == ()
    assert find(write(SOURCE, whole), write(DONE, parts)) == ()
    assert find(write(SOURCE, whole), write(DONE, parts[::-1])) == ()


def test_a_link_that_no_part_of_a_paragraph_keeps() -> None:
    source = write(SOURCE, [ONE.format("[a shop](https://a.example/x)")])
    there = write(DONE, [UNE, FIRST.format("un magasin")])
    assert "link-missing" in [each.rule for each in find(there, source)]


@pytest.mark.parametrize("other", ["[ceci](https://b.example/)", "`pot --warm`"])
def test_a_paragraph_that_keeps_something_else_is_no_part(other: str) -> None:
    source = write(SOURCE, [ONE.format("[a shop](https://a.example/x)")])
    same = UNE + " Voir [un magasin](https://a.example/x)."
    rules = [each.rule for each in find(write(DONE, [same, FIRST.format(other)]), source)]
    assert rules == ["block-extra"]


LONG = "Tea comes from old China, and many people all over the world like it in the morning."
LONGUE = "Le thé vient de la Chine ancienne, et bien des gens dans le monde l'aiment le matin."
SHORT = [
    ("Tea is good.", "Le thé, c'est bon."),
    ("Do you like tea?", "Aimez-vous le thé ?"),
    ("Tea is «good.»", "Le thé est « bon. »"),
    ("Tea is good.", "Le thé, c'est bon。"),
]


@pytest.mark.parametrize(("short", "brief"), SHORT)
def test_noop_a_short_paragraph_that_was_joined_to_a_long_one(short: str, brief: str) -> None:
    parted = write(SOURCE, [short, LONG])
    joined = write(DONE, [f"{brief} {LONGUE}"])
    assert find(joined, parted) == ()
    assert find(parted, joined) == ()
    assert find(write(DONE, [f"{LONGUE} {brief}"]), write(SOURCE, [LONG, short])) == ()


def test_a_short_paragraph_that_is_said_nowhere() -> None:
    short = SHORT[0][0]
    parted, there = write(SOURCE, [short, LONG]), write(DONE, [LONGUE])
    assert [each.rule for each in find(there, parted)] == ["block-missing"]
    assert [each.rule for each in find(parted, there)] == ["block-extra"]
    more = write(DONE, [f"{LONGUE} {LONGUE}"])  # as many sentences as its own source has
    source = write(SOURCE, [short, f"{LONG} {LONG}"])
    assert [each.rule for each in find(more, source)] == ["block-missing"]


def write(text: str, paragraphs: list[str]) -> str:
    """Put paragraphs before the last heading of a text."""
    place = text.rindex("## ")
    return text[:place] + "".join(f"{each}\n\n" for each in paragraphs) + text[place:]


DIRECTIVES = [
    (":::tip[Did you know?]", ":::tip[Le saviez-vous ?]", ":::"),
    ("::: warning", ":::warning", ":::"),
    ("/// note | Attention", "/// note | Gare", "///"),
    ('{{% alert title="Note" %}}', '{{% alert title="Avis" %}}', "{{% /alert %}}"),
    ("{{< details >}}", "{{< details >}}", "{{</ details >}}"),
]
INSIDE = "Never boil the leaves twice, whatever somebody says of it."
DEDANS = "Ne jamais bouillir deux fois les feuilles, quoi qu'on en dise."
each_directive = pytest.mark.parametrize(("opener", "opening", "closer"), DIRECTIVES)


@each_directive
def test_noop_blank_lines_beside_what_opens_and_closes(
    opener: str, opening: str, closer: str
) -> None:
    said = ("Tee", "Wasser.", "Heiß.", "Trinken.", "Zu heiß.")
    words = ("차", "물.", "뜨겁다.", "마셔라.", "너무 뜨겁다.")
    tight = "# {}\n\n{}\n\n{opener}\n{}\n{closer}\n\n{}\n\n{opener}\n{}\n{closer}\n"
    loose = tight.replace("\n", "\n\n").format(*words, opener=opening, closer=closer)
    tight = tight.format(*said, opener=opener, closer=closer)
    assert find(loose, tight) == find(tight, loose) == ()


@each_directive
def test_what_opens_and_closes_and_stands_in_one_of_the_two_alone(
    opener: str, opening: str, closer: str
) -> None:
    with_it, without = write(SOURCE, [opener, INSIDE, closer]), write(DONE, [DEDANS])
    assert {each.rule for each in find(without, with_it)} == {"block-missing"}
    assert {each.rule for each in find(with_it, without)} == {"block-extra"}
    lost = write(SOURCE, [f"{opening}\n{INSIDE}\n{closer}"])
    assert {each.rule for each in find(DONE, lost)} == {"block-missing"}


SAID = ["One two three.", "Four five six.", "Seven.", "Do wait for `pot --warm`."]
WORTE = ["一二三。", "四五六。", "七。", "请等 `pot --warm`。"]


def list_lines(paragraphs: list[str], sign: str = "") -> str:
    return "# T\n\n" + "\n\n".join(sign + each for each in paragraphs) + "\n"


@pytest.mark.parametrize("sign", ["", "- "])
@pytest.mark.parametrize(
    ("order", "line"),
    [([0, 0, 1, 2, 3], 5), ([0, 1, 0, 2, 3], 7), ([0, 1, 2, 2, 3], 9), ([0, 1, 2, 3, 3], 11)],
)
def test_a_text_that_stands_there_twice(sign: str, order: list[int], line: int) -> None:
    [found] = find(list_lines([WORTE[k] for k in order], sign), list_lines(SAID, sign))
    assert (found.rule, found.line) == ("block-extra", line)
    assert f"more than the source, '{WORTE[max(order, key=order.count)]}' once more" in (
        found.message
    )


@pytest.mark.parametrize("order", [[0, 0, 1, 2, 3], [0, 1, 0, 2], [0, 1, 2, 2, 3]])
def test_noop_a_text_that_the_source_has_twice(order: list[int]) -> None:
    there, source = (list_lines([side[k] for k in order]) for side in (WORTE, SAID))
    assert find(there, source) == ()


@pytest.mark.parametrize(
    ("there", "source"),
    [
        (
            ["一二三。", "四五六。", "四五。", "七。"],
            ["One two three.", "Four five six. Four.", "Seven."],
        ),
        (["一二三。", "一二三。", "七。"], ["One two three.", "Uno dos tres.", "Seven."]),
    ],
)
def test_noop_texts_that_are_no_copies(there: list[str], source: list[str]) -> None:
    assert find(list_lines(there), list_lines(source)) == ()


WORDS = {
    "apple": (
        "Apple",
        "A fruit that grows on trees, see",
        "Manzana",
        "Una fruta de los árboles, véase",
    ),
    "cup": ("Cup", "What one drinks tea from, see", "Taza", "De donde se bebe el té, véase"),
    "leaf": ("Leaf", "What the tea is made of, see", "Hoja", "De lo que se hace el té, véase"),
    "pot": ("Pot", "What one pours tea from, see", "Tetera", "De donde se vierte el té, véase"),
    "water": ("Water", "What the leaves are put into, see", "Agua", "Donde van las hojas, véase"),
}


def sort_words(column: int, form: str, without: str = "") -> str:
    """Return a glossary in the order of its own words."""
    entries = sorted((each[column], each[column + 1], name) for name, each in WORDS.items())
    lines = [
        f"## {word}\n\n{text} {form.format(name)}.\n"
        for word, text, name in entries
        if name != without
    ]
    return "# G\n\n" + "\n".join(lines)


@pytest.mark.parametrize("form", ["[it](https://a.example/{})", "`tea --{}`"])
def test_noop_a_glossary_in_the_order_of_its_own_alphabet(form: str) -> None:
    assert find(sort_words(2, form), sort_words(0, form)) == ()
    assert find(sort_words(0, form), sort_words(2, form)) == ()


@pytest.mark.parametrize("name", list(WORDS))
def test_an_entry_that_lacks_in_another_order(name: str) -> None:
    form = "[it](https://a.example/{})"
    source, there = sort_words(0, form), sort_words(2, form, without=name)
    [found] = [each for each in find(there, source) if each.rule == "block-missing"]
    assert "a heading and a paragraph" in found.message
    assert WORDS[name][0] in found.message
    [extra] = [each for each in find(source, there) if each.rule == "block-extra"]
    assert WORDS[name][0] in extra.message


def test_entries_that_all_keep_the_same_are_not_told_apart() -> None:
    form = "[it](https://a.example/tea)"
    there = sort_words(2, form).replace("Una fruta", "Una fruta [más](https://a.example/x)")
    assert find(there, sort_words(0, form, without="apple")) != ()


def test_a_block_that_keeps_nothing() -> None:
    lost = edit("[les tasses](cups.md) et `kettle --slow` et `pot --warm`", "`bouilloire` et `pot`")
    rules = [(each.rule, each.line) for each in find(lost)]
    assert ("block-content", 9) in rules
    within = edit(
        "[les tasses](cups.md) et `kettle --slow` et `pot --warm`", "`bouilloire` et `xpot --warm`"
    )
    assert ("block-content", 9) in [(each.rule, each.line) for each in find(within)]
    code = edit(
        "brew_tea --minutes 3 --leaves green --warm",
        "faire_the --duree 3 --feuilles vertes --chaud",
    )
    assert [(each.rule, each.line) for each in find(code)] == [("block-content", 11)]


@pytest.mark.parametrize(
    "translated",
    [
        edit("`kettle --slow`", "`bouilloire`"),
        edit("brew_tea", "faire_the"),
        edit("et `kettle --slow` et `pot --warm`", "et la suite"),
        edit("[les tasses](cups.md) et `kettle --slow` et `pot --warm`", "« pot --warm »"),
    ],
)
def test_noop_a_block_that_keeps_some(translated: str) -> None:
    assert find(translated) == ()


@pytest.mark.parametrize(
    ("fence", "found"), [("{note}", ()), ("admonish", ()), ("{code-block}", ("block-content",))]
)
def test_words_in_a_fence_of_prose_are_translated(fence: str, found: tuple[str, ...]) -> None:
    source = f"# Tea\n\n```{fence}\nWater should always boil freshly.\n```\n"
    there = f"# Thé\n\n```{fence}\nIl faut une eau bouillie du jour.\n```\n"
    rules = [each.rule for each in find_all(compare(there, source), RULES)]
    assert tuple(rules) == found


def test_noop_codes_that_are_words_of_the_sources_language() -> None:
    source = edit("`kettle --slow`", "`沏茶`", SOURCE)
    source = source.replace("`pot --warm`", "`温杯`").replace("[the cups](cups.md)", "the cups")
    there = edit("[les tasses](cups.md) et `kettle --slow` et `pot --warm`", "`verser` et `boire`")
    assert find_all(compare(there, source), ("block-content",)) == ()


def test_what_agrees_with_the_present_source_is_no_fault() -> None:
    ahead = cut("```sh", "> [!NOTE]")
    present = cut("```sh", "> [!NOTE]", SOURCE)
    assert find_all(compare(ahead, present=present), RULES) == ()
    assert places(find_all(compare(ahead, present=SOURCE), RULES)) == [("block-missing", 11, 1)]


@pytest.mark.parametrize("disclaimer", [DISCLAIMER, OLD_DISCLAIMER])
def test_text_below_the_disclaimer(disclaimer: str) -> None:
    place = DONE.index("## Plus")
    text = DONE[:place] + disclaimer.lstrip("\n") + "\n" + DONE[place:]
    found = [each for each in find(text) if each.rule == "disclaimer-text"]
    assert [text.splitlines()[(each.line or 0) - 1] for each in found] == ["## Plus"]


def test_noop_a_source_that_names_the_translator_itself() -> None:
    both = [f"# T\n\nMade by {ADDRESS} for all.\n\n## More\n\nText.\n"] * 2
    assert find(*both) == ()


FUZZY = "<!-- sync:fuzzy -->"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"## {FUZZY} Titre\n", f"## Titre{FUZZY}\n"),
        (f"## Titre {FUZZY} ##\n", f"## Titre{FUZZY} ##\n"),
        (f"Titre {FUZZY}\n=====\n", f"Titre{FUZZY}\n=====\n"),
        (f"## Titre {{#t}}{FUZZY}\n", f"## Titre{FUZZY} {{#t}}\n"),
        (f"## Titre {FUZZY} {{#t .x}} ##\n", f"## Titre{FUZZY} {{#t .x}} ##\n"),
        (f"{FUZZY} Un **mot**\nde plus.\n", f"Un **mot**\nde plus. {FUZZY}\n"),
        (f"- {FUZZY} [ ] x\n- y\n", f"- [ ] x {FUZZY}\n- y\n"),
        (f"1. {FUZZY} x\r\n   y\r\n", f"1. x\r\n   y {FUZZY}\r\n"),
        (f"- a\n{FUZZY}\n- b\n", f"- a\n- b {FUZZY}\n"),
        (f"- a\n  - b\n  {FUZZY}\n  - c\n", f"- a\n  - b\n  - c {FUZZY}\n"),
        (f"{FUZZY}\n> [!NOTE]\n> x\n> y\n", None),
        (f"> {FUZZY}\n> [!NOTE]\n> x\n> y\n", f"> [!NOTE]\n> x\n> y {FUZZY}\n"),
        (f"> ## {FUZZY} Titre\n", f"> ## Titre{FUZZY}\n"),
        (f"## Titre {{ #t }}{FUZZY}\n", f"## Titre{FUZZY} {{ #t }}\n"),
        (f"x\n{{ .y }} {FUZZY}\n", f"x {FUZZY}\n{{ .y }}\n"),
        (f"> /// tip\n> x\n> /// {FUZZY}\n", f"> /// tip\n> x {FUZZY}\n> ///\n"),
        (f"x\n$$\ny\n$$ {FUZZY}\n", f"x {FUZZY}\n$$\ny\n$$\n"),
        (f"{FUZZY} Un *mot*\n{{: .x}}\n", f"Un *mot* {FUZZY}\n{{: .x}}\n"),
        (f"$$\ny\n$$ {FUZZY}\n", "told"),
        (f"::tip\nx\n:: {FUZZY}\n", f"::tip\nx {FUZZY}\n::\n"),
        (f"x\n*[y]: z {FUZZY}\n", f"x {FUZZY}\n*[y]: z\n"),
        (f"*[y]: z {FUZZY}\n", "told"),
        (
            f'=== "x"\n\n    x\n\n{FUZZY}\n\n=== "y"\n\n    y\n',
            f'=== "x"\n\n    x\n\n\n=== "y{FUZZY}"\n\n    y\n',
        ),
        (f'- === "x" {FUZZY}\n\n      x\n', "told"),
        (f'{FUZZY}\n\n=== "x"\n\n    x\n\n=== "y{FUZZY}"\n\n    y\n', None),
        (f":::{{figure}} x.png\n:alt: x {FUZZY}\n", "told"),
        (f"a\n{FUZZY}\nb\n", "told"),
        (f"text {FUZZY}\n\n## Titre{FUZZY}\n\n{FUZZY}\n\ntext\n", None),
        (f"## Titre{FUZZY} {{#t}}\n\n### Titre{FUZZY} {{.x}} ###\n", None),
        (f"{FUZZY}\n\n$$\nx\n$$\n\nx {FUZZY}\n///\n", None),
        (f"{FUZZY}\n```sh\nls\n```\n\n{FUZZY}\n- a\n", None),
        (f"{FUZZY}\n\n:::{{figure}} x.png\n:alt: x\n\n:::tip\nx {FUZZY}\n:::\n", None),
        (f"| a | b |\n| --- | --- |\n| {FUZZY} x | y |\n", None),
        (f"---\ntitle: x # sync:fuzzy\n---\n\n`{FUZZY}` text\n", None),
    ],
)
def test_marks_go_where_they_do_no_harm(text: str, mended: str | None) -> None:
    rules = ("mark-place", "mark-left")
    comparison = compare(
        f"Intro.\n\n{text}\nEnd.\n" if text[0] != "-" or "title" not in text else text
    )
    found = [each for each in find_all(comparison, rules) if each.rule == "mark-place"]
    fixed = fix_all(comparison, rules).text
    if mended in (None, "told"):
        assert len(found) == (mended == "told")
        assert fixed == comparison.translated.text
        return
    assert len(found) == 1
    assert fixed == comparison.translated.text.replace(text, mended or "")
    assert not [each for each in find_all(compare(fixed), rules) if each.rule == "mark-place"]


def test_marks_of_mdx_are_moved_as_mdx_writes_them() -> None:
    mdx = find_dialect("page.mdx")
    text = read_markdown("## {/* sync:fuzzy */} Titre\n\n{/* sync:fuzzy */} Un mot.\n", mdx)
    fixed = fix_all(compare("").with_translation(text), ("mark-place",))
    assert fixed.text == "## Titre{/* sync:fuzzy */}\n\n{/* sync:fuzzy */} Un mot.\n"


def test_a_mark_of_mdx_above_an_alert_s_tag() -> None:
    text = read_markdown(
        "> {/* sync:fuzzy */}\n> [!NOTE]\n> x\n\n{/* sync:fuzzy */}\n", find_dialect("page.mdx")
    )
    fixed = fix_all(compare("").with_translation(text), ("mark-place",))
    assert fixed.text == "> [!NOTE]\n> x {/* sync:fuzzy */}\n\n{/* sync:fuzzy */}\n"


def test_a_misplaced_mark_is_one_finding_and_warns_where_the_stamp_owns_up() -> None:
    comparison = compare(f"## {FUZZY} Titre\n", state=State.PENDING)
    [found] = find_all(comparison, ("mark-place", "mark-left"))
    assert (found.rule, found.severity) == ("mark-place", Severity.WARNING)
