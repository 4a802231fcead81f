"""Code between calls of a template is one block of code."""

from __future__ import annotations

import pytest

from sync.markdown.called_code import read_language
from sync.markdown.document import BlockKind, read_markdown
from tests.pathological.work import LINEAR, Action, measure_growth

CODE = (
    "{% highlight ruby linenos %}\n# pour\npot.pour\n\n- pot\n{% endhighlight %}\n",
    "{%- highlight html -%}\n<pot>\n\n{{ x }}\n{%- endhighlight -%}\n",
    '{{< highlight go "linenos=table" >}}\n> a\n\n    b\n{{< /highlight >}}\n',
    "{{% mermaid %}}\ngraph TD\n\n A --> B\n{{% /mermaid %}}\n",
)


@pytest.mark.parametrize("code", CODE)
def test_it_is_a_fence_to_us(code: str) -> None:
    blocks = read_markdown(f"# Tea\n\nAbove.\n{code}\nBelow.\n").blocks
    kinds = [block.kind for block in blocks]
    paragraph = BlockKind.PARAGRAPH
    assert kinds == [BlockKind.HEADING, paragraph, BlockKind.FENCE, paragraph]
    assert blocks[2].end - blocks[2].start == code.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "{% highlight ruby %}\nnever ends\n",
        "{% endhighlight %}\n\ntext\n\n{% endhighlight %}\n",
        "{% tab %}\ntext\n{% endtab %}\n",
        "Say {% highlight ruby %} a {% endhighlight %}\n",
        "```\n{% highlight ruby %}\n```\n\n{% endhighlight %}\n",
        "{{< mermaid >}}\nno\n{{< /highlight >}}\n",
    ],
)
def test_what_does_not_end_or_stands_in_a_text_is_as_it_was(text: str) -> None:
    fences = [each for each in read_markdown(text).blocks if each.kind is BlockKind.FENCE]
    assert len(fences) == text.startswith("```")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("```Ruby", "ruby"),
        ("~~~", ""),
        ("{% highlight ruby linenos %}", "ruby"),
        ('{{< highlight go "a=b" >}}', "go"),
        ("{{< mermaid >}}", "mermaid"),
    ],
)
def test_its_language_is_named_on_its_first_line(line: str, language: str) -> None:
    assert read_language(line) == language


@pytest.mark.parametrize("text", [CODE[0], "{% highlight ruby %}\n", "{{< mermaid >}}\n\nx\n"])
def test_it_is_read_in_proportion(text: str) -> None:
    def make(size: int) -> Action:
        return lambda: read_markdown(text * size).blocks

    assert measure_growth(make, 60) < LINEAR
