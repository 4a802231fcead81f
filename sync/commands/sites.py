"""``--format html --output DIR`` and ``site DIR``: what commands found becomes a site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sync.commands.targets import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sync.commands.targets import Target
    from sync.project.project import Project
    from sync.project.query import Query


def write_sites(
    targets: Sequence[Target],
    project: Project,
    part: str,
    render: Callable[[], str],
    query: Query | None = None,
) -> None:
    """Write a part of a site, and its pages, for each target that is one.

    ``render`` returns the command's report as JSON; it is asked once. ``query`` is what it was
    asked of, None for all.

    Raises:
        UsageError, FileError: as `sync.site.build.write_site`.
    """
    paths = [Path(target.path) for target in targets if target.format == SITE and target.path]
    if not paths:
        return
    text = render()
    for path in paths:
        write_folder(path, project, {part: text}, query=query)


def write_folder(
    path: Path,
    project: Project,
    texts: Mapping[str, str],
    address: str | None = None,
    *,
    query: Query | None = None,
) -> None:
    """Write parts of a site, JSON reports by name, and the pages that are made of them.

    ``address`` is where it will be published, if that is known; ``query`` as above.

    Raises:
        UsageError, FileError: as `sync.site.build.write_site`.
    """
    from sync.site.build import write_site
    from sync.site.directions import find_tag
    from sync.site.forge import open_forges, read_origin
    from sync.site.page import Surroundings

    around = Surroundings(
        name=project.root.resolve().name,
        caller=project.caller,
        forge=open_forges(project),
        codes=project.codes,
        source_language=find_tag(project.source_language),
        address=address,
        origin=None if project.repository is None else read_origin(project.repository),
    )
    write_site(path, texts, around, is_whole=query is None or query.is_plain)
