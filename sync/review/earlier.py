"""What a translation was in earlier commits, as long as its stamp named the same version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import StampError
from sync.git import list_commits
from sync.markdown.cells import split_cells
from sync.markdown.lines import fold_space
from sync.markdown.marks import MARK, read_mark
from sync.project.trees import BlobTree
from sync.review.touched import find_earned_name, find_tables_name
from sync.states.stamps import StampReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.model import Location, VersionName
    from sync.review.change import Change
    from sync.review.touched import Touched

_Cells = tuple[str, ...]


class Rows:
    """What the lines of a text say as rows of a table: their cells, folded and without marks.

    A change may ask for each of as many rows, so that none is looked for among all of them.
    """

    def __init__(self, rows: Iterable[_Cells], text: str = "") -> None:
        """Take the cells of each row, and all of the text, folded and without marks."""
        self._text = text
        self._rows = frozenset(filter(None, rows))
        self._behind = frozenset(row[1:] for row in self._rows)
        self._columns: dict[int, frozenset[tuple[int, str, str]]] = {}

    def hold(self, row: _Cells, index: int) -> bool:
        """Tell whether a row stood here, as far as a cell and the row's first one go."""
        if (len(row), row[0], row[index]) in self._read_column(index):
            return True
        return index > 0 and row[1:] in self._behind

    def say(self, text: str) -> bool:
        """Tell whether a folded text stood here, in whatever block."""
        return text in self._text

    def _read_column(self, index: int) -> frozenset[tuple[int, str, str]]:
        if index not in self._columns:
            self._columns[index] = frozenset(
                (len(row), row[0], row[index]) for row in self._rows if index < len(row)
            )
        return self._columns[index]


class EarlierTexts:
    """Reads the earlier versions of translations, the newest first and each once."""

    def __init__(self, change: Change) -> None:
        """Read nothing yet."""
        self._change = change
        self._known: dict[Location, tuple[tuple[Rows, VersionName | None], ...]] = {}

    def was_other(self, touched: Touched, row: _Cells, index: int) -> bool:
        """Tell whether a row's cell said something else under the stamp before the change.

        Then it was brought up to date by itself, and the stamp follows now.
        """
        texts = self._recall(touched)
        return not all(rows.hold(row, index) for rows, _ in texts)

    def stood_before(self, touched: Touched, row: _Cells, index: int) -> bool:
        """Tell whether it said the same before the tables were brought to another version."""
        return any(
            named == find_earned_name(touched.old) and rows.hold(row, index)
            for rows, named in self._recall(touched)
        )

    def said_other(self, touched: Touched, text: str) -> bool:
        """Tell whether a block's text did not stand there under the stamp before the change."""
        return not all(rows.say(text) for rows, _ in self._recall(touched))

    def said_before(self, touched: Touched, text: str) -> bool:
        """Tell whether it stood there before the prose was brought to another version."""
        return any(
            named == find_earned_name(touched.old) and rows.say(text)
            for rows, named in self._recall(touched)
        )

    def _recall(self, touched: Touched) -> tuple[tuple[Rows, VersionName | None], ...]:
        location = touched.location
        if location not in self._known:
            self._known[location] = tuple(self._read(touched))
        return self._known[location]

    def _read(self, touched: Touched) -> Iterator[tuple[Rows, VersionName | None]]:
        repository, start = self._change.repository, self._change.commit
        prior, named = touched.prior, find_earned_name(touched.old)
        path, view = prior.location.path, prior.versions.view
        for commit in list_commits(repository, start, path) if start else ():
            tree = BlobTree.of_commit(repository, commit)
            if not tree.exists(path):
                return
            try:
                stamp = StampReader(tree, view.layout, view.specs).read(prior.location)
            except StampError:
                return
            if find_earned_name(stamp) != named:
                return
            dialect = self._change.after.view.project.find_dialect(path)
            text = dialect.unify(tree.read(path).decode("utf-8", "replace"))
            rows = (_read_row(line) for line in text.splitlines() if "|" in line)
            yield Rows(rows, fold_space(MARK.sub("", text))), find_tables_name(stamp)


def _read_row(line: str) -> _Cells:
    text = line.strip()
    return tuple(fold_space(read_mark(cell)[1]) for cell in split_cells(text, 0))
