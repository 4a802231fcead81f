"""A project and one look at its files, which can be handed to another process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.project.project import Project, View


class Sight:
    """A project with a view of it; where it is pickled, the receiver looks at the files anew."""

    def __init__(self, project: Project, view: View) -> None:
        """Take both over."""
        self.project = project
        self.view = view

    def __reduce__(self) -> tuple[object, ...]:
        """Send the project alone: an inventory may be large, and the disk is there."""
        return _look_anew, (self.project,)


def _look_anew(project: Project) -> Sight:
    return Sight(project, project.view_disk())
