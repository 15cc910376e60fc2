"""Answers that run against all others, and forms that came in one minute."""

from typing import TYPE_CHECKING

from reportgen.ingest.headers import QUESTION
from reportgen.model.problem import Problem
from reportgen.model.text import text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from reportgen.ingest.suspicions import Look

_FEWEST_FORMS = 20
_FEWEST_OTHERS = 2
"""With a single other question nobody can say which of the two is turned."""
_STRONG = -0.5


def turned_scales(look: "Look") -> list[Problem]:
    """Return a warning for each question whose answers fall where those to the other questions rise.

    Answers are compared as the active packs turn them; so a question that is wrongly declared reversed
    is suspected too. Nothing is turned.
    """
    declared = _declared(look)
    answers = look.of_period(look.facts.answers, "answered_at")
    answers = answers[answers["question"].isin(list(declared))]
    found = []
    for (file, sheet), own in answers.groupby(["file", "sheet"], sort=True):
        for question, coefficient in _against_all(own, declared).items():
            expected = text(
                "answers to {question} that rise with those to the other questions; the correlation is {r}",
                question=question,
                r=f"{coefficient:.2f}",
            )
            hint = (
                text(
                    "The policy says reversed: true for {question}. Is 1 the worst answer in this form?",
                    question=question,
                )
                if declared[question]
                else text(
                    "If 1 is the best answer here, say reversed: true for {question} in the policy.",
                    question=question,
                )
            )
            fields = (f"{QUESTION}{question}", "question")
            found.append(look.problem((file, sheet, None), fields, "W206", expected, value=question, hint=hint))
    return found


def _declared(look: "Look") -> dict[str, bool]:
    """Return the questions of the packs in force, and whether the first that asks one turns its answers."""
    config, found = look.context.config, dict[str, bool]()
    for pack in config.in_force(look.context.window.last_day).values():
        rules = pack.satisfaction
        if not rules:
            continue
        for dimension in rules.dimensions.values():
            for code, question in dimension.questions.items():
                found.setdefault(code, question.reversed)
        if rules.overall:
            found.setdefault(rules.overall.question, rules.overall.scale.reversed)
        if rules.nps_question:
            found.setdefault(rules.nps_question, False)
    return found


def _against_all(answers: "pd.DataFrame", declared: dict[str, bool]) -> dict[str, float]:
    """Return question → median correlation with the others, where that is strongly negative."""
    import pandas as pd

    table = pd.DataFrame(_by_form(answers), columns=sorted(answers["question"].unique()))
    signs = pd.Series({name: -1.0 if declared[name] else 1.0 for name in table.columns})
    together = (table * signs).corr(min_periods=_FEWEST_FORMS)
    medians = {}
    for name in table.columns:
        others = together[name].drop(name).dropna()
        if len(others) >= _FEWEST_OTHERS and others.median() <= _STRONG:
            medians[name] = float(others.median())
    return medians


def _by_form(answers: "pd.DataFrame") -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return a row a form and a column a question, in the order of their codes."""
    import numpy as np
    import pandas as pd

    forms, ids = pd.factorize(answers["response_id"])
    questions, names = pd.factorize(answers["question"], sort=True)
    table = np.full((len(ids), len(names)), np.nan)
    table[forms, questions] = answers["value_micro"].to_numpy("float64")
    return table


def crowded_minutes(look: "Look") -> list[Problem]:
    """Return a warning for each file in one minute of which so many forms came that a script may have sent them.

    A form dated without a time of day has the day's first moment, and tells nothing of its minute.
    """
    import pandas as pd

    most = look.context.config.profile.same_minute
    forms = look.of_period(look.facts.responses, "answered_at")
    local = forms["answered_at"].dt.tz_convert(look.context.window.zone)
    forms = forms.assign(minute=local.dt.floor("min"))[local != local.dt.normalize()]
    place = ["file", "sheet", "minute"]
    counts = forms.groupby(place, as_index=False).agg(count=("row", "size"), row=("row", "min"))
    crowded = counts[counts["count"] >= most]
    worst = crowded.sort_values("count", ascending=False, kind="stable").drop_duplicates(["file", "sheet"])
    minutes = crowded.groupby(["file", "sheet"]).size()
    found = []
    for line in worst.sort_values(["file", "sheet"]).to_dict("records"):
        expected = text(
            "fewer than {most} forms in one minute; in this one there are {count}, and so in {minutes} in all",
            most=most,
            count=line["count"],
            minutes=int(minutes[line["file"], line["sheet"]]),
        )
        found.append(
            look.problem(
                (line["file"], line["sheet"], int(line["row"])),
                ["answered_at"],
                "W229",
                expected,
                value=f"{pd.Timestamp(line['minute']):%Y-%m-%d %H:%M}",
                hint=text("Were they entered by a script, or in one go from paper? They count as they are."),
            )
        )
    return found
