"""One run, one table: every row a ratio to the bare floor measured beside it in the same run.

    python benchmarks/bench.py [CONTACTS ...]      (default 1000 10000 100000)

Writes `out/bench/table.md` and `table.json`, and prints the first. The growth exponent is the slope
between the smallest and the largest size: 0 is none, 1 is as much as the casebook grew.
"""

import json
import math
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

OUT = Path("out/bench")
SIZES = (1000, 10_000, 100_000)
Rows = list[dict[str, Any]]


def measured(sizes: list[int]) -> Rows:
    """Run each size in a process of its own."""
    rows: Rows = []
    here = Path(__file__).with_name("rows.py")
    for size in sizes:
        print(f"{size:,} contacts …", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, str(here), str(size), str(OUT / "casebooks")],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        rows += [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return rows


def exponent(some: Rows) -> float | None:
    """Return how a row grows between its smallest and its largest size; None for one size."""
    first, last = some[0], some[-1]
    if first is last:
        return None
    grown = math.log(last["contacts"] / first["contacts"])
    return math.log(last["ours_ms"] / first["ours_ms"]) / grown


def table(rows: Rows) -> str:
    """Return the table in Markdown."""
    lines = [
        "| | contacts | ours, ms | floor, ms | ratio | more, ms | memory, MB | growth |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in dict.fromkeys(row["row"] for row in rows):
        some = [row for row in rows if row["row"] == name]
        slope = exponent(some)
        for row in some:
            ours, floor = row["ours_ms"], row["floor_ms"]
            growth = f"{slope:.2f}" if row is some[-1] and slope is not None else ""
            lines.append(
                f"| {name} | {row['contacts']:,} | {ours:,.1f} | {floor:,.1f} | {ours / floor:.1f}"
                f" | {ours - floor:+,.1f} | {row['memory_mb']:+.0f} | {growth} |"
            )
    lines.append("")
    for row in rows:
        if "idle_mb" in row:
            lines.append(
                f"{row['contacts']:,} contacts: the idle locked window takes"
                f" {row['idle_mb']:.0f} MB more than a bare one of PySide6."
            )
        if "derivation_ms" in row:
            share = row["derivation_ms"] / row["ours_ms"]
            lines.append(
                f"{row['contacts']:,} contacts: {share:.0%} of unlocking is deriving the key."
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    sizes = sorted(int(each) for each in sys.argv[1:]) or list(SIZES)
    OUT.mkdir(parents=True, exist_ok=True)
    rows = measured(sizes)
    words = table(rows)
    machine = {"machine": platform.machine(), "python": platform.python_version()}
    (OUT / "table.json").write_text(json.dumps({**machine, "rows": rows}, indent=1) + "\n")
    (OUT / "table.md").write_text(words)
    print(words)


if __name__ == "__main__":
    main()
