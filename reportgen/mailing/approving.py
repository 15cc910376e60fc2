"""`reportgen mail PERIOD approve`: a second person agrees to the plan as it is."""

from reportgen.mailing.desk import Desk, at_desk, plan_of
from reportgen.mailing.journal import APPROVED, PLANNED, Clock, agreed_on
from reportgen.mailing.plan import PLAN
from reportgen.model.text import text
from reportgen.outcome import Outcome, refused
from reportgen.pipeline import Exit, Request


def approve(request: Request, *, now: Clock, actor: str) -> Outcome:
    """Enter who agreed, on which machine, to which plan; a plan that changes after that is not agreed to."""
    return at_desk(request, now, actor, _approved)


def _approved(desk: Desk) -> Outcome:
    plan, hash_ = plan_of(desk)
    made = agreed_on(desk.written, PLANNED, hash_)
    planner = made.actor if made else plan.actor
    if _user(planner) == _user(desk.journal.actor) and not desk.rules.approve_own:
        expected = text("somebody else than {planner}, who planned", planner=planner)
        hint = text("approve_own: true in config/recipients.yaml lets one person do both")
        return desk.outcome(Exit.USAGE, [refused("E609", PLAN, desk.journal.actor, expected, hint)])
    desk.journal.enter(APPROVED, {"plan": hash_, "planner": planner})
    done = text(
        "{actor} approved plan {hash}: {count} messages; next: `reportgen mail {period} send`",
        actor=desk.journal.actor,
        hash=hash_[:12],
        count=len(plan.messages),
        period=plan.period,
    )
    return desk.outcome(Exit.DONE, said=[done])


def _user(actor: str) -> str:
    """Return the user of user@host: the same person on another machine is no second one."""
    return actor.partition("@")[0]
