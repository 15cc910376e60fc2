"""All cases of the catalogue."""

from tests.faults import a, b, c, d, e, f
from tests.faults.case import Case

CASES: list[Case] = [*a.CASES, *b.CASES, *c.CASES, *d.CASES, *e.CASES, *f.CASES]
