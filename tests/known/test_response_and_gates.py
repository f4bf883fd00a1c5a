"""Known mathematics of response and refusals: thinning, expected acts, demand; and who the people are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.invented import (
    GOOD,
    LEDGER,
    POINTS,
    RED,
    TRAIN,
    black,
    conduct,
    consequence,
    everybody_in_the_worst_band,
    rule,
    scheme,
    world,
)
from tests.known.worlds import PEOPLE, YEAR, Run, run
from tests.limits import assert_binomial, assert_mean, assert_poisson

from glasshouse.assumptions import Gate, Procedure
from glasshouse.schemes import Scheme
from glasshouse.society import load as load_society

GENERAL, OWN = 0.2, 0.6
RESPONSE = {
    kind: {"general": GENERAL, "own": OWN} for kind in ("violation", "expression", "prosocial", "neutral")
}

TOLD = [{"for": {"lists": ["noted"]}, "due": "after"}]


def listing(stay: int, **sections: object) -> Scheme:
    """A list of which everybody hears who is on it, on the evening of the entry."""
    return scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", f"{stay} days")],
        notice=TOLD,
        **sections,
    )


# ---------------------------------------------------------------------------------------- a changing rate


def deterred(rate: float, stay: int, days: int) -> tuple[float, NDArray[np.float64]]:
    """Records of somebody who does less while listed: an exact expectation.

    Off the list records come at rate a, on it at rate b < a, from the day after the entry on, for one hears
    of it in the evening; and every record renews the stay. State: on how many further days one is listed.

    Args:
        rate: records per day without any response.
        stay: days, 2 or more.
        days: the horizon.

    Returns:
        Expected records, and the probability to be listed at the end of each day.
    """
    a, b = rate * (1 - GENERAL), rate * (1 - GENERAL) * (1 - OWN)
    state = np.zeros(stay + 1)
    state[0] = 1.0
    records, listed = 0.0, []
    for _ in range(days):
        on = state[1:].sum()
        records += state[0] * a + on * b
        recorded = state[0] * (1 - math.exp(-a)) + on * (1 - math.exp(-b))
        kept = state[1:] * math.exp(-b)
        listed.append(recorded + kept.sum())
        state = np.append(np.append(state[0] * math.exp(-a) + kept[0], kept[1:]), 0.0)
        state[stay - 1] += recorded
    return records, np.array(listed)


@pytest.mark.parametrize(("rate", "stay"), [(6.0, 30), (60.0, 10)])
def test_thinning_follows_a_rate_that_the_records_themselves_change(rate: float, stay: int) -> None:
    days = 300
    got = run(listing(stay), world(conduct(RED, rate), response=RESPONSE), days=days)
    records, listed = deterred(rate / YEAR, stay, days)
    assert_mean(got.column("hits", "red")[:, 0], PEOPLE * records)
    assert_mean(got.column("listed-days", "noted")[:, 0], PEOPLE * listed.sum())
    # Without the feedback there would be far more: the test could tell.
    assert got.total("hits", "red") < 0.99 * PEOPLE * rate / YEAR * days * (1 - GENERAL)


# ---------------------------------------------------------------------------------------- seen and unseen


def acts(got: Run, rate: float) -> NDArray[np.float64]:
    """Expected acts by replicate: the rate times exposure and change, in their units of 2**-16 days."""
    exposure = got.tally.exposure[:, 0, 0]
    return (exposure + got.column("change", RED)[:, 0]) / 65536 * rate / YEAR


def test_expected_acts_are_those_that_a_full_drawing_counts() -> None:
    """All acts drawn (seen by somebody), a fifth of them proved: the count is the integral, feedback on.

    The difference of a count and its compensator is a martingale, whose variance is the expected count.
    """
    rate, proved = 10.0, 0.2
    levels = ("allegation", "report", "observed", "inference", "penalty-final", "judgment")
    proof = {level: {"true": 1.0, "false": 1.0} for level in levels}
    proof["judgment"] = {"true": proved, "false": proved}
    procedure = Procedure.model_validate({"proof": proof})
    written = scheme(
        [
            rule("red", [RED], effect={"enter": "noted"}) | {"proof": "judgment"},
            rule("every", [RED], **POINTS),
        ],
        score=LEDGER,
        lists=[black("noted", "90 days")],
        notice=TOLD,
        practice={"aware": 0.7},
    )
    full = run(written, world(conduct(RED, rate), response=RESPONSE, procedure=procedure))
    counted = full.column("hits", "every")[:, 0]
    expected = acts(full, rate)
    assert abs(counted.sum() - expected.sum()) < 5 * math.sqrt(expected.sum())

    # Now a fifth is seen at all, and the rest is never drawn: the same acts are expected.
    split = listing(90, practice={"aware": 0.7})
    seen = run(split, world(conduct(RED, rate, {"police": proved}), response=RESPONSE), seed=2)
    fewer = acts(seen, rate)
    error = math.sqrt(64 * (expected.var(ddof=1) + fewer.var(ddof=1)))
    assert abs(expected.sum() - fewer.sum()) < 5 * error
    assert abs(seen.total("hits", "red") - proved * fewer.sum()) < 5 * math.sqrt(proved * fewer.sum())
    # And they are fewer than without any response by much more than that.
    assert PEOPLE * 365 / YEAR * rate - expected.sum() > 100 * error


@pytest.mark.parametrize("aware", [0.25, 0.9])
def test_who_knows_of_a_scheme_has_nothing_to_do_with_who_one_is(aware: float) -> None:
    """Everybody's rate is the same here, so that the change counts those who know: a share of every group."""
    days, society = 30, load_society("simpleland")
    written = scheme([rule("red", [RED], **POINTS)], score=LEDGER, practice={"aware": aware})
    got = run(written, world(conduct(RED, 0.1), response=RESPONSE), days=days, society=society)
    persons = got.tally.persons.sum(axis=0)
    each = 65536 * days * GENERAL
    people = {"all", "place", *(dimension.id for dimension in society.tables().people_dims)}
    for group, among in enumerate(persons.tolist()):
        if got.tally.layout.groups[group][0] not in people:
            continue  # firms and agencies do not cross on red
        knowing = round(-float(got.column("change", RED)[:, group].sum()) / each)
        assert_binomial(knowing, among, aware)


