"""`python -m benchmarks [name ...] [--write docs/performance.md]`: prints a table of ratios; writes only when told."""

import argparse
import importlib
import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import Figure, Want

NAMES = ("start", "screen", "sheet", "room", "matrix", "chain", "sign_in", "assigner", "content", "letters")
HEADINGS = ("What", "Beside", "Ratio", "Goal", "", "Ours / reference here")


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("names", nargs="*", metavar="name", help=f"any of {', '.join(NAMES)}; all if left out")
    words.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    given = words.parse_args()
    unknown = [name for name in given.names if name not in NAMES]
    if unknown:
        words.error(f"there is no benchmark called {', '.join(unknown)}")
    print(surroundings())
    for name in given.names or NAMES:
        measure = importlib.import_module(f"benchmarks.{name}").measure
        rows = [_row(figure) for figure in measure()]
        print(f"\n{name}\n{_columns(rows)}", flush=True)
        if given.write:
            _put(given.write, name, _markdown(rows))
    return 0


def surroundings() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    moment = datetime.now(UTC).strftime("%Y-%m-%d")
    return f"{moment}, Python {platform.python_version()}, {os.cpu_count()} cores{load}, {platform.system()}"


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≤" if figure.want is Want.AT_MOST else "≥"
    goal = f"{sign} {figure.goal:g}" if figure.goal is not None else ""
    verdict = {True: "met", False: "MISSED", None: ""}[figure.met]
    return (figure.what, figure.beside, f"{figure.ratio:.3g}", goal, verdict, figure.absolute)


def _columns(rows: Sequence[Sequence[str]]) -> str:
    table = [HEADINGS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(HEADINGS)} |", "|---|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"Measured {surroundings()}.", "", *lines])


def _put(page: Path, name: str, table: str) -> None:
    """Replaces what stands between the marks of this benchmark in the page."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = page.read_text(encoding="utf-8")
    found = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not found.search(text):
        raise SystemExit(f"{page} has no place for {name}: put {begin} and {end} where it should stand.")
    block = f"{begin}\n{table}\n{end}"
    page.write_text(found.sub(lambda _: block, text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
