"""What looks wrong about words, and what does not."""

from __future__ import annotations

import pytest

from sync.exchange.warnings import explain_reused, find_cautions
from sync.markdown.dialect import find_dialect

FOUND = [
    ("placeholder", "Hello {name}", "Bonjour {nom}", "fr", "it lacks {name} of the source's"),
    (
        "placeholder",
        "Hi {{ user.name }}",
        "Salut toi",
        "fr",
        "it lacks {{user.name}} of the source's",
    ),
    ("placeholder", "%d of %s files", "%d fichiers", "fr", "it lacks %s of the source's"),
    (
        "placeholder",
        "%(count)d files",
        "% (count) d fichiers",
        "fr",
        "it lacks %(count)d of the source's",
    ),
    ("placeholder", "Set ${HOME}", "Mets ${MAISON}", "fr", "it lacks ${HOME} of the source's"),
    (
        "placeholder",
        "Press <kbd>A</kbd>",
        "Presse A",
        "fr",
        "it lacks <kbd>, </kbd> of the source's",
    ),
    ("placeholder", "Press it", "Presse <kbd>le</kbd>", "fr", "<kbd>, </kbd> is not in the source"),
    (
        "placeholder",
        "{% note %} Wait",
        "{% nota %} Attends",
        "fr",
        "it lacks {%note of the source's",
    ),
    (
        "placeholder",
        '{{< fig alt="A cat" >}} one',
        '{{< abb alt="Ein Tier" >}} eins',
        "de",
        "it lacks {{<fig of the source's",
    ),
    ("numbers", "takes 43 minutes", "dauert 34 Minuten", "de", "number is 34, in the source 43"),
    (
        "numbers",
        "takes 43 minutes",
        "dauert Minuten",
        "de",
        "the text lacks the number 43 of the source's",
    ),
    ("numbers", "ages", "50 Jahre", "de", "the number 50 is not in the source's text"),
    ("same-as-source", "Warm the pot", "Warm  the\npot", "de", "it says what the source says"),
    ("same-as-source", "![A pot](a.png)", "![A pot](b.png)", "de", "it says what the source says"),
    (
        "length",
        "Warm the pot before you fill it.",
        "Kanne.",
        "de",
        "it is much shorter than the source",
    ),
    (
        "length",
        "Warm the pot before you fill it.",
        "wärmen " * 16,
        "de",
        "it is much longer than the source",
    ),
    (
        "script",
        "Warm the pot",
        "Wärme die Kanne",
        "he",
        "it has no letter of the language's script (hebrew)",
    ),
    ("script", "Warm the pot", "Нагрей", "ja", "it has no letter of the language's script (cjk)"),
    (
        "script",
        "Warm the pot",
        "חמם את 水壶",
        "he",
        "'水' is cjk, which neither language is written in",
    ),
    (
        "script",
        "Warm the pot",
        "Wärme die Каnne",
        "de",
        "'К' is cyrillic, which neither language is written in",
    ),
    (
        "emphasis",
        "Warm the **pot**",
        "Wärme die Kanne",
        "de",
        "bold text: 0 in it, 1 in the source",
    ),
    (
        "emphasis",
        "Warm the *pot*",
        "Wärme die * Kanne*",
        "de",
        "emphasis: 0 in it, 1 in the source",
    ),
    ("emphasis", "Warm it", "~~Wärme~~ sie", "de", "struck text: 1 in it, 0 in the source"),
    (
        "emphasis",
        "a **(pot)** here",
        "在**（壶）**这里",
        "zh-CN",
        "bold text: 0 in it, 1 in the source",
    ),
    ("end-mark", "Is it warm?", "Sie ist warm.", "de", "the source ends in '?'"),
    ("end-mark", "Warm it", "Wärme sie:", "de", "it ends in ':'"),
    ("end-mark", "**Warm it!**", "**Wärme sie.**", "de", "the source ends in '!'"),
    (
        "bidi",
        "Warm the pot",
        "חמם \u202eאת הקומקום",
        "he",
        "U+202E RIGHT-TO-LEFT OVERRIDE forces a direction on the text behind it",
    ),
    (
        "bidi",
        "Warm the pot",
        "Wärme die Kan\u200bne",
        "de",
        "U+200B ZERO WIDTH SPACE parts a word unseen",
    ),
]


