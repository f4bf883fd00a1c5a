"""A first scheme file: commented, complete and valid, to be changed by whoever asked for it."""

from __future__ import annotations

from typing import Literal

from glasshouse.ground.errors import BadInput
from glasshouse.ground.telling import tell

__all__ = ["scaffold"]

_HEAD = """\
# {id}: a scheme of your own. It is valid as it stands; change one thing at a time.
#
#   glasshouse explain ./{id}.yaml     reads it aloud
#   glasshouse run ./{id}.yaml         runs it on an invented society
#   docs/look-up/format.md                says what every key means
#
# A number stands bare (24 months), or says how it is known:
#   {{value: 24 months, low: 12 months, high: 36 months, evidence: assumed, text: silent}}
# Write null where the text says that there is none; leave a key out where the text says nothing.
format: 1

scheme:
  id: {id}
  title: {title}
  summary: An invented scheme; say here in plain sentences what yours does.
  jurisdiction: invented              # a code of ISO 3166, such as CN, for a real one
  operator: {{kind: state, name: the town}}
  status: invented                    # published, draft, press or invented
  force: {{from: 2020-01-01, until: null, reviewed_every: null}}
  purpose: [safer roads]
  legal_basis: []                     # ids of references below
  baseline: {{keeps: [fines]}}          # ordinary law that goes on without the scheme
  # left_out:                         # parts of the real rules that are not in this file, and why
  #   - {{what: repair by good deeds, why: no published numbers, pushes: up}}   # down, unknown

references: []                        # or, on a line of its own for each source:
#  - {{id: law, cite: "Act 7 of 2019", url: "...", kind: primary, read: 2026-01-31}}

scope:
  subjects: [person]
  places: [all]
  min_age: 18
  enrolment: compulsory

data:
  sources:                            # who sees an act and writes it down
    - {{id: police, kind: police}}
  keeps: 24 months

users:                                # who acts on it
  - {{id: carriers, kind: private, compelled: true}}
"""

_POINTS = """
score:
  kind: ledger                        # points are entered, and lapse
  start: 100
  floor: 0
  ceiling: 200
  recomputed: 7 days                  # or at-once; until then score and band stay as they were
  bands:                              # worst first; each begins where the one before ends
    - {id: low, from: null, to: 80}
    - {id: middle, from: 80, to: 120}
    - {id: high, from: 120, to: null}

rules:                                # the only arrows into the score and the lists
  - id: red-light
    when: {conducts: [walk-on-red, cycle-on-red]}
    proof: penalty-final              # allegation, report, observed, inference, penalty-final or judgment
    dated_by: act
    decided_by: agency
    effect: {points: -10}
    lapse: 12 months                  # null: the points stand for ever
    definition: Crossing on red, on foot or by bicycle, with a final penalty

lists: []

consequences:
  - id: no-first-class
    when: {band: [low]}
    gate: train
    tiers: [d-first, soft-sleeper]
    does: deny
    imposed_by: carriers
    except: [medical]
    domain: travel
"""

_LIST = """
score:
  kind: none

rules:                                # the only arrows into the lists
  - id: three-red-lights
    when: {conducts: [walk-on-red, cycle-on-red]}
    proof: penalty-final              # allegation, report, observed, inference, penalty-final or judgment
    dated_by: act
    count: {at_least: 3, within: 12 months, window: rolling, after: reset}
    decided_by: agency
    effect: {enter: careless}
    definition: Crossing on red, on foot or by bicycle, three times in a year with final penalties

lists:
  - id: careless
    title: the list of careless walkers
    polarity: black
    stay: {for: 1 year}               # or until-performed, or for-ever
    exit: [{by: expiry, within: 0 days}]
    publication: {audience: none}

consequences:
  - id: no-first-class
    when: {list: [careless]}
    gate: train
    tiers: [d-first, soft-sleeper]
    does: deny
    imposed_by: carriers
    except: [medical]
    domain: travel
"""

_PRACTICE = """
practice:                             # facts about its use, not rules
  aware: {value: 0.6, low: 0.2, high: 0.9, evidence: assumed, text: silent}
"""

_POINTS_TEST = """
tests:                                # lives of nobody, worked out by hand; day numbers, never dates
  - id: one-red-light
    days: [{day: 0, act: walk-on-red}]
    expect: [{day: 1, score: 90, denied: []}]
  - id: three-red-lights              # the score as last reviewed (recomputed): on day 0, 7, 14 and so on
    days: [{day: 0, act: walk-on-red}, {day: 1, act: walk-on-red}, {day: 2, act: walk-on-red}]
    expect:
      - {day: 2, score: 90, denied: []}
      - {day: 7, score: 70, band: low, denied: [train]}
"""

_LIST_TEST = """
tests:                                # lives of nobody, worked out by hand; day numbers, never dates
  - id: two-are-not-enough
    days: [{day: 0, act: walk-on-red}, {day: 9, act: cycle-on-red}]
    expect: [{day: 20, listed: [], denied: []}]
"""


def scaffold(id: str, kind: Literal["points", "list"] | str = "points") -> str:
    """The text of a first scheme.

    Args:
        id: its id, which is also its file's name.
        kind: ``points`` for a score with bands, ``list`` for a blacklist.

    Raises:
        BadInput: the id cannot be one.
    """
    from pydantic_core import PydanticCustomError

    from glasshouse.ground.validation import read_identifier

    try:
        read_identifier(id)
    except PydanticCustomError as error:
        told = error.context or {}
        raise BadInput(tell(str(told.get("what")), remedy=str(told.get("remedy")), code="bad-id")) from None
    title = id.replace("-", " ").capitalize()
    body = _POINTS + _PRACTICE + _POINTS_TEST if kind == "points" else _LIST + _PRACTICE + _LIST_TEST
    return _HEAD.format(id=id, title=title) + body
