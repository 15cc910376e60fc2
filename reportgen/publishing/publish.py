"""Put a period before its readers: one release more at a target, switched to whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from reportgen.built import Built
from reportgen.deliver.lock import LockedError
from reportgen.deliver.stage import digest
from reportgen.ledger.chain import LedgerError
from reportgen.ledger.objects import place
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome, StopError, output_of, refused, unusable, with_config
from reportgen.pipeline import Exit, Request, Silent, Watch, workers
from reportgen.publishing.composed import Before, Composed, composed
from reportgen.publishing.entered import Online, entered
from reportgen.publishing.layout import fronts
from reportgen.publishing.places import target_at
from reportgen.publishing.release import Release, dispensable, releases_among
from reportgen.publishing.standing import passed, standing
from reportgen.publishing.target import Source, Target, TargetError

if TYPE_CHECKING:
    from reportgen.policy.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asked for."""

    to: str
    """A folder."""
    at: datetime
    actor: str
    draft: bool = False
    """Whether a build that says that it is a draft may be published."""


def publish(request: Request, order: Order, watch: Watch | None = None) -> Outcome:
    """Publish the build of the period at a target, after the leak gate; what is online already stays.

    A release holds every published period, so that a switch, or a way back, is one rename for all readers.
    """
    return with_config(request, lambda config: _published(config, request, order, watch or Silent()))


def _published(config: "Config", request: Request, order: Order, watch: Watch) -> Outcome:
    locale = request.locale or config.profile.locale
    with stopping(locale):
        target = target_at(order.to, request, config)
        target.ready()
        build = standing(request, locale, draft=order.draft)
        with target.held():
            before = _before(target)
            new = composed(
                build, before, partial(fronts, config=config, locale=locale), partial(_elsewhere, request)
            )
            if new.lost:
                return _incomplete(target, new, locale)
            done = _done(target, before, new)
            if not done:
                watch.stage(text("reading back every file"), 0)
                passed(build, workers(request), locale)
                watch.stage(text("writing"), 0)
                release = _made_current(target, before, new)
            else:
                release = before.release or new.release
            online = Online(target=target.name, release=release, at=order.at, actor=order.actor)
            outcome = _entered(request, online, _said(target, release, build, done=done), locale)
            if outcome.exit == Exit.DONE:
                _tidied(target, release, config.profile.publishing.keep)
            return outcome


@contextmanager
def stopping(locale: str) -> Iterator[None]:
    """Make an outcome of every fault of a target.

    Raises:  StopError.
    """
    try:
        yield
    except LockedError as error:
        busy = text(
            "somebody else is publishing there ({holder}); try again when that has ended", holder=error.holder
        )
        raise StopError(Outcome(exit=Exit.LOCKED, said=(busy,), locale=locale)) from error
    except TargetError as error:
        problem = refused(error.code, error.place, error.value, error.expected, error.hint)
        exit_ = Exit.LOCKED if error.code == "E504" else Exit.PUBLISH
        raise StopError(Outcome(exit=exit_, problems=(problem,), locale=locale)) from error


def current(target: Target) -> Release | None:
    """Return what readers see; None before the first publication.

    Raises:  StopError where the current release says nothing of itself.
    """
    name = target.current()
    if not name:
        return None
    release = target.record(name)
    if release is None:
        hint = text("go back to another release: `reportgen rollback --at {target} --list`", target=target.name)
        raise TargetError("E507", target.name, name, text("a release with its record, as it was written"), hint)
    return release


def _before(target: Target) -> Before:
    release = current(target)
    wrong = frozenset(target.faults(release)) if release is not None else frozenset()
    return Before(release=release, names=tuple(target.names()), wrong=wrong)


def _done(target: Target, before: Before, new: Composed) -> bool:
    """Return whether readers see this very content already, unaltered."""
    old = before.release
    return old is not None and old.content == new.release.content and not before.wrong and bool(target.current())


def _made_current(target: Target, before: Before, new: Composed) -> Release:
    """Write the release, or take the one that an interrupted publication left whole, and switch to it."""
    seen = before.release.name if before.release is not None else ""
    release = new.release
    for name in reversed(releases_among(before.names)):
        left = target.record(name) if name.endswith(release.content[:12]) and name != seen else None
        if left is not None and left.files == release.files and not target.faults(left):
            target.switch(left.name, seen)
            return left
    target.put(release, new.sources)
    target.switch(release.name, seen)
    return release


def _elsewhere(request: Request, path: str, sha256: str) -> Source | None:
    """Return another place that has a published file: the output folder, or the ledger."""
    audience, period, rest = path.split("/", 2)
    for found in (output_of(request) / period / audience / rest, place(request.ledger_folder, sha256)):
        if found.is_file() and digest(found.read_bytes()) == sha256:
            return found
    return None


def _incomplete(target: Target, new: Composed, locale: str) -> Outcome:
    """Return what to say where the site lost files of other periods that nobody else has."""
    hint = text("bring the file back from a backup, go back to another release, or publish into a new folder")
    expected = text("the file as it was published")
    problems = tuple(refused("E507", f"{target.name}/{path}", "-", expected, hint) for path in new.lost)
    return Outcome(exit=Exit.PUBLISH, problems=problems, locale=locale)


def _entered(request: Request, online: Online, said: tuple[Text, ...], locale: str) -> Outcome:
    """Enter the release in the ledger, where its last entry does not say so already."""
    try:
        entered(request.ledger_folder, online)
    except LedgerError as error:
        again = text(
            "{release} is online, but the ledger has no entry of it; put the ledger right and run the same "
            "command again: it enters what is missing",
            release=online.release.name,
        )
        problems = (unusable(error),)
        return Outcome(exit=Exit.PUBLISH, problems=problems, said=(again,), locale=locale)
    return Outcome(exit=Exit.DONE, said=said, locale=locale)


def _said(target: Target, release: Release, build: Built, *, done: bool) -> tuple[Text, ...]:
    if done:
        already = text(
            "{period} is already online at {target}, every file as it was published; nothing was changed",
            period=build.period,
            target=target.name,
        )
        return (already,)
    published = text(
        "{period} is online at {target} as release {release}: "
        "{files} files for {audiences} audiences, periods {periods}",
        period=build.period,
        target=target.name,
        release=release.name,
        files=len(release.files),
        audiences=len(release.audiences),
        periods=release.periods,
    )
    return (published, target.promise) if target.promise.pattern else (published,)


def _tidied(target: Target, release: Release, keep: int) -> None:
    """Remove old releases; never the current one, nor the one that its readers may still be reading."""
    target.drop(dispensable(target.names(), keep, (release.name, release.before, target.current())))
