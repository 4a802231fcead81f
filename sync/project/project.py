"""A project as every command opens it: root, configuration, repository, and what is there."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.names import quote_name
from sync.project.config import Config, find_root, read_config
from sync.project.discovery import discover, find_opened, open_disk
from sync.project.inventory import Inventory
from sync.project.known_stamps import KnownSpecs
from sync.project.specs import Specs
from sync.project.trees import is_below
from sync.results import Caller

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sync.git import Repository
    from sync.history import History
    from sync.markdown.dialect import Dialect
    from sync.markdown.generated import GeneratedPair
    from sync.model import Location
    from sync.project.layout import Layout
    from sync.project.trees import Tree
    from sync.project.upstreams import OpenUpstream
    from sync.stamps.spec import StampSpec


_DOCUSAURUS = "/docusaurus-plugin-content-"


class Project:
    """A root with its configuration; ``repository`` is None outside git.

    ``caller`` is how it was opened, for every command that is advised about it. With a ``commit``
    its files are those of that commit, wherever the work tree is, if there is one.
    """

    def __init__(
        self,
        root: Path,
        config: Config,
        repository: Repository | None,
        caller: Caller = Caller(),  # noqa: B008  it is frozen
        commit: str | None = None,
    ) -> None:
        """Take them; nothing is looked at yet."""
        self.root = root
        self.config = config
        self.repository = repository
        self.caller = caller
        self.commit = commit
        self._specs = KnownSpecs()

    def __reduce__(self) -> tuple[object, ...]:
        """Send no history: it has processes of git."""
        return Project, (self.root, self.config, self.repository, self.caller, self.commit)

    @property
    def generated(self) -> tuple[GeneratedPair, ...]:
        """The pairs of comments around generated blocks that the configuration adds."""
        return self.config.generated

    @property
    def codes(self) -> Mapping[str, str]:
        """The codes of languages whose names are none."""
        return dict(code for each in (self.config, *self.config.projects) for code in each.codes)

    @property
    def source_language(self) -> str:
        """The code of the language that the sources are in."""
        from sync.languages import find_code

        word = self.config.source_language
        return find_code(word) or word

    @property
    def named_languages(self) -> frozenset[str]:
        """The languages that the configuration names."""
        configs = (self.config, *self.config.projects)
        return frozenset(language for each in configs for language in each.languages)

    def find_dialect(self, path: str) -> Dialect:
        """Return the kind of Markdown that the file at ``path`` is read and written as."""
        from sync.markdown.dialect import find_dialect

        folders = self._docusaurus
        is_source = is_below(path, folders) or "" in folders
        is_built_as_mdx = is_source or (bool(folders) and _DOCUSAURUS in path)
        return find_dialect(path, self.config.containers, is_built_as_mdx=is_built_as_mdx)

    @cached_property
    def _docusaurus(self) -> tuple[str, ...]:
        """The folders of sources that Docusaurus builds, told by where translations are."""
        configs = self.config.projects or (self.config,)
        return tuple(each.source or "" for each in configs if _DOCUSAURUS in each.translations)

    @cached_property
    def history(self) -> History | None:
        """The history of the documents, opened once; None outside git."""
        from sync.history import History

        return None if self.repository is None else History(self.repository, self.commit)

    def open_history(self, folders: Collection[str]) -> History | None:
        """Return the history of documents of which some lie in repositories in ``folders``."""
        own = self.repository
        configs = self.config.projects or (self.config,)
        if not folders or (own is None and any(each.upstream is None for each in configs)):
            return self.history
        from sync.cache import Cache
        from sync.git.nested import open_nested
        from sync.history import History
        from sync.history.nested import NestedHistory

        inner = {
            folder: self.upstreams[folder].open_history(own)
            for folder in folders
            if folder in self.upstreams
        }
        if own is None:  # what is here has no history, and the sources have one
            return NestedHistory(next(iter(self.upstreams.values())).repository, inner, Cache(None))
        others = (folder for folder in folders if folder not in inner)
        inner |= {folder: History(open_nested(own, folder)) for folder in others}
        return NestedHistory(own, inner)

    @cached_property
    def upstreams(self) -> Mapping[str, OpenUpstream]:
        """The repositories that hold sources, by what the paths of those begin with.

        Raises:
            ConfigError: one is not there, or cannot be read.
        """
        if all(each.upstream is None for each in self.config.projects or (self.config,)):
            return {}
        from sync.project.upstreams import open_upstreams

        return open_upstreams(self.root, self.config, self.repository)

    def view_disk(self) -> View:
        """Look at the files on disk."""
        return self.view(open_disk(self.config, self.root, self.repository))

    def view_files(self) -> View:
        """Look at the files that are the project's: those of its commit, else those on disk."""
        if self.commit is None or self.repository is None:
            return self.view_disk()
        from sync.project.trees.commit import CommitTree

        return self.view(CommitTree(self.repository, self.commit, find_opened(self.config)))

    def view(self, tree: Tree) -> View:
        """Look at one state of the files, with the sources of other repositories."""
        whole = tree
        if self.upstreams:
            from sync.project.upstreams import mount

            whole = mount(tree, self.upstreams)
        inventory = self.discover(whole)
        self.caller = self.caller._replace(nested=tree.nested)  # known once files are listed
        return View(self, whole, inventory)

    def discover(self, tree: Tree) -> Inventory:
        """Find out what a state of the files holds that has all sources."""
        return discover(self.config, tree, known=self._specs, find_former=self._find_former)

    def _find_former(self, paths: Collection[str]) -> Collection[str]:
        """Return those of ``paths`` that git knows; nobody knows any where it cannot tell."""
        try:
            return () if self.history is None else self.history.find_former(paths)
        except GitError:
            return ()

    def find_spec(self, number: int) -> StampSpec | None:
        """Return how one of several projects stamps translations, as far as was seen.

        None for stamps of our own form, which are Co-op Translator's.
        """
        config = self.config.projects[number] if self.config.projects else self.config
        return self._specs.of(config, number).found