@pytest.mark.parametrize(("rule", "text", "words", "language", "message"), FOUND)
def test_what_looks_wrong_is_told(
    rule: str, text: str, words: str, language: str, message: str
) -> None:
    assert [
        (caution.value, told) for caution, told in find_cautions(text, words, "cell", language)
    ] == [(rule, message)]


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Hello {name}", "{name}, bonjour", "fr"),
        ("Hi {{ name }}", "Salut {{name}}", "fr"),
        ('{{< fig alt="A cat" >}} one', '{{< fig alt="Ein Tier" >}} eins', "de"),
        ("100% sure, 5 % each", "100 % sûr, 5% chacun", "fr"),
        ('Press <a href="x.md">it</a>', 'Drück <a href="../x.md">sie</a>', "de"),
        ("**Bold** and *thin*", "<strong>粗</strong>和<em>细</em>", "zh-CN"),
        ("<b>Bold</b>", "**Fett**", "de"),
        ("`{name}` is kept", "`{name}` bleibt", "de"),
        ("{name} is kept <!-- {not} -->", "{name} bleibt <!-- {not} -->", "de"),
        ("takes 1,500 ms", "dauert 1.500 ms", "de"),
        ("takes 43 minutes", "٤٣ دقيقة", "ar"),
        ("`azd up` 42", "`azd up` 42", "de"),
        ("Yes", "Selbstverständlich doch", "de"),
        ("Warm the pot before you fill it.", "倒水前先温壶。", "zh-CN"),
        ("GitHub Copilot Chat", "Chat GitHub Copilot", "he"),
        ("Node.js, Express", "Node.js، Express", "ar"),
        ("2 * 3 * 4 is a_b_c", "2 * 3 * 4 ist a_b_c", "de"),
        ("The angle α", "Der Winkel α", "de"),
        ("The angle", "Der Winkel α", "de"),
        ("Tea", "お茶ー々", "ja"),
        ("Tea", "Чай", "xx"),
        ("Is it warm?", "هل هو دافئ؟", "ar"),
        ("Warm it:", "温める：", "ja"),
        ("**Is it (warm)?**", "**Ist sie (warm)?**", "de"),
        ("A sentence.", "文", "ja"),
        ("Tea \u202dnow\u202c", "Tee \u202djetzt\u202c", "de"),
        ("Persian", "می\u200cخواهم", "fa"),
    ],
)
def test_noop_what_languages_may_do(text: str, words: str, language: str) -> None:
    assert list(find_cautions(text, words, "paragraph", language)) == []


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("Wait", "Warten {exit(1)}", "{exit(1)} is not in the source"),
        ("Wait", "Warten { offen", "{ is not in the source"),
        ("Wait", "Warten }", "} is not in the source"),
        ("Wait {a + b} now", "Jetzt warten", "it lacks {a+b} of the source's"),
        ("Wait {t('a')}", "Warten {t('b')}", "it lacks {t('a')} of the source's"),
        ("<Pot of={[1, 2]} />", "<Pot of={[1, 3]} />", "it lacks {[1,2]} of the source's"),
        ("Hi {name} <kbd>", "Hallo {name}", "it lacks <kbd> of the source's"),
        (
            '{"Hello you"} <T a={b} />',
            '{"Hallo du" + x} <T a={b} />',
            'it lacks {""} of the source\'s',
        ),
    ],
)
def test_what_a_build_of_mdx_would_run_is_the_source_s(text: str, words: str, message: str) -> None:
    found = find_cautions(text, words, "paragraph", "de", find_dialect("tea.mdx"))
    assert ("placeholder", message) in [(caution.value, told) for caution, told in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wait {a + b} now", "Jetzt {a+b} warten"),
        ('Say {"hello you"}', "Sag {'hallo du'}"),
        ('<Pot title={"Tea pot"} of={[1, 2]} />', '<Pot title={"Kanne"} of={[1, 2]} />'),
        ("Wait", "Warten \\{ hier"),
        ("Run `a {b}`", "`a {b}` starten"),
        ("Wait {/* a } */}", "Warten {/* a } */}"),
        ("<Pot style={{color: c}} />", "<Pot style={{ color: c }} />"),
    ],
)
def test_noop_words_of_mdx_may_change(text: str, words: str) -> None:
    found = find_cautions(text, words, "paragraph", "de", find_dialect("tea.mdx"))
    assert "placeholder" not in [caution for caution, _ in found]


def test_noop_braces_of_markdown_are_text() -> None:
    assert list(find_cautions("Wait here", "Warten {a + b", "paragraph", "de")) == []
    mdx = find_dialect("tea.mdx")
    assert list(find_cautions("Wait here", "Warten {a + b", "front-matter", "de", mdx)) == []


def test_code_is_looked_at_for_what_programs_read() -> None:
    code = '```python\nprint(f"Hello {name}")  # greet 3 *people*\n```'
    assert list(find_cautions(code, code, "code", "de")) == []
    other = code.replace("{name}", "{nom}")
    assert [caution for caution, _ in find_cautions(code, other, "code", "de")] == ["placeholder"]


@pytest.mark.parametrize(
    ("text", "others", "message"),
    [
        ("Warm the pot", ["Drink the tea"], "'Drink the tea' has the same translation"),
        ("Save", ["Save", "Load"], "'Load' has the same translation"),
        ("Save", ["Save"], None),
        ("Load testing", ["Load Testing", "Load-testing"], None),
        ("Run `a`", ["Run `b`", "[run](c.md)"], None),
        ("Save", [], None),
    ],
)
def test_words_of_another_text_are_told(text: str, others: list[str], message: str | None) -> None:
    assert explain_reused(text, others) == message


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("Unter <3 Kannen", True),
        ("Wenn a < b", True),
        ('<Pot title="Die "Kanne"">x</Pot>', True),
        ("Ein <Pot", True),
        ("Unter \\<3 Kannen", False),
        ("Unter &lt;3 und `<4`", False),
        ("5 > 3", False),
    ],
)
def test_what_begins_no_tag_stops_the_build_of_mdx(words: str, is_told: bool) -> None:
    text = '<Pot title="The pot">x</Pot>' if words.endswith("</Pot>") else "Some words"
    for name in ("tea.mdx", "tea.md"):
        found = find_cautions(text, words, "paragraph", "de", find_dialect(name))
        told = [message for caution, message in found if caution.value == "placeholder"]
        is_mdx = name == "tea.mdx"
        assert any("begins no tag" in each for each in told) is (is_told and is_mdx)


def test_tags_of_mdx_that_are_whole_are_no_fault() -> None:
    text = '<Pot of={[1, {a: 2}]} {...rest} is-hot title = "Tea" /> and <></>'
    found = find_cautions(
        text, text.replace("Tea", "Tee"), "paragraph", "de", find_dialect("tea.mdx")
    )
    assert "placeholder" not in [caution.value for caution, _ in found]
