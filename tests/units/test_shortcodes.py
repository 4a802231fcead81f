"""Which of Hugo's shortcodes have words in them, and what their names are."""

from __future__ import annotations

import pytest

from sync.units.shortcodes import name_shortcodes, strip_shortcodes


@pytest.mark.parametrize(
    "text",
    [
        "{{% include notes/setup.md %}}",
        "{{< /tabpane >}}",
        "{{% / tab %}}",
        '{{< figure src="a.png" width="80%" />}}',
        "{{< tabpane text=true >}}",
        '{{< rows type="cup" >}}',
        "{{< clear >}}",
    ],
)
def test_a_call_without_words_is_none(text: str) -> None:
    assert strip_shortcodes(f"{text}{text}") == ""


@pytest.mark.parametrize(
    "text",
    [
        '{{% alert title="Note" %}}',
        "{{< tab Kettle >}}",
        '{{< tab "Kettle" >}}',
        '{{< cup of="green tea" >}}',
        '{{< figure src="a.png" alt="cup" >}}',
        "Use {{ .Values.kettle }} here",
        "{{< unfinished",
        "plain words",
    ],
)
def test_words_stay(text: str) -> None:
    assert strip_shortcodes(text) == text


def test_names_are_read_with_their_strokes() -> None:
    text = "{{% alert title='x' %}} words {{< tab A >}} {{% /alert %}} {{ .Title }}"
    assert list(name_shortcodes(text)) == ["alert", "tab", "/alert"]
