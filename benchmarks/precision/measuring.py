"""The judge's counts as results, with their goals."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpora import clone_corpus
from benchmarks.precision.cell_faults import CELL_FAULTS
from benchmarks.precision.drafts import is_sound
from benchmarks.precision.evidence import Answer, Claim
from benchmarks.precision.harmless import HARMLESS
from benchmarks.precision.judging import Judged, gather, judge_all, take_present
from benchmarks.precision.recall import Trial, list_sound, try_seeds
from benchmarks.precision.row_faults import ROW_FAULTS
from benchmarks.precision.sources import Repository
from benchmarks.precision.table_faults import TABLE_FAULTS
from benchmarks.precision.trees import list_commits, run_lint, walk_history
from benchmarks.results import Result, at_least, none_of

CORPORA = ("azd", "security-101")
FAULTS = (*TABLE_FAULTS, *ROW_FAULTS, *CELL_FAULTS)

_ERROR = "error"
_RECALL = 0.95
_PILE = 1.1


@dataclass(slots=True)
class Picture:
    """What was judged of both corpora; ``doubts`` names what a person should look at.

    ``unreported`` are translations whose tables are not shaped like their source's, without a
    finding.
    """

    newest: list[Judged] = field(default_factory=list)
    older: list[Judged] = field(default_factory=list)
    commits: int = 0
    translations: int = 0
    unreported: list[str] = field(default_factory=list)
    faults: list[Trial] = field(default_factory=list)
    harmless: list[Trial] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def take_picture(folder: Path, *, quick: bool) -> Picture:
    """Run ``lint`` on clones of the corpora, as they are, as they were, and with seeds in them."""
    picture = Picture()
    for name in CORPORA:
        repository = clone_corpus(name, folder)
        claims = run_lint(repository)
        _judge_newest(picture, name, Repository(repository), claims)
        _sow(picture, name, Repository(repository), claims, rounds=1 if quick else 4)
        _judge_older(picture, name, repository, claims, most=4 if quick else 100)
    return picture


def _judge_newest(picture: Picture, name: str, tree: Repository, claims: list[Claim]) -> None:
    judged = list(judge_all(tree, claims))
    picture.newest += judged
    picture.doubts += (_name_doubt(name, each) for each in judged if _is_doubtful(each))
    named = {claim.path for claim in claims}
    for path in tree.list_translations():
        picture.translations += 1
        if path in named:
            continue
        evidence = take_present(gather(tree, path))
        loose = [len(page.find_loose()) for page in (evidence.source_page, evidence.page)]
        repaired = loose[0] > loose[1]
        if not is_sound(evidence) and not repaired:
            picture.unreported.append(f"{name}: {path}")


def _sow(
    picture: Picture, name: str, tree: Repository, claims: list[Claim], *, rounds: int
) -> None:
    sound = list_sound(tree, claims)
    faults = list(try_seeds(tree, sound, FAULTS, rounds))
    harmless = list(try_seeds(tree, sound, HARMLESS, -(-rounds // 2)))
    picture.faults += faults
    picture.harmless += harmless
    unclear = [trial for trial in faults if not trial.is_named or len(trial.claims) > 1]
    unclear += [trial for trial in harmless if trial.claims]
    picture.doubts += (_name_trial(name, trial) for trial in unclear)
    picture.doubts += (
        _name_doubt(f"{name} with {trial.seed.name}", each)
        for trial in (*faults, *harmless)
        for each in trial.judged
        if _is_doubtful(each)
    )


def _judge_older(
    picture: Picture, name: str, repository: Path, claims: list[Claim], *, most: int
) -> None:
    """Judge the findings that are gone by now, each once for all the commits that have it."""
    seen = {_identify(repository, claim) for claim in claims}
    commits = list_commits(repository, most)
    picture.commits += len(commits)
    for commit, judged in zip(commits, walk_history(repository, commits), strict=True):
        for each in judged:
            key = _identify(repository, each.claim)
            if key not in seen:
                seen.add(key)
                picture.older.append(each)
                if _is_doubtful(each):
                    picture.doubts.append(_name_doubt(f"{name} at {commit[:10]}", each))


def _identify(repository: Path, claim: Claim) -> tuple[Claim, str]:
    """Return what tells a finding from one in another text of the same translation."""
    return claim, hashlib.md5((repository / claim.path).read_bytes()).hexdigest()


def _is_doubtful(judged: Judged) -> bool:
    return judged.verdict.answer is not Answer.REAL


def _name_doubt(where: str, judged: Judged) -> str:
    claim, (answer, why) = judged
    place = f"{claim.path}:{claim.line}:{claim.column}"
    return f"{answer} {claim.severity} {claim.rule}, {where}: {place}: {claim.message} [{why}]"


def _name_trial(name: str, trial: Trial) -> str:
    kind = "harmless" if not trial.seed.rules else "piled up" if trial.is_named else "missed"
    found = [f"{c.rule} ({c.severity}) at {c.line}: {c.message}" for c in trial.claims]
    place = f"{trial.path}:{trial.edited.first}-{trial.edited.last}"
    return f"{kind}: {trial.seed.name}, {name}: {place}: {'; '.join(found) or 'nothing found'}"


def measure_picture(picture: Picture) -> Iterator[Result]:
    """Hold the counts to the goals."""
    yield from _show_precision("at the newest commits", picture.newest)
    yield from _show_precision(f"gone by now, in {picture.commits} commits", picture.older)
    detail = f"of {picture.translations:,} translations; cmark-gfm shows other tables or rows"
    yield none_of(
        "translations with other tables, without a finding", len(picture.unreported), detail
    )
    yield from _show_recall(picture.faults)
    yield _show_seeded(picture.faults)
    yield from _show_piles(picture.faults)
    yield _show_harmless(picture.harmless)


def _show_precision(where: str, judged: Sequence[Judged]) -> Iterator[Result]:
    counts: dict[tuple[str, str], Counter[Answer]] = defaultdict(Counter)
    for claim, verdict in judged:
        counts[claim.severity, claim.rule][verdict.answer] += 1
    for (severity, rule), answers in sorted(counts.items()):
        what = f"`{rule}` {where}: precision of {severity}s"
        told = ", ".join(f"{answers[answer]} {answer}" for answer in Answer)
        detail = f"{answers.total()} findings: {told}"
        result = at_least(what, answers[Answer.REAL] / answers.total(), 1.0, detail)
        yield result if severity == _ERROR else Result(what, result.value, detail=detail)
    if not judged:
        yield Result(f"findings {where}", "0")


def _show_recall(trials: Iterable[Trial]) -> Iterator[Result]:
    by_rule: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_rule[" or ".join(sorted(trial.seed.rules))].append(trial)
    for rule, mine in sorted(by_rule.items()):
        named = sum(trial.is_named for trial in mine)
        total = Counter(t.seed.name for t in mine)
        missed = Counter(t.seed.name for t in mine if not t.is_named)
        kinds = ", ".join(f"{total[kind] - missed[kind]}/{total[kind]} {kind}" for kind in total)
        yield at_least(f"`{rule}`: seeded faults named", named / len(mine), _RECALL, kinds)


def _show_seeded(trials: Iterable[Trial]) -> Result:
    """Count what is said of a translation with a fault in it although it is not so."""
    errors = [each for t in trials for each in t.judged if each.claim.severity == _ERROR]
    answers = Counter(verdict.answer for _, verdict in errors)
    rules = Counter(claim.rule for claim, verdict in errors if verdict.answer is Answer.FALSE)
    told = ", ".join(f"{answers[answer]} {answer}" for answer in Answer)
    detail = f"{len(errors)} errors: {told}" + "".join(
        f"; {n} × {rule}" for rule, n in rules.items()
    )
    return none_of("false errors beside seeded faults", answers[Answer.FALSE], detail)


def _show_piles(trials: Sequence[Trial]) -> Iterator[Result]:
    found = [trial for trial in trials if trial.claims]
    if not found:
        return
    mean = sum(len(trial.claims) for trial in found) / len(found)
    piled = Counter(trial.seed.name for trial in found if len(trial.claims) > 1)
    most = max(len(trial.claims) for trial in found)
    detail = f"at most {most}; " + ", ".join(f"{n} × {kind}" for kind, n in piled.most_common())
    yield Result("findings for one fault", f"{mean:.3f}", f"≤ {_PILE}", mean <= _PILE, detail)


def _show_harmless(trials: Sequence[Trial]) -> Result:
    errors = [t for t in trials if any(claim.severity == _ERROR for claim in t.claims)]
    warned = Counter(t.seed.name for t in trials if t.claims and t not in errors)
    kinds = len({trial.seed.name for trial in trials})
    detail = f"{len(trials)} edits of {kinds} kinds; with a warning: {warned.total()}"
    detail += "".join(f", {n} × {kind}" for kind, n in warned.most_common())
    return none_of("harmless edits taken for errors", len(errors), detail)
