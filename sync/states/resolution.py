"""The states that only the history can tell: stale, cosmetic, or pending after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError, LackingError, RefusedError
from sync.model import Base, Reason, State
from sync.stamps import find_file_parser
from sync.states.questions import Questions, find_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.history import BaseQuery
    from sync.model import Status
    from sync.states.cosmetic import Verdicts
    from sync.versions import Versions


def resolve_all(
    drafts: Sequence[Status], versions: Versions
) -> tuple[tuple[Status, ...], tuple[GitError, ...]]:
    """Resolve the drafts that are open, in order; return git's failures beside them.

    A translation that such a failure concerns stays as it was, with git's words as its reason.
    """
    asked = [
        find_questions(draft, draft.stamp) if draft.stamp is not None and draft.is_open else None
        for draft in drafts
    ]
    questions = {each for each in asked if each is not None}
    versions.look_up({query for each in questions for query in each.all})
    resolver = _Resolver(versions)
    versions.fetch({query for each in questions for query in resolver.find_unread(each)})
    resolved = tuple(
        draft if each is None else resolver.resolve(draft, each)
        for draft, each in zip(drafts, asked, strict=True)
    )
    return resolved, (*resolver.failures, *versions.failures)


class _Resolver:
    """Decides, one translation at a time, once the texts are there."""

    def __init__(self, versions: Versions) -> None:
        self.failures: list[GitError] = []
        self._versions = versions
        self._pairs = versions.view.project.generated
        self._counted = versions.view.project.config.front_matter
        self._verdicts = _open_verdicts(versions)
        # What translations without a second hash were found to be made from: the same for all
        # languages that ask the same.
        self._stale: dict[Questions, Base] = {}

    def find_unread(self, asked: Questions) -> Iterator[BaseQuery]:
        """Yield the bases whose texts are needed, as far as no verdict is known yet."""
        if self._lacks(asked.origin.source):
            return
        for query in (asked.compared, asked.prose):
            if query is None or not isinstance(self._versions.find(query), Base):
                continue
            if query is asked.prose or self._recall(query) is None:
                yield query

    def resolve(self, draft: Status, asked: Questions) -> Status:
        """Return the status as it is once the history has spoken."""
        is_plain = draft.stamp is not None and draft.stamp.synced_hash is None
        if is_plain and asked in self._stale:
            return draft._replace(base=self._stale[asked], reason=None)
        origin = self._versions.find(asked.origin)
        base, missing = (origin, None) if isinstance(origin, Base) else (None, origin)
        draft = draft._replace(base=base)
        if missing in (Reason.AMBIGUOUS_COMMIT, Reason.NOT_COMMITTED):
            return _resolve_unnamed(draft, missing)
        if self._lacks(draft.location.source):
            return self._resolve_lacking(draft, asked, missing)
        return self._resolve_found(draft, asked, missing, is_plain=is_plain)

    def _resolve_found(
        self, draft: Status, asked: Questions, missing: str | None, *, is_plain: bool
    ) -> Status:
        """Resolve one whose source can be read, whether or not its base is known."""
        is_same = asked.compared is None or self._is_same(draft, asked.compared)
        if not is_plain:
            return self._resolve_pending(draft, asked, missing, is_same=is_same)
        if draft.base is not None and self._versions.is_present(asked.origin):
            return draft._replace(state=State.CURRENT)
        if is_same:
            return draft._replace(state=State.COSMETIC)
        return self._resolve_stale(draft, asked, missing)

    def _lacks(self, source: str) -> bool:
        """Tell whether a partial clone lacks the present source, of which git has the name."""
        try:
            self._versions.source(source)
        except LackingError:
            return True
        return False

    def _resolve_lacking(self, draft: Status, asked: Questions, missing: str | None) -> Status:
        """Resolve one whose source cannot be read here: it may be its base all the same."""
        named = draft.stamp and (draft.stamp.destination or draft.stamp.origin)
        if draft.base is not None and named == asked.origin.name:
            try:
                if self._versions.is_present(asked.origin):
                    return draft._replace(state=State.CURRENT)
            except LackingError:
                pass
        return draft._replace(reason=missing or Reason.PARTIAL_CLONE.value)

    def _resolve_stale(self, draft: Status, asked: Questions, missing: str | None) -> Status:
        """Resolve one whose source says something else than its base, as far as bytes tell."""
        base = draft.base
        if base is None:
            return self._resolve_unknown(draft, missing)
        if self._is_ignored(draft, base):
            return draft._replace(state=State.COSMETIC, reason=Reason.IGNORED_COMMITS.value)
        reason = self._explain_unread(asked.origin)
        if reason is None:
            self._stale[asked] = base
        return draft._replace(reason=reason)

    def _resolve_pending(
        self, draft: Status, asked: Questions, missing: str | None, *, is_same: bool
    ) -> Status:
        """Resolve one that was brought to another version than its words were made from.

        Its prose keeps it from being done only where the tables alone were brought there.
        """
        if not is_same:
            return draft._replace(state=State.STALE, reason=missing)
        reason = Reason.NOT_STAMPED.value if self._has_same_prose(draft, asked) else None
        return draft._replace(state=State.PENDING, reason=reason)

    def _is_ignored(self, draft: Status, base: Base) -> bool:
        """Tell whether nothing but commits that do not count led from a base to the source."""
        source = self._versions.source(draft.location.source)
        return base.same_as is not None and source.is_blob(base.same_as)

    def _resolve_unknown(self, draft: Status, missing: str | None) -> Status:
        if missing == Reason.UNKNOWN_HASH and self._changed_blocks_only(draft):
            return draft._replace(state=State.COSMETIC, reason=Reason.GENERATED_BLOCK.value)
        return draft._replace(reason=missing)

    def _explain_unread(self, query: BaseQuery) -> str | None:
        """Return why a base that was found could not be compared, if it could not."""
        failure = self._versions.find_failure(query)
        return None if failure is None else str(failure)

    def _text(self, query: BaseQuery) -> bytes | None:
        return self._versions.text(query)

    def _recall(self, query: BaseQuery) -> bool | None:
        base = self._versions.find(query)
        if not isinstance(base, Base) or self._verdicts is None:
            return None
        return self._verdicts.recall(base.blob, self._versions.source(query.source))

    def _is_same(self, draft: Status, query: BaseQuery) -> bool:
        """Tell whether a base is found and has the present source's canonical form."""
        base = self._versions.find(query)
        if not isinstance(base, Base) or self._verdicts is None or not _is_markdown(draft):
            return False
        source = self._versions.source(draft.location.source)
        known = self._verdicts.recall(base.blob, source)
        if known is not None:
            return known
        text = self._text(query)
        return text is not None and self._verdicts.compare(base.blob, text, source)

    def _has_same_prose(self, draft: Status, asked: Questions) -> bool:
        """Tell whether neither marks nor changed prose are left to be worked on."""
        if asked.prose is None or not _is_markdown(draft):
            return False
        source = self._versions.source(draft.location.source)
        if self._versions.is_present(asked.prose):
            return True
        text = self._text(asked.prose)
        if text is None:
            return False
        from sync.markdown.units import same_prose

        try:
            base = self._versions.parse(text, source.path)
            present = self._versions.parse_source(draft.location)
            return same_prose(base, present, self._pairs, self._counted)
        except RefusedError:
            return False

    def _changed_blocks_only(self, draft: Status) -> bool:
        if self._verdicts is None or draft.stamp is None or not _is_markdown(draft):
            return False
        source = self._versions.source(draft.location.source)
        try:
            return self._verdicts.changed_blocks_only(source, draft.stamp.translation_date)
        except GitError as error:
            self.failures.append(error)
            return False


def _resolve_unnamed(draft: Status, missing: str) -> Status:
    """Resolve one whose stamp names several versions, or that was never committed."""
    if missing == Reason.NOT_COMMITTED:
        return draft._replace(state=State.UNSTAMPED, stamp=None)
    record = None if draft.stamp is None else draft.stamp.record
    value = "" if record is None else record.value
    message = f"several commits begin with {value!r}; write more of its digits"
    return draft._replace(state=State.INVALID, reason=f"{draft.location.path}: {message}")


def _open_verdicts(versions: Versions) -> Verdicts | None:
    if versions.history is None:
        return None
    from sync.states.cosmetic import Verdicts

    project = versions.view.project
    return Verdicts(versions.history, project.generated, project.config.front_matter)


def _is_markdown(draft: Status) -> bool:
    """Tell whether a document has tables and prose; a notebook is JSON."""
    return find_file_parser(draft.location.document) is None
