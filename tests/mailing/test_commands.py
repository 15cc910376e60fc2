"""approve, preview, send and resolve: who may, what has to be the same, what is left behind."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.closings.restate import messages
from reportgen.deliver.lock import locked
from reportgen.deliver.stage import digest
from reportgen.ledger.chain import FILE, Act, append, entries
from reportgen.ledger.kinds import MAILED, PUBLISHED
from reportgen.mailing.approving import approve
from reportgen.mailing.journal import ABOUT, ANSWERED, APPROVED, PLANNED, Journal, State, states
from reportgen.mailing.plan import PLAN, Message, Plan, folder_of, read_plan, write_plan
from reportgen.mailing.previewing import preview
from reportgen.mailing.resolving import How, resolve
from reportgen.mailing.send import send
from reportgen.model.period import Period
from reportgen.outcome import Outcome
from reportgen.pipeline import Exit, Request
from reportgen.policy.load import RECIPIENTS, load_recipients
from reportgen.policy.shipped import shipped
from tests.mailing.fault_server import Fault, Server
from tests.mailing.letters import NAMES, NOON, PDF, PERIOD, NoPause, message, plan

LI, WANG = "li@server", "wang@server"
FILE_OF = "office-HD/offices/HD.pdf"


pytestmark = pytest.mark.slow


class Office:
    """A workspace with one built report, a plan of three messages, and a server."""

    def __init__(self, root: Path, server: Server) -> None:
        self.root, self.server = root, server
        self.request = Request(root=root, period=Period.parse(PERIOD))
        self.folder = folder_of(root, PERIOD)
        self.built = root / "output" / PERIOD

    @property
    def ledger(self) -> Path:
        return self.request.ledger_folder

    def said_in_config(self, **changed: Any) -> None:
        path = self.root / RECIPIENTS
        content = yaml.safe_load(path.read_text("utf-8"))
        content["server"] |= changed.pop("server", {})
        path.write_text(yaml.safe_dump(content | changed, allow_unicode=True), "utf-8")

    def planned(self, *messages_: Message, by: str = LI) -> Plan:
        """As the plan command leaves it."""
        found, faults = load_recipients(self.root)
        assert found is not None, faults
        made = replace(plan(*messages_), agreed=digest(found.agreed.encode()), actor=by)
        hash_ = write_plan(self.folder, made)
        self.journal(by).enter(PLANNED, {"plan": hash_, "messages": len(messages_)})
        return made

    def journal(self, actor: str = WANG) -> Journal:
        return Journal(folder=self.folder, period=PERIOD, actor=actor, now=lambda: NOON)

    def approve(self, by: str = WANG) -> Outcome:
        return approve(self.request, now=lambda: NOON, actor=by)

    def send(self) -> Outcome:
        return send(self.request, now=lambda: NOON, actor=WANG, pause=NoPause())

    def resolve(self, message_: str, how: How) -> Outcome:
        return resolve(self.request, message_, how, now=lambda: NOON, actor=WANG)

    def states(self) -> list[State]:
        known = states(self.journal().read())
        found = read_plan(self.folder)
        assert found is not None
        return [known.get(one.key, State.NEW) for one in found[0].messages]


def made(root: Path, server: Server) -> Office:
    """A workspace as a build and a plan leave it."""
    (root / "config").mkdir(parents=True)
    for name in ("config/profile.yaml", "config/sources.yaml", RECIPIENTS):
        shutil.copy(shipped(name), root / name)
    office = Office(root, server)
    for name, content in {FILE_OF: PDF, "management/management.pdf": PDF + b"m"}.items():
        (office.built / name).parent.mkdir(parents=True, exist_ok=True)
        (office.built / name).write_bytes(content)
    outputs = [{"file": FILE_OF, "sha256": digest(PDF)}]
    (office.built / "data").mkdir()
    (office.built / "data" / "manifest.json").write_text(json.dumps({"outputs": outputs}))
    fast = {"timeouts": dict.fromkeys(("command", "data", "accepted"), 0.4), "retry_seconds": []}
    office.said_in_config(
        server={"host": "127.0.0.1", "port": server.port, "security": "none", "user": None, **fast}
    )
    return office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Server(fault=None).running() as server:
        found = made(tmp_path / "w", server)
        found.planned(*(message(to) for to in NAMES))
        yield found


def codes(done: Outcome) -> list[str]:
    return [problem.code for problem in done.problems]


def said(done: Outcome) -> str:
    return "\n".join(map(str, done.said))


def test_one_plans_another_approves_and_it_is_sent_once(office: Office) -> None:
    assert office.approve().exit == Exit.DONE
    assert "sent 3, skipped 0" in said(office.send())
    again = office.send()
    assert (again.exit, said(again)) == (Exit.DONE, "sent 0, skipped 3 sent before")
    assert office.server.delivered() == dict.fromkeys(NAMES, 1)
    kinds = [entry.kind for entry in office.journal().read()]
    assert kinds == [PLANNED, APPROVED, *[ABOUT, ANSWERED] * 3]


def test_an_approval_names_the_user_and_the_machine(office: Office) -> None:
    office.approve()
    (entry,) = (one for one in office.journal().read() if one.kind == APPROVED)
    assert (entry.actor, entry.body["planner"]) == (WANG, LI)


@pytest.mark.parametrize("actor", [LI, "li@laptop"])
def test_the_one_who_planned_may_not_approve(actor: str, office: Office) -> None:
    done = office.approve(actor)
    assert (done.exit, codes(done)) == (Exit.USAGE, ["E609"])
    assert codes(office.send()) == ["E609"]
    assert office.server.mailboxes == []


def test_unless_the_company_says_so(office: Office) -> None:
    office.said_in_config(approve_own=True)
    assert office.approve(LI).exit == Exit.DONE


def test_nothing_is_sent_without_an_approval(office: Office) -> None:
    assert (office.send().exit, codes(office.send())) == (Exit.USAGE, ["E609"])
    assert office.server.seen["connect"] == 0


@pytest.mark.parametrize("changed", ["file", "plan", "recipients", "lost", "planned again"])
def test_an_approval_ends_when_anything_changes(changed: str, office: Office) -> None:
    office.approve()
    if changed == "file":
        (office.built / FILE_OF).write_bytes(PDF + b"!")
    elif changed == "lost":
        (office.built / FILE_OF).unlink()
    elif changed == "plan":
        path = office.folder / PLAN
        path.write_text(path.read_text("utf-8").replace("您好", "你好"), "utf-8")
    elif changed == "recipients":
        office.said_in_config(people=[{"name": "高明", "email": "gao@example.com", "role": "general_manager"}])
    else:
        office.planned(message(NAMES[0]))
    done = office.send()
    assert done.exit == Exit.USAGE
    assert set(codes(done)) == {"E609"}
    assert office.server.seen["connect"] == 0


def test_another_server_needs_no_new_approval(office: Office) -> None:
    office.approve()
    office.said_in_config(server={"per_minute": 600})
    assert office.send().exit == Exit.DONE


def test_a_file_of_another_audience_in_a_plan_stops_everything(office: Office) -> None:
    wrong = replace(message().files[0], file="management/management.pdf", sha256=digest(PDF + b"m"))
    office.planned(message(NAMES[1]), replace(message(), files=(wrong,)))
    for done in (office.approve(), office.send()):
        assert (done.exit, codes(done)) == (Exit.LEAK, ["E701"])
    assert office.server.seen["connect"] == 0


def test_a_link_in_place_of_a_file_is_no_way_to_send_one(office: Office) -> None:
    """A file that was replaced by a link to another one is not read."""
    office.approve()
    (office.built / FILE_OF).unlink()
    (office.built / FILE_OF).symlink_to(office.built / "management" / "management.pdf")
    assert codes(office.send()) == ["E609"] * 3


@pytest.mark.parametrize("how", ["deleted", "altered", "cut"])
def test_without_its_journal_nothing_is_sent(how: str, office: Office) -> None:
    office.approve()
    path = office.folder / FILE
    if how == "deleted":
        path.unlink()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        path.write_bytes(path.read_bytes().replace(b"wang@server", b"song@server"))
    done = office.send()
    assert (done.exit, codes(done)) == (Exit.UNSENT, ["E604"])
    assert office.server.seen["connect"] == 0


def test_a_folder_that_was_deleted_is_missed_where_the_ledger_knows_of_mail(office: Office) -> None:
    append(office.ledger, Act(kind="closed", period=PERIOD, body={}, at=NOON, actor=LI))
    office.approve()
    office.send()
    shutil.rmtree(office.folder)
    assert codes(office.approve()) == ["E604"]


def test_two_senders_at_once_are_one(office: Office) -> None:
    office.approve()
    with locked(office.folder):
        assert office.send().exit == Exit.LOCKED
    assert office.server.seen["connect"] == 0


def test_what_was_sent_stands_in_the_ledger_as_a_restatement_reads_it(office: Office) -> None:
    append(office.ledger, Act(kind="closed", period=PERIOD, body={}, at=NOON, actor=LI))
    office.approve()
    office.send()
    office.send()
    assert [(one["to"], one["files"]) for one in messages(office.ledger, PERIOD)] == [
        (to, [{"file": FILE_OF, "sha256": digest(PDF)}]) for to in NAMES
    ]
    assert len(entries(office.ledger, kind=MAILED)) == 1


def test_what_a_killed_run_sent_is_entered_by_the_next(office: Office) -> None:
    office.approve()
    office.send()
    append(office.ledger, Act(kind="closed", period=PERIOD, body={}, at=NOON, actor=LI))
    office.send()
    assert len(list(messages(office.ledger, PERIOD))) == 3


def test_a_ledger_is_not_begun_by_mail(office: Office) -> None:
    office.approve()
    office.send()
    assert not (office.ledger / FILE).exists()


def test_an_unknown_fate_is_told_and_settled_by_a_person(tmp_path: Path) -> None:
    with Server(fault=Fault("stored", "drop", 2)).running() as server:
        office = made(tmp_path / "w", server)
        office.planned(*(message(to) for to in NAMES))
        office.approve()
        first, second = office.send(), office.send()
        assert (first.exit, codes(first)) == (second.exit, codes(second)) == (Exit.UNKNOWN, ["E610"])
        assert office.states() == [State.SENT, State.UNKNOWN, State.SENT]
        assert "resolve 2026Q3" not in str(first.problems[0].hint)
        key = message(NAMES[1]).short
        assert f"`reportgen mail 2026Q3 resolve {key} delivered`" in str(first.problems[0].hint)
        assert office.resolve(key, "delivered").exit == Exit.DONE
        assert office.send().exit == Exit.DONE
    assert server.delivered() == dict.fromkeys(NAMES, 1)


def test_a_person_may_have_it_sent_again(tmp_path: Path) -> None:
    with Server(fault=Fault("dot", "drop", 1)).running() as server:
        office = made(tmp_path / "w", server)
        office.planned(message(NAMES[0]))
        office.approve()
        assert office.send().exit == Exit.UNKNOWN
        assert office.resolve(NAMES[0], "send-again").exit == Exit.DONE
        assert office.send().exit == Exit.DONE
    assert server.delivered() == {NAMES[0]: 1}


@pytest.mark.parametrize("words", ["", "a", "nobody@example.com", "ffffffff"])
def test_what_is_resolved_must_wait_for_it(words: str, office: Office) -> None:
    office.approve()
    office.send()
    done = office.resolve(words, "send-again")
    assert done.exit == Exit.USAGE
    assert office.states() == [State.SENT] * 3


def test_a_refused_address_is_named_with_its_audience_and_the_rest_is_sent(tmp_path: Path) -> None:
    with Server(fault=Fault("RCPT", "5xx", 2)).running() as server:
        office = made(tmp_path / "w", server)
        office.planned(*(message(to) for to in NAMES))
        office.approve()
        done, again = office.send(), office.send()
    (problem,) = done.problems
    assert (done.exit, problem.code, problem.file, problem.value) == (
        Exit.UNSENT,
        "E608",
        NAMES[1],
        "RCPT 554: never",
    )
    assert "office-HD" in str(problem.expected)
    assert (again.exit, codes(again), again.problems[0].value) == (Exit.UNSENT, ["E608"], "RCPT 554: never")
    assert server.delivered() == {NAMES[0]: 1, NAMES[2]: 1}


def test_a_server_that_is_not_there_is_named_once(office: Office) -> None:
    office.said_in_config(server={"port": 1})
    office.approve()
    done = office.send()
    assert (done.exit, codes(done), done.problems[0].file) == (Exit.UNSENT, ["E601"], "127.0.0.1:1")


def test_a_changed_report_is_a_correction_and_only_that_goes_out(office: Office) -> None:
    office.approve()
    office.send()
    new = PDF + b"corrected"
    office.planned(message(NAMES[0]), message(NAMES[1], content=new))
    (office.built / "office-HD/offices").mkdir(exist_ok=True)
    assert office.approve().exit == Exit.USAGE, "the file is not the one that was planned"
    other = replace(message(NAMES[1], content=new).files[0], file="office-HD/offices/HD2.pdf")
    (office.built / "office-HD/offices/HD2.pdf").write_bytes(new)
    office.planned(message(NAMES[0]), replace(message(NAMES[1], content=new), files=(other,)))
    assert office.approve().exit == Exit.DONE
    assert "sent 1, skipped 1" in said(office.send())
    assert office.server.delivered() == {NAMES[0]: 1, NAMES[1]: 2, NAMES[2]: 1}


def test_a_changed_address_alone_gets_the_message(office: Office) -> None:
    office.approve()
    office.send()
    office.planned(message(NAMES[0]), message(NAMES[1]), message("new@example.com"))
    office.approve()
    assert "sent 1, skipped 2" in said(office.send())
    assert office.server.delivered()["new@example.com"] == 1


def test_a_preview_connects_to_nothing(office: Office) -> None:
    done = preview(office.request, now=lambda: NOON, actor=LI)
    assert done.exit == Exit.DONE
    folder = office.folder / "preview"
    assert len(list(folder.glob("*.eml"))) == 3
    page = (folder / "index.html").read_text("utf-8")
    assert page.count("<iframe sandbox=") == 3
    assert "&lt;li@example.com&gt;" in page
    assert office.server.seen["connect"] == 0
    assert [entry.kind for entry in office.journal().read()] == [PLANNED]


def test_links_go_out_after_the_pages_stand(office: Office) -> None:
    office.said_in_config(site="https://reports.example.com")
    office.planned(*(message(to) for to in NAMES))
    office.approve()
    assert (office.send().exit, codes(office.send())) == (Exit.USAGE, ["E607"])
    body = {"builds": {PERIOD: "hash"}, "target": "x", "release": "y"}
    append(office.ledger, Act(kind=PUBLISHED, period=PERIOD, body=body, at=NOON, actor=LI))
    assert office.send().exit == Exit.DONE


def test_a_password_that_is_missing_is_told_before_connecting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTGEN_PDF_PASSWORD_BOARD", raising=False)
    office.planned(message(password="board"))  # noqa: S106
    office.approve()
    done = office.send()
    assert (done.exit, codes(done)) == (Exit.USAGE, ["E608"])
    assert "REPORTGEN_PDF_PASSWORD_BOARD" in str(done.problems[0].expected)
    office.said_in_config(server={"user": "reports"})
    monkeypatch.setenv("REPORTGEN_PDF_PASSWORD_BOARD", "x")
    monkeypatch.delenv("REPORTGEN_MAIL_PASSWORD", raising=False)
    assert codes(office.send()) == ["E602"]
    assert office.server.seen["connect"] == 0


def test_without_a_build_or_a_plan_it_says_what_comes_first(tmp_path: Path) -> None:
    office = made(tmp_path / "w", Server(fault=None, port=1))
    assert codes(office.approve()) == ["E609"]
    shutil.rmtree(office.built)
    done = office.approve()
    assert (done.exit, said(done)) == (Exit.USAGE, "there is no build of 2026Q3 to mail; build it first")