class View(NamedTuple):
    """One state of the project's files: on disk, in git's index, or in a commit."""

    project: Project
    tree: Tree
    inventory: Inventory

    @property
    def layout(self) -> Layout:
        """Where sources and translations are."""
        return self.inventory.layout

    def open_history(self) -> History | None:
        """Return the history of the sources; None outside git."""
        if not self.tree.nested:
            return self.project.history
        sources = [self.layout.source_path(each) for each in self.inventory.documents]
        sources += [orphan.source for orphan in self.inventory.orphans]
        nested = self.tree.nested
        held = {folder for folder in nested if any(is_below(each, (folder,)) for each in sources)}
        return self.project.open_history(held)

    @property
    def specs(self) -> Specs:
        """What tells how translations are stamped."""
        return Specs(self._find_spec, self._find_submodule)

    def _find_submodule(self, path: str) -> str | None:
        from sync.git import find_submodule, find_submodule_at

        project = self.project
        if project.repository is None:
            return None
        if project.commit is not None:
            return find_submodule_at(project.repository, project.commit, path)
        return find_submodule(project.repository, path)

    def _find_spec(self, location: Location) -> StampSpec | None:
        """Return how the project records what a translation was made from."""
        return self.project.find_spec(self.number_of(location))

    def config_of(self, location: Location) -> Config:
        """Return the configuration of the project that a translation belongs to."""
        config = self.project.config
        return config.projects[self.number_of(location)] if config.projects else config

    def number_of(self, location: Location) -> int:
        """Return which of several projects a translation belongs to."""
        return self.layout.number_of(location.language, location.document)


def open_project(
    cwd: Path, root: str | None = None, config: str | None = None, prompt: Path | None = None
) -> Project:
    """Open the project that the folder ``cwd`` belongs to, or the one at ``root``.

    ``root`` and ``config``, a configuration's file, are relative to ``cwd``. ``prompt`` is where
    the commands that are printed will be pasted; None for ``cwd``.

    Raises:
        UsageError, ConfigError, GitError: as `find_root` and `read_config`.
    """
    place, repository = find_root(root, cwd)
    file = None if config is None else cwd / config
    given = {"--root": root, "--config": config}
    if prompt not in (None, cwd):
        given = {name: text and _relate(prompt, cwd / text) for name, text in given.items()}
    caller = _describe_caller(prompt or cwd, place, given)
    read = read_config(place, file, repository)
    caller = caller._replace(names_config=config is not None, upstreams=name_upstreams(read))
    return Project(place, read, repository, caller)


def name_upstreams(config: Config) -> tuple[tuple[str, str], ...]:
    """Return the clones that hold sources, by what the paths of those begin with."""
    upstreams = (each.upstream for each in config.projects or (config,))
    clones = {each.mount: each.repository for each in upstreams if each is not None}
    return tuple(clones.items())


def _describe_caller(cwd: Path, root: Path, given: Mapping[str, str | None]) -> Caller:
    """Return how the program was called, and from where."""
    said = ((name, text) for name, text in given.items() if text is not None)
    options = "".join(f" {name} {quote_name(text)}" for name, text in said)
    folder = _relate(root, cwd)
    if not f"{folder}/".startswith("../"):
        return Caller(options, folder="" if folder == "." else folder)
    return Caller(options, root=_relate(cwd, root), folder=None)


def _relate(start: Path, path: Path) -> str:
    """Return a path seen from a folder, with ``/``; both are absolute."""
    return os.path.relpath(os.path.realpath(path), os.path.realpath(start)).replace(os.sep, "/")
