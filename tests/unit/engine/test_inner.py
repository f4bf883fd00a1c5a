"""Kernels that wait for their callers: the installed Numba is known, and what they compute is the same."""

from __future__ import annotations

import numba
import pytest

from glasshouse.engine.kernels.inner import WAITS, apart, inner


def _chain(how):
    """Four functions, of which two call the fourth, made by a decorator; and one that starts them."""

    @how
    def rest(value, by):
        return value % by

    @how
    def left(value):
        return max(rest(value, 7), 3)

    @how
    def right(value):
        return 10 * rest(value, 5)

    @how
    def both(value):
        return left(value) + right(value)

    @numba.njit
    def start(value):
        return both(value) + rest(value, 3)

    return start, rest


def test_numba_is_known():
    """Else the first run takes more than twice as long: see whether `kernels.inner` fits the new Numba."""
    assert WAITS


def test_a_chain_of_kernels_computes_what_python_does():
    start, _ = _chain(inner)
    for value in (0, 4, 13, 104):
        assert start(value) == max(value % 7, 3) + 10 * (value % 5) + value % 3


def test_an_error_comes_through_all_the_callers():
    @inner
    def divide(value, by):
        return value // by

    @inner
    def pass_on(value, by):
        return divide(value, by) + 1

    @numba.njit
    def start(value, by):
        return pass_on(value, by)

    assert start(7, 2) == 4
    with pytest.raises(ZeroDivisionError):
        start(7, 0)


def test_nothing_is_compiled_but_the_outermost():
    start, rest = _chain(inner)
    start(8)
    waiting = next(iter(rest.overloads.values())).library
    assert waiting.get_pointer_to_function(next(waiting.get_defined_functions()).name) == 0
    # The outermost holds the code of all: nothing of the four is left to be found elsewhere.
    code = next(iter(start.overloads.values())).library.get_llvm_str()
    assert not [line for line in code.splitlines() if line.startswith("declare") and "_chain" in line]


def test_only_what_is_apart_is_still_called():
    """What has one caller is put into it, however large; a kernel apart is not, however small."""

    @apart
    def count(value):
        return value + 1

    @inner
    def large(value):
        for step in range(value):
            value = (value * 31 + step) % 1009 if value % 3 else count(value)
        return value

    @numba.njit
    def start(value):
        return large(value)

    start(8)
    code = next(iter(start.overloads.values())).library.get_llvm_str()
    called = {line for line in code.splitlines() if " call " in line}
    assert any("count" in line for line in called)
    assert not any("large" in line for line in called)
