"""The first call of a kernel: one process compiles it, and the others wait and find it compiled.

Two runs begun at once, the workers of a cluster on one machine, or tests in several processes would else each
spend the same half minute on the same code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from glasshouse.engine.folder_lock import hold

__all__ = ["first_call"]


@contextmanager
def first_call(kernel: Any) -> Iterator[None]:
    """Call the kernel in the block; the first call in this process, which may compile, is made alone."""
    from glasshouse.engine.kernels import cache_folder

    if kernel.signatures:
        yield
        return
    with hold(cache_folder(), wait=True):
        yield
