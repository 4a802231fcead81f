"""What rich draws for a terminal, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sync.reports.values import Screen


def draw(renderable: RenderableType, screen: Screen) -> str:
    """Return what a terminal shows of a table or a page, without blanks at the ends of lines."""
    from rich.console import Console

    console = Console(
        force_terminal=True,
        width=screen.width,
        color_system="standard" if screen.has_colour else None,
        no_color=not screen.has_colour,
    )
    with console.capture() as capture:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().strip("\n").split("\n"))