# ---------------------------------------------------------------------------------------- gates


def test_refusals_are_demand_x_restricted_days_in_classes_and_purposes() -> None:
    written = everybody_in_the_worst_band(
        consequence(
            "no-fast-trains",
            {"band": ["D"]},
            "train",
            "deny",
            tiers=["g-any", "d-first"],
            **{"except": ["medical", "family"]},
        ),
        consequence("no-sleepers", {"band": ["D"]}, "train", "disqualify", tiers=["soft-sleeper"]),
        consequence("dear-flights", {"band": ["D"]}, "flight", "surcharge", size=0.1),
    )
    flight = Gate(id="flight", title="Flight", demand=2.5)
    got = run(written, world(conduct(RED, 0.1), gates=[TRAIN, flight]))
    years = PEOPLE * 365 / YEAR
    refused = 6.0 * ((0.3 + 0.1) * (1 - 0.05 - 0.15) + 0.1)
    assert_poisson(got.total("refused", "train"), years * refused)
    assert_poisson(got.total("worsened", "flight"), years * 2.5)
    assert got.total("restricted-days", "train") == PEOPLE * 365
    assert got.total("downgraded", "train") == got.total("refused", "train")
    # Requests fall on all weeks alike.
    for week in (0, 25, 51):
        assert_poisson(int(got.weekly("refused", "train")[week]), PEOPLE * 7 / YEAR * refused)


def test_a_redlist_opens_a_green_channel_and_burdens_nobody() -> None:
    """Stays follow Little's law; requests know nothing of them: given the days, favours are Poisson."""
    daily, stay, days = 4.0 / YEAR, 30, 365
    written = scheme(
        [rule("good", [GOOD], effect={"enter": "model"})],
        lists=[{**black("model", f"{stay} days"), "polarity": "red"}],
        consequences=[consequence("fast-lane", {"list": ["model"]}, "train", "priority", tiers=["g-any"])],
    )
    got = run(
        written, world(conduct(GOOD, 4.0, legality="prosocial", context="civic"), gates=[TRAIN]), days=days
    )
    on = [1 - math.exp(-daily * min(day + 1, stay)) for day in range(days)]
    assert_mean(got.column("listed-days", "model")[:, 0], PEOPLE * sum(on))
    assert_poisson(got.total("favoured", "train"), got.total("listed-days", "model") * 6.0 / YEAR * 0.3)
    assert 0 < got.total("favoured-persons", "train") < got.total("listed", "model")
    for nothing in ("listed-any", "sanctioned-days", "burdened-any", "restricted-any", "refused-any"):
        assert got.total(nothing) == 0


@pytest.mark.parametrize(("stay", "rate"), [("10 days", 2.0), ("30 days", 1.0)])
def test_only_requests_on_restricted_days_are_refused(stay: str, rate: float) -> None:
    """A stay after each record: refusals are demand x restricted days = demand x listed days."""
    written = scheme(
        [rule("red", [RED], effect={"enter": "noted"})],
        lists=[black("noted", stay)],
        consequences=[consequence("no-trains", {"list": ["noted"]}, "train", "deny")],
    )
    got = run(written, world(conduct(RED, rate), gates=[TRAIN]))
    assert got.total("restricted-days", "train") == got.total("listed-days", "noted")
    assert got.total("restricted-days", "train") == got.total("sanctioned-days")
    # Requests are independent of the list: given the days, their number is Poisson.
    assert_poisson(got.total("refused", "train"), got.total("restricted-days", "train") * 6.0 / YEAR)


