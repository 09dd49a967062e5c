"""The same contacts in a spreadsheet with a password, and a password safe's unlocking, beside ours.

    python benchmarks/compare.py [CONTACTS]          (default 100000)

Each is a program started from nothing: until a month's figures stand there, or until the file is
open. LibreOffice is driven without a window by `calc_month.py`, under the Python it brings along;
KeePassXC by its command line. What is not installed is left out and said.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter

from large import NAME, PHRASE, casebook

from outreach_app.clock import SystemClock
from outreach_app.storage.engine import connect, prepare
from outreach_app.vault import unlocking
from outreach_app.vault.throttle import Throttle

HERE = Path(__file__).parent
OUT = Path("out/bench")
ROUNDS = 3
COLUMNS = (
    "started_at, recorded_at, person_id, setting, outcome, area, minutes, needle_returns, note"
)


def timed(words: Sequence[str], said: str = "") -> float:
    """Run a program with a line on its standard input and answer its seconds, best of a few."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        done = subprocess.run(words, input=said, text=True, capture_output=True, check=False)
        best = min(best, perf_counter() - began)
        if done.returncode:
            msg = f"{words[0]} ended with {done.returncode}: {done.stderr[-300:]}"
            raise RuntimeError(msg)
    return best


def rows_of(path: Path, folder: Path) -> Path:
    """Write the contacts of a casebook as CSV, as a project's own sheet would have them."""
    target = folder / "contacts.csv"
    throttle = Throttle(SystemClock(), folder / "waits")
    with (
        unlocking.unlock(path, NAME, PHRASE, throttle) as key,
        closing(connect(path, key)) as driver,
        target.open("w", newline="", encoding="utf-8") as file,
    ):
        prepare(driver)
        writer = csv.writer(file)
        writer.writerow(COLUMNS.split(", "))
        writer.writerows(driver.execute(f"SELECT {COLUMNS} FROM contacts ORDER BY started_at"))
    return target


def spreadsheet(path: Path, folder: Path) -> list[str]:
    """Return the lines about the spreadsheet."""
    office, python = shutil.which("soffice"), "/usr/bin/python3"
    if office is None:
        return ["LibreOffice is not installed: not compared."]
    rows = rows_of(path, folder)
    book = folder / "contacts.xlsx"
    script = str(HERE / "calc_month.py")
    subprocess.run([python, script, "make", str(rows), str(book)], check=True)
    theirs = timed([python, script, "month", str(book)])
    size = book.stat().st_size / 1e6
    return [f"| spreadsheet with a password ({size:.0f} MB): start, open, a month | {theirs:.1f} |"]


def ours(path: Path, folder: Path) -> list[str]:
    """Return the lines about our own command line."""
    phrase = folder / "phrase"
    phrase.write_text(PHRASE + "\n")
    base = ["--casebook", str(path), "--user", NAME, "--passphrase-file", str(phrase)]
    program = [sys.executable, "-m", "outreach_app"]
    asked = ["--month", "2025-10", "--pack", "internal", "--format", "json", "--output", "-"]
    month = timed([*program, "report", *base, *asked])
    opened = timed([*program, "users", "list", *base])
    size = path.stat().st_size / 1e6
    return [
        f"| ours ({size:.0f} MB): start, open, a month with every line | {month:.1f} |",
        f"| ours: start to unlocked | {opened:.1f} |",
    ]


def safe(folder: Path) -> list[str]:
    """Return the lines about KeePassXC, with the cost of a key it takes by itself."""
    keeper = shutil.which("keepassxc-cli")
    if keeper is None:
        return ["KeePassXC is not installed: not compared."]
    file = folder / "safe.kdbx"
    subprocess.run(
        [keeper, "db-create", "-p", str(file)],
        input=f"{PHRASE}\n{PHRASE}\n", text=True, capture_output=True, check=True,
    )  # fmt: skip
    took = timed([keeper, "ls", "-q", str(file)], f"{PHRASE}\n")
    return [f"| KeePassXC, an empty safe: start to unlocked | {took:.1f} |"]


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [f"| {size:,} contacts, each program started from nothing | seconds |", "|---|--:|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = casebook(size, OUT / "casebooks", folder)
        lines += [*ours(path, folder), *spreadsheet(path, folder), *safe(folder)]
    words = "\n".join(lines) + "\n"
    (OUT / "compare.md").write_text(words)
    print(words)


if __name__ == "__main__":
    main()
