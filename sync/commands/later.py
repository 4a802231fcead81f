"""What completes words in a shell, imported when one asks, and no sooner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def complete_with(
    what: str,
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem] | list[str]]:
    """Return what completes ``what`` in a shell; nothing is imported for it before."""

    def complete(
        ctx: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem] | list[str]:
        from sync.commands import completing

        function = getattr(completing, f"complete_{what}")
        return cast("list[CompletionItem] | list[str]", function(ctx, parameter, incomplete))

    return complete
