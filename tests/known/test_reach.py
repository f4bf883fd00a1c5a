"""Known mathematics of reach: families, officers, firms and agencies, professions, joining, public lists."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.invented import LEDGER, POINTS, RED, black, conduct, consequence, rule, scheme, world
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_mean, assert_poisson

from glasshouse.assumptions import Consent, Gate, Procedure
from glasshouse.schemes import Scheme
from glasshouse.society import Society
from glasshouse.society import load as load_society
from glasshouse.society.tables import KINDS, NOBODY, ROLES, WHOLE, Category, Dimension, Place, SocietyTables

DAYS = 365
FAMILY = ("head", "partner", "child", "child", "other")
"""Every household: two parents, their two children, and a lodger."""

PROFESSIONS = {"clerk": 0.5, "teacher": 0.3, "lawyer": 0.2}


def category(name: str) -> Category:
    return Category(name, name)


def town(firms: float = 0.0, agencies: float = 0.0) -> Society:
    """A town of families; adults have a profession, firms a sector."""
    adults = [round(share * WHOLE) for share in PROFESSIONS.values()]
    adults[0] += WHOLE - sum(adults)
    laws = np.array([[*adults, 0], [0, 0, 0, WHOLE]], np.int64)
    law = np.array([[[1 if role == "child" else 0 for role in ROLES]]], np.int32)
    care = [[[0, 1] if role == "child" else [NOBODY, NOBODY] for role in FAMILY]]
    dims = (
        Dimension(
            "occupation", "Occupation", "person", tuple(category(name) for name in (*PROFESSIONS, "none"))
        ),
        Dimension("sector", "Sector", "firm", (category("food"), category("building"))),
    )
    tables = SocietyTables(
        society="town",
        places=(Place("town", "Town"),),
        place_population=np.array([10**6]),
        dims=dims,
        dim_offset=np.array([0, 4, 6], np.int32),
        household_share=np.array([[WHOLE]]),
        household_size=np.array([5], np.int32),
        household_kind=np.array([KINDS.index("others")], np.int32),
        household_attribute=np.zeros((1, 0), np.int32),
        household_role=np.array([[ROLES.index(role) for role in FAMILY]], np.int32),
        household_parent=np.array(care, np.int32),
        role_law=law,
        role_share=laws,
        member_attribute=np.arange(4, dtype=np.int32)[:, None],
        member_age_from=np.array([18, 18, 18, 0], np.int32),
        member_age_to=np.array([70, 70, 70, 17], np.int32),
        death_rate=np.zeros(4),
        moves=np.zeros(1),
        destination_share=np.zeros((1, 1), np.int64),
        away=np.zeros(1),
        firms_per_thousand=np.array([firms]),
        firm_share=np.array([[3 * WHOLE // 4, WHOLE // 4]]),
        firm_attribute=np.array([[4], [5]], np.int32),
        agencies_per_thousand=np.array([agencies]),
        agency_share=np.array([[WHOLE]]),
        agency_attribute=np.zeros((1, 0), np.int32),
    )
    return Society("town", "Town", "invented", None, ready=tables)


def gate(name: str, demand: float, **more: Any) -> Gate:
    return Gate(id=name, title=name, demand=demand, **more)


def listing(
    *consequences: dict[str, Any], subjects: tuple[str, ...] = ("person",), **sections: Any
) -> Scheme:
    """Whoever is of age and does it once is on the list for good."""
    return scheme(
        [rule("red", [RED], effect={"enter": "noted"}, whom={"min_age": 18})],
        lists=[
            black("noted", "for-ever", {"by": "overturned", "within": "0 days"}) | sections.pop("more", {})
        ],
        consequences=list(consequences),
        scope={"subjects": list(subjects), "places": ["all"], "min_age": None, "enrolment": "compulsory"},
        **sections,
    )


def barred(name: str, where: str, **more: Any) -> dict[str, Any]:
    return consequence(name, {"list": ["noted"]}, where, "deny", **more)


def listed(rate: float, among: int = 1, days: int = DAYS) -> NDArray[np.float64]:
    """Probability that at least one of some people is on the list, on each day."""
    return 1.0 - np.exp(-rate / YEAR * among * np.arange(1, days + 1))


def with_requests(rate: float, demand: float, among: int) -> float:
    """Probability of a request on some day on which at least one of them is on the list."""
    on = listed(rate, among)
    first = np.diff(on, prepend=0.0)
    return float((first * -np.expm1(-demand / YEAR * np.arange(DAYS, 0, -1))).sum())


def gates(got: Run, where: str) -> tuple[int, int, int, int]:
    counts = ("reached-refused", "reached-persons", "reached-clear", "reached-children")
    requests, persons, clear, children = (got.total(count, where) for count in counts)
    return requests, persons, clear, children


# ---------------------------------------------------------------------------------------- families

CHILDREN = PEOPLE * 2 // 5


def test_children_are_reached_by_either_parent_and_a_request_counts_once() -> None:
    rate, demand = 0.8, 1.5
    about = world(conduct(RED, rate), gates=[gate("private-school", demand)])
    got = run(listing(barred("no-school", "private-school", falls_on=["children"])), about, society=town())
    expected = CHILDREN * demand / YEAR * listed(rate, among=2).sum()
    assert_mean(got.column("reached-refused", "private-school")[:, 0], expected)
    requests, persons, clear, children = gates(got, "private-school")
    assert_mean(
        got.column("reached-persons", "private-school")[:, 0], CHILDREN * with_requests(rate, demand, 2)
    )
    # All of them are under age, and no rule strikes those.
    assert persons == clear == children < requests
    # Only those in a child's slot; and the listed themselves are refused nothing.
    none = got.group("occupation", "none")
    assert got.column("reached-persons", "private-school")[:, none].sum() == persons
    assert got.total("refused", "private-school") == got.total("restricted-days", "private-school") == 0
    assert got.total("consequence-days", "no-school") == got.total("listed-days", "noted")


def test_a_household_is_reached_by_each_of_the_others() -> None:
    """Five to a house, three of age: a child is reached by three, an adult by two."""
    rate, demand = 0.5, 2.0
    about = world(conduct(RED, rate), gates=[gate("flight", demand)])
    got = run(listing(barred("no-flights", "flight", falls_on=["self", "household"])), about, society=town())
    adults = PEOPLE - CHILDREN
    by_two, by_three = listed(rate, 2).sum(), listed(rate, 3).sum()
    assert_mean(
        got.column("reached-refused", "flight")[:, 0], demand / YEAR * (CHILDREN * by_three + adults * by_two)
    )
    requests, persons, clear, children = gates(got, "flight")
    assert_mean(got.column("reached-children", "flight")[:, 0], CHILDREN * with_requests(rate, demand, 3))
    # What others do says nothing of oneself.
    assert_binomial(clear - children, persons - children, math.exp(-rate / YEAR * DAYS))
    # Besides, the listed are refused themselves: the same requests count there.
    assert_poisson(got.total("refused", "flight"), got.total("listed-days", "noted") * demand / YEAR)
    assert requests > got.total("refused", "flight")


def test_intervals_end_and_what_is_left_free_is_free() -> None:
    """Listed for ten days at a time: reached on those days, but for medical reasons."""
    rate, demand = 2.0, 20.0
    about = world(conduct(RED, rate), gates=[gate("flight", demand, purposes={"medical": 0.25})])
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"}, whom={"min_age": 18})],
        lists=[black("noted", "10 days")],
        consequences=[barred("none", "flight", falls_on=["children"], **{"except": ["medical"]})],
    )
    got = run(written, about, society=town())
    # On a day k somebody is listed if they did it on it or on the nine days before.
    on = 1.0 - np.exp(-2 * rate / YEAR * np.minimum(np.arange(1, DAYS + 1), 10))
    expected = CHILDREN * demand * 0.75 / YEAR * on.sum()
    assert_mean(got.column("reached-refused", "flight")[:, 0], expected)


def test_two_arms_and_threads_change_nothing_and_a_full_log_is_doubled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from glasshouse.engine import simulate

    about = world(conduct(RED, 5.0), gates=[gate("flight", 6.0)])
    written = listing(barred("no-flights", "flight", falls_on=["self", "household"]))
    whole = run(written, about, 4000, society=town(), threads=1)
    monkeypatch.setattr(simulate, "_VISITS", 3)
    cut = run(written, about, 4000, society=town(), threads=2, block=1)
    for name, array in whole.tally.arrays().items():
        assert np.array_equal(array, cut.tally.arrays()[name]), name


# ---------------------------------------------------------------------------------------- firms, agencies


@pytest.mark.parametrize(("kind", "binds"), [("firm", "officers"), ("agency", "head")])
def test_officers_are_refused_at_the_rate_of_the_firms_listing(kind: str, binds: str) -> None:
    """One firm to a neighbourhood, so that nobody has two."""
    rate, demand = 1.2, 40.0
    fake = conduct(RED, rate, by=(kind,))
    society = town(**{"firms" if kind == "firm" else "agencies": 1.0})
    about = world(fake, gates=[gate("flight", demand, by=("person", "firm", "agency"))])
    got = run(listing(barred("no-flights", "flight", binds=binds), subjects=(kind,)), about, society=society)
    assert_mean(got.column("reached-refused", "flight")[:, 0], 64 * demand / YEAR * listed(rate).sum())
    requests, persons, clear, children = gates(got, "flight")
    assert requests > persons > 0
    assert clear == persons
    assert children == 0
    # The firm itself is not touched, and counts with firms alone.
    row = got.group("subject", kind)
    assert got.column("refused", "flight").sum() == 0
    assert got.column("listed", "noted")[:, 0].sum() == 0
    assert_binomial(int(got.column("listed", "noted")[:, row].sum()), 64, float(listed(rate)[-1]))


def test_a_scheme_for_firms_strikes_no_person_and_conversely() -> None:
    society = town(firms=25.0, agencies=4.0)
    both = conduct(RED, 3.0, by=("person", "firm", "agency"))
    about = world(both, false={RED: 0.5}, gates=[gate("loan", 5.0, by=("person", "firm"))])
    there = {"person": PEOPLE, "firm": 64 * 25, "agency": 64 * 4}
    for kind in there:
        got = run(listing(barred("no-loans", "loan"), subjects=(kind,)), about, society=society)
        rows = {"person": 0, "firm": got.group("subject", "firm"), "agency": got.group("subject", "agency")}
        for other, row in rows.items():
            covered = there[other] if other == kind else 0
            assert got.tally.persons[:, row].sum() == there[other]
            assert got.column("covered")[:, row].sum() == covered
            assert (got.column("listed", "noted")[:, row].sum() > 0) == (other == kind)
        # Agencies ask for no loans.
        refused = got.column("refused", "loan")[:, rows[kind]].sum()
        days = got.column("listed-days", "noted")[:, rows[kind]].sum()
        assert_poisson(int(refused), 0.0 if kind == "agency" else days * 5.0 / YEAR)
        assert got.tally.exposure[:, rows[kind], 0].sum() == there[kind] * DAYS * 65536
    food = got.group("sector", "food")
    assert_binomial(int(got.tally.persons[:, food].sum()), there["firm"], 0.75)


def test_what_persons_alone_do_is_not_even_falsely_told_of_firms() -> None:
    about = world(conduct(RED, 3.0), false={RED: 2.0})
    got = run(
        scheme(
            [rule("red", [RED], **POINTS)],
            score=LEDGER,
            scope={
                "subjects": ["person", "firm"],
                "places": ["all"],
                "min_age": None,
                "enrolment": "compulsory",
            },
        ),
        about,
        society=town(firms=20.0),
    )
    firms = got.group("subject", "firm")
    assert got.column("covered")[:, firms].sum() == 64 * 20
    assert got.column("hits", "red")[:, firms].sum() == 0
    assert_poisson(got.total("hits", "red"), PEOPLE * DAYS / YEAR * 5.0)


def test_a_rule_strikes_the_kinds_that_it_names() -> None:
    both = conduct(RED, 4.0, by=("person", "firm"))
    rules = [
        rule("of-all", [RED], **POINTS),
        rule("of-firms", [RED], whom={"subjects": ["firm"]}, **POINTS),
        rule("of-persons", [RED], whom={"subjects": ["person"]}, **POINTS),
    ]
    written = scheme(
        rules,
        score=LEDGER,
        scope={"subjects": ["person", "firm"], "places": ["all"], "min_age": None, "enrolment": "compulsory"},
    )
    got = run(written, world(both), society=town(firms=20.0))
    for row, struck, spared in (
        (0, "of-persons", "of-firms"),
        (got.group("subject", "firm"), "of-firms", "of-persons"),
    ):
        assert got.column("hits", spared)[:, row].sum() == 0
        assert np.array_equal(got.column("hits", struck)[:, row], got.column("hits", "of-all")[:, row])
        assert_poisson(
            int(got.column("hits", struck)[:, row].sum()), got.tally.persons[:, row].sum() * DAYS / YEAR * 4
        )


# ---------------------------------------------------------------------------------------- who is meant


def test_a_rule_for_professions_strikes_those_in_them() -> None:
    """Also where a band sets it off."""
    bands = [{"id": "D", "from": None, "to": 99}, {"id": "A", "from": 99, "to": None}]
    written = scheme(
        [
            rule("red", [RED], whom={"professions": ["teacher", "lawyer"]}, **POINTS),
            rule("green", [RED], whom={"professions": ["clerk"]}, **POINTS),
            {
                "id": "sunk",
                "when": {"band": ["D"]},
                "whom": {"professions": ["lawyer"]},
                "proof": "allegation",
                "effect": {"enter": "noted"},
            },
        ],
        score={**LEDGER, "bands": bands},
        lists=[black("noted", "for-ever", {"by": "overturned", "within": "0 days"})],
    )
    got = run(written, world(conduct(RED, 2.0)), society=town())
    for name in ("red", "green"):
        for profession in (*PROFESSIONS, "none"):
            row = got.group("occupation", profession)
            struck = (profession == "clerk") == (name == "green") and profession != "none"
            mean = got.tally.persons[:, row].sum() * DAYS / YEAR * 2.0 if struck else 0.0
            assert_poisson(int(got.column("hits", name)[:, row].sum()), float(mean))
    lawyers = got.group("occupation", "lawyer")
    twice = 1 - math.exp(-2.0 * DAYS / YEAR) * (1 + 2.0 * DAYS / YEAR)
    assert_binomial(got.total("listed", "noted"), int(got.tally.persons[:, lawyers].sum()), twice)
    assert got.total("listed", "noted") == got.column("listed", "noted")[:, lawyers].sum()


@pytest.mark.parametrize("enrolment", ["opt-in", "opt-out"])
def test_who_joins_is_a_share_of_each_group_and_has_nothing_to_do_with_conduct(enrolment: str) -> None:
    factors = {"income": {"q1": 1.5, "q2": 0.0, "q5": 4.0}}
    written = scheme(
        [rule("red", [RED], **POINTS)],
        score=LEDGER,
        scope={"subjects": ["person"], "places": ["all"], "min_age": None, "enrolment": enrolment},
        practice={"enrolled": 0.3},
    )
    about = world(conduct(RED, 2.0), consent=Consent(relative=factors))
    got = run(written, about, society=load_society("simpleland"))
    for fifth, share in {"q1": 0.45, "q2": 0.0, "q3": 0.3, "q5": 1.0}.items():
        row = got.group("income", fifth)
        covered = int(got.column("covered")[:, row].sum())
        assert_binomial(covered, int(got.tally.persons[:, row].sum()), share)
        assert_poisson(int(got.column("hits", "red")[:, row].sum()), covered * DAYS / YEAR * 2.0)


# ---------------------------------------------------------------------------------------- publicity


def test_a_public_blacklist_costs_jobs_at_the_share_of_employers_who_look() -> None:
    hiring, demand = 0.3, 12.0
    procedure = Procedure.model_validate({"publication": {"hiring": hiring}})
    job = gate("job", demand, purposes={"livelihood": 0.6})
    about = world(conduct(RED, 1.0), gates=[job], procedure=procedure)
    public = {"publication": {"audience": "public"}}
    got = run(listing(more=public), about)
    days = got.total("listed-days", "noted")
    assert_poisson(got.total("refused", "job"), days * demand / YEAR * hiring)
    assert got.total("restricted-days", "job") == got.total("downgraded", "job") == 0
    # Where the scheme bars two fifths of the requests, one of those is not refused twice.
    bars = barred("no-posts", "job", **{"except": ["livelihood"]})
    both = run(listing(bars, more=public), about)
    assert both.total("listed-days", "noted") == days == both.total("restricted-days", "job")
    assert_poisson(both.total("refused", "job"), days * demand / YEAR * (0.4 + 0.6 * hiring))
    # A list that nobody can read costs none.
    hidden = run(listing(bars), about)
    assert_poisson(hidden.total("refused", "job"), days * demand / YEAR * 0.4)
