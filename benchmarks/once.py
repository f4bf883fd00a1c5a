"""One engine, once, in a process of its own: prints its time and the process's peak memory as JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import resource

from benchmarks.engines import ENGINES

__all__ = ["main"]


def main() -> None:
    """``python -m benchmarks.once hand 1000000 --threads 2``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=sorted(ENGINES))
    parser.add_argument("people", type=int)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    engine = ENGINES[chosen.engine]
    warm_up = getattr(importlib.import_module(engine.module), "warm_up", None)
    if warm_up is not None:
        warm_up()
    # The kernel says the peak in KiB on Linux.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tally = engine.run(chosen.people, chosen.threads)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = {
        "people": tally.people,
        "seconds": tally.seconds,
        "before_mib": before / 1024,
        "peak_mib": peak / 1024,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
