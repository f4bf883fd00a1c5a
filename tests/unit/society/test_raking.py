"""Raking against closed forms, against scipy and ipfn, and against the laws of proportional fitting."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize

from glasshouse.society.raking import Constraint, ImpossibleMarginal, group_sums, rake, wanted_sums

Table = npt.NDArray[np.float64]


def by_row(share: list[float] | Table, columns: int) -> Constraint:
    wanted = np.asarray(share, dtype=np.float64)[:, None]
    rows = np.arange(len(wanted))
    return Constraint("rows", rows, np.zeros(columns, np.intp), wanted, np.zeros(wanted.shape, np.intp))


def by_column(share: list[float] | Table, rows: int) -> Constraint:
    wanted = np.asarray(share, dtype=np.float64)[None, :]
    columns = np.arange(wanted.shape[1])
    return Constraint("columns", np.zeros(rows, np.intp), columns, wanted, np.zeros(wanted.shape, np.intp))


shares = st.floats(0.05, 0.95)
tables = hnp.arrays(np.float64, (4, 5), elements=st.floats(0.1, 10))
margins = st.lists(st.floats(0.1, 10), min_size=5, max_size=5).map(lambda m: np.array(m) / sum(m))


@given(hnp.arrays(np.float64, (2, 2), elements=st.floats(0.1, 10)), shares, shares)
def test_two_by_two_has_a_closed_form(seed: Table, row: float, column: float) -> None:
    # R. L. Plackett, J. Amer. Statist. Assoc. 60 (1965): the cell with odds ratio psi and margins p, q solves
    # (psi - 1) x^2 - (1 + (psi - 1)(p + q)) x + psi p q = 0.
    psi = seed[0, 0] * seed[1, 1] / (seed[0, 1] * seed[1, 0])
    fitted = rake(seed, [by_row([row, 1 - row], 2), by_column([column, 1 - column], 2)]).table
    assert math.isclose(fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0]), psi, rel_tol=1e-9)
    b = 1 + (psi - 1) * (row + column)
    x = fitted[0, 0]
    assert math.isclose((psi - 1) * x * x + psi * row * column, b * x, rel_tol=1e-9)
    assert math.isclose(fitted[0].sum(), row, rel_tol=1e-9)
    assert math.isclose(fitted[:, 0].sum(), column, rel_tol=1e-9)


@given(tables, margins)
def test_marginals_are_met_and_interactions_kept(seed: Table, column: Table) -> None:
    row = np.array([0.1, 0.2, 0.3, 0.4])
    raked = rake(seed, [by_row(row, 5), by_column(column, 4)])
    assert raked.converged
    np.testing.assert_allclose(raked.table.sum(axis=1), row, rtol=1e-10)
    np.testing.assert_allclose(raked.table.sum(axis=0), column, rtol=1e-10)
    factors = np.log(raked.table / seed)
    interaction = factors - factors.mean(0) - factors.mean(1)[:, None] + factors.mean()
    np.testing.assert_allclose(interaction, 0, atol=1e-9)


@given(tables, margins, st.permutations(range(4)), st.permutations(range(5)))
def test_permuting_the_marginals_permutes_the_table(
    seed: Table, column: Table, rows: list[int], columns: list[int]
) -> None:
    row = np.array([0.1, 0.2, 0.3, 0.4])
    plain = rake(seed, [by_row(row, 5), by_column(column, 4)]).table
    moved = rake(seed[np.ix_(rows, columns)], [by_column(column[columns], 4), by_row(row[rows], 5)]).table
    np.testing.assert_allclose(moved, plain[np.ix_(rows, columns)], rtol=1e-9)


@given(tables, margins, st.floats(0.001, 1000))
def test_a_fitted_table_stays_and_scale_does_not_matter(seed: Table, column: Table, scale: float) -> None:
    constraints = [by_row([0.1, 0.2, 0.3, 0.4], 5), by_column(column, 4)]
    once = rake(seed, constraints).table
    np.testing.assert_allclose(rake(once, constraints).table, once, rtol=1e-10)
    np.testing.assert_allclose(rake(seed * scale, constraints).table, once, rtol=1e-10)


def test_a_share_among_some_columns_is_the_nearest_table_that_scipy_finds() -> None:
    """One marginal leaves columns out, one is within rows; the oracle is the dual of Kullback-Leibler."""
    random = np.random.default_rng(5)
    seed = random.uniform(0.2, 3, (3, 4))
    seed[1, 2] = 0
    seed /= seed.sum()
    row = np.array([0.5, 0.3, 0.2])
    among = Constraint(
        name="among",
        rows=np.zeros(3, np.intp),
        columns=np.array([-1, 0, 1, 1]),
        share=np.array([[0.35, 0.65]]),
        base=np.zeros((1, 2), np.intp),
    )
    within = Constraint(
        name="within",
        rows=np.array([0, 1, 1]),
        columns=np.array([0, 0, 1, 1]),
        share=np.array([[0.7, 0.3], [0.45, 0.55]]),
        base=np.array([[0, 0], [1, 1]]),
    )
    fitted = rake(seed, [by_row(row, 4), among, within]).table
    live = seed > 0

    def constraint_matrix() -> tuple[Table, Table]:
        lines, wanted = [], []

        def add(coefficients: Table, value: float) -> None:
            lines.append(coefficients[live])
            wanted.append(value)

        for number, share in enumerate(row):
            add(np.repeat(np.eye(3)[number][:, None], 4, axis=1), share)
        ones = np.ones((3, 1))
        add(ones * np.array([[0, 1 - 0.35, -0.35, -0.35]]), 0.0)
        add(np.array([[1.0], [0], [0]]) * np.array([[0.3, 0.3, -0.7, -0.7]]), 0.0)
        add(np.array([[0.0], [1], [1]]) * np.array([[0.55, 0.55, -0.45, -0.45]]), 0.0)
        return np.array(lines), np.array(wanted)

    matrix, wanted = constraint_matrix()
    prior = seed[live]

    def dual(multipliers: Table) -> float:
        return float((prior * np.exp(matrix.T @ multipliers)).sum() - wanted @ multipliers)

    def slope(multipliers: Table) -> Table:
        result: Table = matrix @ (prior * np.exp(matrix.T @ multipliers)) - wanted
        return result

    found = minimize(dual, np.zeros(len(wanted)), jac=slope, method="BFGS", options={"gtol": 1e-10})
    np.testing.assert_allclose(fitted[live], prior * np.exp(matrix.T @ found.x), rtol=1e-6)
    assert (fitted[~live] == 0).all()


def test_agrees_with_ipfn_on_four_dimensions() -> None:
    ipfn = pytest.importorskip("ipfn.ipfn", reason="an independent library, used only here")
    random = np.random.default_rng(7)
    shape = (3, 4, 2, 5)
    seed = random.uniform(0.1, 2, shape)
    seed[0, :, 1, 4] = 0
    goal = random.uniform(0.1, 2, shape) * (seed > 0)
    goal /= goal.sum()
    rows = np.indices((3, 4)).reshape(2, -1)
    columns = np.indices((2, 5)).reshape(2, -1)
    zero = np.zeros
    ours = rake(
        seed.reshape(12, 10),
        [
            Constraint("a", rows[0], zero(10, np.intp), goal.sum((1, 2, 3))[:, None], zero((3, 1), np.intp)),
            Constraint("d", zero(12, np.intp), columns[1], goal.sum((0, 1, 2))[None], zero((1, 5), np.intp)),
            Constraint("bc", rows[1], columns[0], goal.sum((0, 3)), zero((4, 2), np.intp)),
        ],
    ).table.reshape(shape)
    theirs = ipfn.ipfn(
        seed.copy(),
        [goal.sum((1, 2, 3)), goal.sum((0, 1, 2)), goal.sum((0, 3))],
        [[0], [3], [1, 2]],
        convergence_rate=1e-12,
        rate_tolerance=0,
        max_iteration=5000,
    ).iteration()
    np.testing.assert_allclose(ours, theirs, rtol=1e-8)


def test_contradicting_marginals_do_not_converge() -> None:
    seed = np.ones((2, 2))
    share = np.array([[0.6], [0.4]])
    base = np.zeros((2, 1), np.intp)
    one = Constraint("one", np.arange(2), np.zeros(2, np.intp), share, base)
    other = Constraint("other", np.arange(2), np.zeros(2, np.intp), share[::-1], base)
    assert not rake(seed, [one, other], most_sweeps=50).converged


def test_people_wanted_in_structural_zeros_are_refused_by_name() -> None:
    seed = np.array([[1.0, 1.0], [0.0, 0.0]])
    with pytest.raises(ImpossibleMarginal) as caught:
        rake(seed, [by_row([0.5, 0.5], 2)])
    assert caught.value.args == ("rows",)


def test_group_sums_and_wanted_sums_agree_on_a_fitted_table() -> None:
    seed = np.arange(1.0, 13).reshape(3, 4)
    constraint = Constraint(
        name="mixed",
        rows=np.array([0, 1, 1]),
        columns=np.array([0, -1, 1, 1]),
        share=np.array([[0.2, 0.8], [0.5, 0.5]]),
        base=np.array([[0, 0], [1, 1]]),
    )
    fitted = rake(seed, [constraint]).table
    sums = group_sums(fitted, constraint)
    np.testing.assert_allclose(sums, wanted_sums(sums, constraint), rtol=1e-11)
    # What the marginal does not speak of is left alone.
    np.testing.assert_allclose(fitted[:, 1], seed[:, 1] / seed.sum(), rtol=1e-12)
