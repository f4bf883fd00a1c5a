"""The slow twin: the model in plain Python, to be read, and matched by the fast engine bit for bit.

Read in this order; each file says which part of `docs/understand/specification.md` it is:

1. `luck`: addresses of draws. `people`: households and members. `demography`: the dates of a life. `rates`:
   how often, and by which channels, with `bounds`: how much more often at most. `candidates`: when records
   arise.
2. `terms`: what holds in an arm. `order` and `rules`: which rules take a record. `record`: what they take.
3. `book`: what the rules make of records, with `counting` (n times within a period), `ledger` (points),
   `scorecard` (scores by weight), `stays` (lists) and `agenda` (what is yet to be done).
4. `standing` and `gates`: consequences and refusals. `knowledge`: who learns of a stay. `remedies`: what can
   be done about it. `livelihood`: what refusals do, with `means` and `lasting` (work, credit).
   `response`: how people answer. `chronicle`: what is counted.
5. `life`: one person in one arm, the numbered order of events. `contact`: what people see of each other.
   `neighbourhood`: everybody in one arm. `simulate`: everybody in every arm.
6. `histories`: the tests in scheme files. `what_if`: one life without some of its records.

For use outside are the simulation of a whole scenario, the check of a scheme file's own tests, and one life
told event by event (`trace`), as it is lived and as it would be without some of its records.
"""

from __future__ import annotations

from glasshouse.engine.slow.histories import check_life_histories
from glasshouse.engine.slow.simulate import (
    relive,
    simulate_slowly,
    trace_refused_for_others,
    trace_slowly,
)
from glasshouse.engine.slow.trace import Event

__all__ = [
    "Event",
    "check_life_histories",
    "relive",
    "simulate_slowly",
    "trace_refused_for_others",
    "trace_slowly",
]
