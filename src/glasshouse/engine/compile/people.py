"""The society and the behaviour that does not depend on any scheme, as tables."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine.compile.laws import alias_tables, packed
from glasshouse.engine.compile.responses import cap_of, in_parts
from glasshouse.engine.compile.rows import Rows, threshold
from glasshouse.engine.compile.subjects import kinds
from glasshouse.engine.scenario import DAYS_PER_YEAR
from glasshouse.engine.tables import NONE, Real

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glasshouse.assumptions import Assumptions
    from glasshouse.ground.quantity import Quantity
    from glasshouse.society import SocietyTables

__all__ = ["behaviour_tables", "relative_rates", "society_tables"]


@lru_cache(maxsize=4)
def society_tables(society: SocietyTables) -> Mapping[str, Any]:
    """Alias tables of households and members, their attributes, and who is who to whom.

    A study compiles one society under hundreds of assumptions; what rests on the society alone is kept.
    """
    household_threshold, household_alias = alias_tables(society.household_share)
    member_threshold, member_alias = alias_tables(society.role_share)
    return {
        "household_threshold": household_threshold,
        "household_alias": household_alias,
        "household_size": society.household_size,
        "household_attribute": society.household_attribute,
        "household_role": society.household_role,
        "household_parent": society.household_parent,
        "role_law": society.role_law,
        "member_law": packed(member_threshold, member_alias),
        **_body_tables(society),
        "member_attribute": society.member_attribute,
        "member_age_from": society.member_age_from,
        "member_age_to": society.member_age_to,
        "mean_stay": np.array([DAYS_PER_YEAR / rate if rate > 0.0 else 0.0 for rate in society.moves]),
        "destination_share": society.destination_share,
        "away": np.array([threshold(share) for share in society.away], np.int64),
        "member_death": np.array(
            [DAYS_PER_YEAR / rate if rate > 0.0 else 0.0 for rate in society.death_rate]
        ),
    }


def _body_tables(society: SocietyTables) -> dict[str, Any]:
    """Firms and agencies, padded to the longer of the two."""
    shares = (society.firm_share, society.agency_share)
    attributes = (society.firm_attribute, society.agency_attribute)
    most = tuple(max(table.shape[axis] for table in attributes) for axis in (0, 1))
    law = np.zeros((2, len(society.places), most[0]), np.int64)
    attribute = np.zeros((2, *most), np.int32)
    rows = Rows("body")
    for kind, (share, own) in enumerate(zip(shares, attributes, strict=True)):
        law[kind, :, : share.shape[1]] = packed(*alias_tables(share))
        attribute[kind, : own.shape[0], : own.shape[1]] = own
        rows.add(
            cells=share.shape[1],
            dimensions=own.shape[1],
            bit=2 << kind,
            group=1 + society.attribute_count + len(society.places) + kind,
        )
    return {"bodies": rows.array(), "body_law": law, "body_attribute": attribute}


def relative_rates(
    society: SocietyTables, relatives: list[Mapping[str, Mapping[str, Quantity[float]]]]
) -> Real:
    """Factors by attribute, float64, shape (attributes and places, things); 1 where nothing is said.

    A category that this society does not tell apart is left out: nobody has it.
    """
    attributes = society.attribute_count
    factors = np.ones((attributes + len(society.places), len(relatives)))
    places = {place.id: attributes + number for number, place in enumerate(society.places)}
    for column, relative in enumerate(relatives):
        for dimension, categories in relative.items():
            for category, factor in categories.items():
                if dimension == "place":
                    row = places.get(category)
                else:
                    row = _attribute(society, dimension, category)
                if row is not None:
                    factors[row, column] = factor.value
    return factors


def _attribute(society: SocietyTables, dimension: str, category: str) -> int | None:
    try:
        return society.attribute(dimension, category)
    except KeyError:
        return None


def behaviour_tables(society: SocietyTables, assumptions: Assumptions, *, friends: bool) -> dict[str, Any]:
    """Traits, conducts, contact and gates; `friends`: somebody's score depends on other people's."""
    uses = dict.fromkeys(assumptions.traits, 0)
    numbers = {name: number for number, name in enumerate(assumptions.traits)}
    conducts = Rows("conduct")
    for conduct in assumptions.conducts.values():
        factor = NONE
        if conduct.trait is not None:
            falls = conduct.trait.sign < 0
            uses[conduct.trait.id] |= 2 if falls else 1
            factor = 2 * numbers[conduct.trait.id] + falls
        conducts.add(
            rate=conduct.rate.value / DAYS_PER_YEAR,
            factor=factor,
            excess=cap_of(conduct, assumptions) - 1.0,
            by=kinds(conduct.by),
        )
    traits = Rows("trait")
    for name, trait in assumptions.traits.items():
        correlation = trait.household_correlation.value
        traits.add(
            common=math.sqrt(correlation),
            own=math.sqrt(1.0 - correlation),
            spread=trait.spread.value,
            uses=uses[name],
        )
    contact = Rows("contact")
    contact.add(
        household=in_parts(assumptions.contact.household.value),
        peers=in_parts(assumptions.contact.peers.value),
        neighbourhood=in_parts(assumptions.contact.neighbourhood.value),
        full=assumptions.contact.full.value,
        runs=int(assumptions.contact.runs or friends),
    )
    gates = Rows("gate")
    tiers: list[int] = []
    for gate in assumptions.gates.values():
        shares = [share.value for share in gate.tiers.values()] or [1.0]
        first = len(tiers)
        total = 0.0
        for share in shares[:-1]:
            total += share
            tiers.append(threshold(total))
        medical, livelihood, family = (
            gate.purposes[purpose].value if purpose in gate.purposes else 0.0
            for purpose in ("medical", "livelihood", "family")
        )
        other = 1.0 - (medical + livelihood + family)
        gates.add(
            demand=gate.demand.value / DAYS_PER_YEAR * 7.0,
            by=kinds(gate.by),
            tiers=len(shares),
            tier_first=first,
            not_other=threshold(other),
            not_medical=threshold(other + medical),
            not_livelihood=threshold(other + medical + livelihood),
        )
    return {
        "conducts": conducts.array(),
        "traits": traits.array(),
        "contact": contact.array(),
        "gates": gates.array(),
        "tiers": np.array([*tiers, 0], np.int64),
        "relative": relative_rates(society, [conduct.relative for conduct in assumptions.conducts.values()]),
        "asking": relative_rates(society, [assumptions.procedure.review.relative]).ravel(),
        "gate_relative": relative_rates(society, [gate.relative for gate in assumptions.gates.values()]),
        "consent_relative": relative_rates(society, [assumptions.consent.relative])[:, 0].copy(),
        "detection": relative_rates(society, [source.detection for source in assumptions.sources.values()]),
        "false_relative": relative_rates(
            society, [source.false_relative for source in assumptions.sources.values()]
        ),
    }
