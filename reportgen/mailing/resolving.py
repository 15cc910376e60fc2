"""`reportgen mail PERIOD resolve`: a person says what became of a message that nobody knew of."""

from typing import Literal

from reportgen.ledger.chain import Entry
from reportgen.mailing.desk import Desk, at_desk
from reportgen.mailing.journal import ABOUT, ANSWERED, RESOLVED, Clock, State, states
from reportgen.mailing.send import enter_mailed
from reportgen.model.text import text
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request

How = Literal["delivered", "send-again"]
_BECOMES = {"delivered": State.SENT, "send-again": State.DEFERRED}
_SHORTEST = 6


def resolve(request: Request, message: str, how: How, *, now: Clock, actor: str) -> Outcome:
    """Enter what a person found out; ``message``: the first letters of its name, or the recipient's address.

    Parked messages can be either; refused ones can be sent again.
    """
    return at_desk(request, now, actor, lambda desk: _resolved(desk, message, how))


def _resolved(desk: Desk, message: str, how: How) -> Outcome:
    known = states(desk.written)
    open_ = {State.UNKNOWN} if how == "delivered" else {State.UNKNOWN, State.REFUSED}
    waiting = {
        entry.body["key"]: entry
        for entry in desk.written
        if entry.kind in {ABOUT, ANSWERED} and known[entry.body["key"]] in open_
    }
    found = [entry for entry in waiting.values() if _is_meant(entry, message)]
    if len(found) != 1:
        listed = ", ".join(f"{key[:12]} ({entry.body['to']})" for key, entry in waiting.items()) or "-"
        which = text(
            "{message} names {count} messages; waiting are {listed}",
            message=message,
            count=len(found),
            listed=listed,
        )
        return desk.outcome(Exit.USAGE, said=[which])
    body = found[0].body
    desk.journal.enter(RESOLVED, {"key": body["key"], "to": body["to"], "state": _BECOMES[how].value})
    enter_mailed(desk.journal, desk.request.ledger_folder)
    if how == "delivered":
        done = text("{to}: counts as delivered", to=body["to"])
    else:
        done = text("{to}: the next `send` sends it again", to=body["to"])
    return desk.outcome(Exit.DONE, said=[done])


def _is_meant(entry: Entry, message: str) -> bool:
    wanted = message.strip("<>").casefold()
    named = len(wanted) >= _SHORTEST and str(entry.body["key"]).startswith(wanted.partition("@")[0])
    return named or str(entry.body["to"]).casefold() == wanted
