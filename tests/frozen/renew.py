"""Renew the frozen fingerprints, for a reason that the changelog gives; or freeze what is new.

python -m tests.frozen.renew --because "What changes, as under 'Results change' in CHANGELOG.md"
python -m tests.frozen.renew --new
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.frozen.frozen import FILE, fingerprints, names, read, results_changes

__all__ = ["main"]


def main() -> int:
    """Write the fingerprints anew and say which changed; 2 without a reason in the changelog, or a change."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choice = reader.add_mutually_exclusive_group(required=True)
    choice.add_argument("--because", help="words that stand under 'Results change'")
    choice.add_argument(
        "--new", action="store_true", help="freeze only what is not frozen yet, drop what is gone"
    )
    given = reader.parse_args()
    frozen = read() if FILE.exists() else {"because": "", "results": {}}
    before = frozen["results"]
    if given.new:
        because = frozen["because"]
        results = {name: before.get(name) or fingerprints(name) for name in names()}
    else:
        because = " ".join(given.because.split())
        if len(because) < 10 or because not in results_changes():
            print(
                "Write first under 'Results change' in CHANGELOG.md what changes and why; then say it here."
            )
            return 2
        results = {name: fingerprints(name) for name in names()}
    for name in sorted({*before, *results}):
        if name not in results:
            print(f"gone     {name}")
        elif name not in before:
            print(f"new      {name}")
        else:
            print(f"{'same' if before[name] == results[name] else 'CHANGED':8} {name}")
    if results == before:
        print("Nothing changed, and nothing was written: the reason of the last change stands.")
        return 0 if given.new else 2
    FILE.write_text(json.dumps({"because": because, "results": results}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
