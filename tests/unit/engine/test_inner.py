"""Kernels that wait for their callers: the installed Numba is known, and what they compute is the same."""

from __future__ import annotations

import re
from collections import Counter

import numba
import numpy as np
import pytest
from numba.core import compiler
from numba.core.runtime import _nrt_python, rtsys

from glasshouse.engine.kernels.inner import WAITS, _Late, apart, inner


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
    waiting = next(iter(rest.overloads.values()))
    assert waiting.library.get_pointer_to_function(waiting.fndesc.llvm_func_name) == 0
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


class _Whole(_Late):
    """An inner kernel that goes through every step of Numba's."""

    def define_pipelines(self):
        return compiler.Compiler.define_pipelines(self)


def _text(dispatcher):
    """What a kernel was translated to, as lines without numbers, in no order: each run has its own."""
    (text,) = next(iter(dispatcher.overloads.values())).library._texts
    return Counter(re.sub(r"[0-9]+", "", line) for line in text.splitlines())


def test_the_steps_left_out_do_nothing():
    def weigh(values, pair, limit):
        total = 0
        best = values[0]
        for place in range(len(values)):
            value = values[place] * pair[1]
            if value > limit and not place % 2:
                best = max(best, value)
            elif value < 0:
                continue
            total += value // pair[0]
            while total > limit:
                total -= limit
        return total, best**2

    signature = (numba.int64[::1], numba.types.UniTuple(numba.int64, 2), numba.int64)
    texts = []
    for how in (inner, numba.njit(pipeline_class=_Whole, no_cpython_wrapper=True, no_cfunc_wrapper=True)):
        kernel = how(weigh)
        kernel.compile(signature)
        texts.append(_text(kernel))
    assert texts[0] == texts[1]


def test_arrays_come_back_whole_from_a_kernel():
    """Whatever owns memory is given back as often as it was taken, also where a kernel only hands it on."""

    @inner
    def longer(first, second):
        return first if len(first) > len(second) else second

    @numba.njit
    def start(length):
        total = 0.0
        for more in range(50):
            kept = longer(np.full(length, 1.0), np.full(more, 2.0))
            other = np.full(length, 3.0)
            total += kept.sum() + other[0]
        return total

    start(0)
    _nrt_python.memsys_enable_stats()
    try:
        before = rtsys.get_allocation_stats()
        assert start(20) == 20 * 20 + 2 * sum(range(20, 50)) + 150
        after = rtsys.get_allocation_stats()
    finally:
        _nrt_python.memsys_disable_stats()
    assert after.mi_alloc - before.mi_alloc == after.mi_free - before.mi_free == 150
