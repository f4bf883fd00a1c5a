"""The first call of a kernel: one process compiles it, and the others wait and find it compiled.

Two runs begun at once, the workers of a cluster on one machine, or tests in several processes would else each
spend the same half minute on the same code.

Python looks for no lost cycles of objects meanwhile: the compiler makes millions, keeps most of them, and
looking through them again and again would take a tenth of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from glasshouse.engine.folder_lock import hold

__all__ = ["first_call"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no lost cycles in the block; where that is so already, it stays so after it."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def first_call(kernel: Any) -> Iterator[None]:
    """Call the kernel in the block; the first call in this process, which may compile, is made alone."""
    from glasshouse.engine.kernels import cache_folder

    if kernel.signatures:
        yield
        return
    with hold(cache_folder(), wait=True), _uncollected():
        yield
