"""One run at a time in a folder.

The lock is the system's own and ends with the process, however that ends: no file is left behind that would
have to be deleted by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from glasshouse.ground.errors import BadInput, Problem

__all__ = ["hold"]


@contextmanager
def hold(folder: Path, *, wait: bool = False) -> Iterator[bool]:
    """Hold a folder while the block runs; it is made where missing.

    Args:
        folder: what is held.
        wait: wait for whoever holds it, instead of giving up.

    Yields:
        Whether it is held: some systems and network disks know no such lock. Then two runs in one folder
        would write the same files with the same content, so that time is lost and nothing else.

    Raises:
        BadInput: another process holds it, and it is not waited for.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield False
        return
    descriptor = None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    if descriptor is None:
        yield False
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = True
        except BlockingIOError:
            raise BadInput(
                Problem(
                    f"Another run is at work in '{folder}'.",
                    why="Two at a time in one folder would do the same work twice.",
                    remedy="Wait for it to end, stop it, or give --out another folder.",
                    code="folder-held",
                )
            ) from None
        except OSError:
            held = False
        yield held
    finally:
        os.close(descriptor)