def test_demand_and_conduct_differ_by_group_as_assumed() -> None:
    """In a society with groups: a group's refusals and records are its members' rates added up."""
    society = load_society("simpleland")
    factors = {"income": {"q1": 0.5, "q5": 3.0}, "sex": {"male": 1.5}, "place": {"hills": 2.0}}
    written = everybody_in_the_worst_band(consequence("no-trains", {"band": ["D"]}, "train", "deny"))
    train = Gate(id="train", title="Train", demand=4.0, tiers=TRAIN.tiers, relative=factors)
    about = world(conduct(RED, 2.0, relative=factors), gates=[train])
    got = run(written, about, society=society)
    exposure = got.tally.exposure[:, :, 0].sum(axis=0)
    persons = got.tally.persons.sum(axis=0)
    assert persons[0] == PEOPLE
    for dimension, category in [("all", "all"), ("income", "q5"), ("sex", "male"), ("place", "hills")]:
        group = got.group(dimension, category)
        days = exposure[group] / 65536
        assert_poisson(int(got.column("refused", "train")[:, group].sum()), days / YEAR * 4.0)
        assert_poisson(int(got.column("hits", "red")[:, group].sum()), days / YEAR * 2.0)
    # Within the group of the factor the average of the other factors is left.
    for dimension, category, factor in [
        ("income", "q1", 0.5),
        ("income", "q5", 3.0),
        ("place", "hills", 2.0),
    ]:
        group = got.group(dimension, category)
        rest = exposure[group] / 65536 / 365 / persons[group] / factor
        assert 1.0 < rest < 3.0


# ---------------------------------------------------------------------------------------- people


def test_people_are_those_of_the_society() -> None:
    """Shares of all groups against the society's tables; the last household, cut, moves them little."""
    society = load_society("simpleland")
    tables = society.tables()
    people = 4 * PEOPLE
    got = run(
        scheme([rule("red", [RED], **POINTS)], score=LEDGER),
        world(conduct(RED, 0.1)),
        people,
        1,
        society=society,
    )
    persons = got.tally.persons.sum(axis=0)
    plan = society.neighbourhoods(people)
    here = np.bincount(plan.place, plan.persons, minlength=len(tables.places)) / people
    joint = np.tensordot(here, tables.person_share, axes=1)
    for number, dimension in enumerate(tables.people_dims):
        for place, category in enumerate(dimension.categories):
            attribute = tables.dim_offset[number] + place
            if number < tables.household_dims:
                share = joint[(tables.household_attribute == attribute).any(axis=1)].sum()
            else:
                share = joint[:, (tables.member_attribute == attribute).any(axis=1)].sum()
            found = persons[got.group(dimension.id, category.id)] / people
            # Members of a household go together: at most five times the variance of persons drawn apart.
            error = math.sqrt(5 * share * (1 - share) / people)
            assert abs(found - share) < 5 * error + 0.001, (dimension.id, category.id)


def test_the_youngest_age_covered_is_a_birthday() -> None:
    society = load_society("simpleland")
    head = {"subjects": ["person"], "places": ["all"], "enrolment": "compulsory"}
    about = world(conduct(RED, 0.1))

    def covered(min_age: int) -> Run:
        written = scheme([rule("red", [RED], **POINTS)], score=LEDGER, scope={**head, "min_age": min_age})
        return run(written, about, days=1, society=society)

    got = covered(18)
    children = got.group("age", "0-17")
    # Ages and birthdays are even: of those under 18, one in 18 x 365 has the eighteenth birthday on that day.
    under_age = int(got.tally.persons[:, children].sum())
    assert_binomial(int(got.column("covered")[:, children].sum()), under_age, 1 / (18 * 365))
    for group in range(1, len(got.tally.layout.groups)):
        if got.tally.layout.groups[group][0] == "age" and group != children:
            assert np.array_equal(got.column("covered")[:, group], got.tally.persons[:, group])
    # Ages are even within a group: of those of 18 to 29, two in three are 22 or older.
    group = got.group("age", "18-29")
    young = int(got.tally.persons[:, group].sum())
    older = int(covered(22).column("covered")[:, group].sum())
    assert abs(older - young * 8 / 12) < 5 * math.sqrt(young * 8 / 12 * 4 / 12)
