"""Clause ids as a reader likes them: in order, runs joined."""

from reportgen.render.views.language import Language


def clauses(lang: Language, *ids: str) -> str:
    """Return clause ids (a text may hold several) sorted, each once, runs as P03.15–18.

    >>> clauses(Language.of("en"), "P03.16 P03.15", "P03.18", "P03.17", "P06.2")
    'P03.15–18, P06.2'
    """
    known = sorted({one for text in ids for word in text.replace(",", " ").split() for one in _parts(word)})
    runs: list[tuple[str, int, int]] = []
    for pack, number in known:
        if runs and runs[-1][0] == pack and runs[-1][2] == number - 1:
            runs[-1] = (pack, runs[-1][1], number)
        else:
            runs.append((pack, number, number))
    return lang.join(_run(*run) for run in runs)


def _parts(word: str) -> list[tuple[str, int]]:
    """Return the clauses of a word: P03.18, or a run such as P03.15–18."""
    pack, _, numbers = word.partition(".")
    first, _, last = numbers.partition("–")
    return [(pack, number) for number in range(int(first), int(last or first) + 1)]


def _run(pack: str, first: int, last: int) -> str:
    return f"{pack}.{first}" if first == last else f"{pack}.{first}–{last}"
