"""What `reportgen source` does: find the files, propose their rules, append them where asked."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.ingest.files import SURVEYS, claimed, matches
from reportgen.ingest.limits import Limits
from reportgen.learn.append import append_entries
from reportgen.learn.known_here import Here, here
from reportgen.learn.look import proposals, read, refused, with_rule
from reportgen.learn.naming import patterns
from reportgen.learn.proposal import Proposal
from reportgen.learn.rule import entry
from reportgen.model.language import translator
from reportgen.model.period import Period
from reportgen.model.problem import Problem
from reportgen.model.text import Text, text
from reportgen.policy.config import Config
from reportgen.policy.sources import Export

_REQUIRED = (Export.CLIENTS, Export.OFFICES)
_UNCLAIMED = "W125"
_NO_TABLES = frozenset({".md", ".txt", ".pdf", ".docx", ".png", ".jpg"})
_LAST = Period.parse("2999Q4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command was asked."""

    root: Path
    files: tuple[Path, ...] = ()
    period: Period | None = None
    write: bool = False
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What it answers."""

    proposals: tuple[Proposal, ...] = ()
    entries: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Files that could not be read, or a configuration that cannot."""
    messages: tuple[Text, ...] = field(default=())
    locale: str = "zh"

    @property
    def undecided(self) -> bool:
        """Whether a person must decide something."""
        return any(one.undecided for one in self.proposals)


def proposed(wish: Wish) -> Found:
    """Return what the files are taken for and their rules; writes them only where asked and only if they load."""
    with tempfile.TemporaryDirectory(prefix="reportgen-") as scratch:
        known, faults = here(wish.root, wish.period, Path(scratch))
    if known is None:
        return Found(problems=tuple(faults), locale=wish.locale or "en")
    locale = wish.locale or known.learner.profile.locale
    files = _files(wish, known.config)
    if not files:
        return Found(messages=(_nothing(known, wish),), locale=locale)
    found = read(files, Limits.of(known.learner.profile.input_limits))
    made = [_named(one, known.config) for _, one in proposals(found, known.learner)]
    say = translator(locale)
    entries = tuple(
        entry(one, _patterns(one, known.config), say, required=one.export in _REQUIRED)
        for one in made
        if one.export is not None
    )
    messages = [_claimed(one, known.config) for one in made if _rules(one.file, known.config)]
    messages.append(_written(wish, known, made, entries) if wish.write else _next(made, entries))
    return Found(
        proposals=tuple(made),
        entries=() if wish.write else entries,
        problems=tuple(refused(found)),
        messages=tuple(one for one in messages if one.pattern),
        locale=locale,
    )


def _files(wish: Wish, config: Config | None) -> list[Path]:
    """Return the files that are meant: as named, in the period's folder, or all that no rule claims."""
    if wish.files:
        folder = wish.root / SURVEYS / str(wish.period) if wish.period else None
        return [one if one.exists() or folder is None else folder / one for one in wish.files]
    if config is None:
        found = sorted((wish.root / SURVEYS).rglob("*")) if (wish.root / SURVEYS).is_dir() else []
        return [path for path in found if path.is_file() and path.suffix.lower() not in _NO_TABLES]
    problems = claimed(wish.root, config.sources, wish.period or _LAST).problems
    names = [one.file for one in problems if one.code == _UNCLAIMED]
    wanted = [name for name in names if wish.period is None or name.startswith(f"{SURVEYS}/{wish.period}/")]
    paths = [wish.root / name for name in wanted]
    return [path for path in paths if path.is_file() and path.suffix.lower() not in _NO_TABLES]


def _nothing(known: Here, wish: Wish) -> Text:
    if known.config is not None:
        return text("every file of surveys/ has its rule; name a FILE to look at it all the same")
    return text("name the FILES to look at; {folder} has no surveys/ with files", folder=str(wish.root))


def _rules(name: str, config: Config | None) -> list[str]:
    """Return the exports whose rules claim a file of this name already."""
    if config is None:
        return []
    return [s.export.value for s in config.sources.sources if any(matches(name, one) for one in s.files)]


def _claimed(one: Proposal, config: Config | None) -> Text:
    exports = ", ".join(_rules(one.file, config))
    return text(
        "{file}: a rule for {exports} claims it already; two rules on one file are refused",
        file=one.file,
        exports=exports,
    )


def _patterns(one: Proposal, config: Config | None) -> tuple[str, ...]:
    others = [pattern for s in config.sources.sources for pattern in s.files] if config else []
    return patterns([one.file], [name for name in others if name != one.file])


def _named(one: Proposal, config: Config | None) -> Proposal:
    return with_rule(one, _patterns(one, config))


def _next(made: Sequence[Proposal], entries: Sequence[str]) -> Text:
    if not entries:
        return Text("")
    if not any(one.undecided for one in made):
        return text("next: run it again with --write, which appends the rules to config/sources.yaml")
    return text(
        "next: look at what is marked 请确认 decide, then run it again with --write, or paste the rules yourself"
    )


def _written(wish: Wish, known: Here, made: Sequence[Proposal], entries: Sequence[str]) -> Text:
    """Append the rules that can be read and whose files no rule claims; say what was done."""
    if known.config is None and not (wish.root / "config" / "sources.yaml").exists():
        return text(
            "nothing was written: {folder} is no workspace; `reportgen init` makes one", folder=str(wish.root)
        )
    usable = [one for one in made if one.export is not None]
    fit = [
        rule
        for one, rule in zip(usable, entries, strict=True)
        if one.source is not None and not _rules(one.file, known.config)
    ]
    if not fit:
        return text("nothing was written: no rule is whole yet; add what is missing and paste it yourself")
    faults = append_entries(wish.root, fit)
    if faults:
        return text("nothing was written: {why}", why=faults[0])
    return text(
        "rules appended to config/sources.yaml: {count}; search it for 请确认, then run `reportgen check`",
        count=len(fit),
    )
