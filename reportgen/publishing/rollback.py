"""Go back to a former release, or say which there are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.ledger.chain import LedgerError
from reportgen.model.text import Text, text
from reportgen.outcome import Outcome, StopError, refused, unusable, with_config
from reportgen.pipeline import Exit, Request
from reportgen.publishing.entered import Online, entered
from reportgen.publishing.places import target_at
from reportgen.publishing.publish import Order, stopping
from reportgen.publishing.release import Release, former, releases_among
from reportgen.publishing.target import Target

if TYPE_CHECKING:
    from reportgen.policy.config import Config


def rollback(request: Request, order: Order, release: str = "") -> Outcome:
    """Make a former release current again, after every file of it was found as it was written.

    ``release``: its name or number; without one, the release that the current one followed.
    """
    return with_config(request, lambda config: _rolled_back(config, request, order, release))


def listed(request: Request, address: str) -> Outcome:
    """Say which releases a target has; changes nothing."""
    return with_config(request, lambda config: _listed(config, request, address))


def _rolled_back(config: "Config", request: Request, order: Order, asked: str) -> Outcome:
    locale = request.locale or config.profile.locale
    with stopping(locale):
        target = target_at(order.to, request, config)
        target.ready()
        with target.held():
            seen = target.current()
            wanted = _wanted(target, seen, asked, locale)
            wrong = target.faults(wanted)
            if wrong:
                return _altered(target, wanted, wrong, locale)
            if wanted.name != seen:
                target.switch(wanted.name, seen)
            online = Online(target=target.name, release=wanted, at=order.at, actor=order.actor, rolled_back=True)
            said = _said(target, wanted, moved=wanted.name != seen)
            try:
                entered(request.ledger_folder, online)
            except LedgerError as error:
                again = text(
                    "{release} is online, but the ledger has no entry of it; put the ledger right, then run "
                    "`reportgen rollback --at {target} --to {release}`: it enters what is missing",
                    release=wanted.name,
                    target=target.name,
                )
                return Outcome(exit=Exit.PUBLISH, problems=(unusable(error),), said=(again,), locale=locale)
            return Outcome(exit=Exit.DONE, said=(said,), locale=locale)


def _said(target: Target, release: Release, *, moved: bool) -> Text:
    if not moved:
        return text("{release} is online at {target} already", release=release.name, target=target.name)
    return text(
        "readers at {target} see release {release} again: periods {periods}",
        target=target.name,
        release=release.name,
        periods=release.periods,
    )


def _wanted(target: Target, seen: str, asked: str, locale: str) -> Release:
    """Return the release to go back to.

    Raises:  StopError where there is none.
    """
    kept = releases_among(target.names())
    name = asked
    if not asked:
        present = target.record(seen) if seen else None
        earlier = [one for one in kept if one < seen]
        name = former(present, kept) if present is not None else (earlier[-1] if earlier else "")
    matching = [
        one for one in kept if name and (one == name or one.partition("-")[0].lstrip("0") == name.lstrip("0"))
    ]
    release = target.record(matching[0]) if matching else None
    if release is None:
        names = ", ".join(kept) or "-"
        none = text(
            "there is no release {asked} to go back to; there are {names}", asked=asked or "-", names=names
        )
        raise StopError(Outcome(exit=Exit.USAGE, said=(none,), locale=locale))
    return release


def _altered(target: Target, release: Release, wrong: list[str], locale: str) -> Outcome:
    hint = text("the site stays as it is; go back to another release, or publish the period again")
    expected = text("the file as it was published")
    places = (f"{target.name}/{release.name}/{path}" for path in wrong)
    problems = tuple(refused("E507", place, "-", expected, hint) for place in places)
    return Outcome(exit=Exit.PUBLISH, problems=problems, locale=locale)


def _listed(config: "Config", request: Request, address: str) -> Outcome:
    locale = request.locale or config.profile.locale
    with stopping(locale):
        target = target_at(address, request, config)
        target.ready()
        return Outcome(exit=Exit.DONE, said=tuple(_lines(target)), locale=locale)


def _lines(target: Target) -> Iterator[Text]:
    current = target.current()
    for name in releases_among(target.names()):
        release = target.record(name)
        if release is None:
            yield text("  {name}: says nothing of itself", name=name)
        elif name == current:
            yield text("* {name}: {files} files, periods {periods}; online", **_counted(release))
        else:
            yield text("  {name}: {files} files, periods {periods}", **_counted(release))


def _counted(release: Release) -> dict[str, str | int]:
    return {"name": release.name, "files": len(release.files), "periods": ", ".join(release.periods)}
