"""The kernels: the model on arrays, compiled by Numba. Nothing here knows of schemes or files.

Compiled code is cached on disk. Numba looks only at the file that holds a function when it decides whether
its cache is fresh, yet these functions are compiled into each other; so the cache folder is named after a
hash of every source that goes in, and a stale cache cannot be read at all.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numba

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """Where the compiled kernels of exactly these sources are kept.

    The parent is `GLASSHOUSE_CACHE`, or the user's cache folder (`XDG_CACHE_HOME` or `~/.cache`).
    """
    here = Path(__file__).parent
    ground = here.parent.parent / "ground"
    sources = [
        *sorted(here.glob("*.py")),
        ground / "random.py",
        ground / "arithmetic.py",
        ground / "alias.py",
        here.parent / "tables.py",
    ]
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sources:
        digest.update(source.read_bytes())
    base = (
        os.environ.get("GLASSHOUSE_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    )
    return Path(base) / "glasshouse" / f"kernels-{digest.hexdigest()[:16]}"


setattr(numba.config, "CACHE_DIR", str(cache_folder()))  # noqa: B010 - not in its type
# One level below the highest: compiling takes a sixth less, and the kernels run as fast.
setattr(numba.config, "OPT", type(getattr(numba.config, "OPT"))(2))  # noqa: B009, B010 - not in its type
