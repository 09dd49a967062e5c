"""A day at the second door, in a process of its own: ``python -m tests.traces.cli_day FOLDER``.

Makes a casebook with marked words in many tables and runs the commands that read and write it. What
the user asks for goes into ``FOLDER/asked``.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from outreach_app import bootstrap, cli, logs
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from tests.filled import fill
from tests.traces.canaries import NAME, PASSPHRASE, PROJECT, mark


def main() -> int:
    """Do everything once; what goes wrong ends it."""
    logs.quiet_crashes()
    folder = Path(sys.argv[1])
    asked, secret = folder / "asked", folder / "secret"
    clock = SetClock(datetime(2026, 2, 20, 9, tzinfo=UTC))
    book = folder / "north.casebook"
    desk = bootstrap.create(book, "", NAME, PASSPHRASE, clock, KdfCost.CHEAPEST).desk
    fill(desk)
    tables = mark(desk)
    desk.close()
    (asked / "stick").mkdir()

    def run(*words: object, code: int = 0) -> None:
        found = cli.run([str(each) for each in words], clock)
        assert found == code, (words[0], found)

    def with_book(command: str, *words: object, path: Path = book, code: int = 0) -> None:
        run(command, "--casebook", path, "--passphrase-file", secret, *words, code=code)

    with_book("verify")
    with_book("export", "--output", asked / "all.json")
    with_book(
        "report", "--month", "2025-12", "--pack", "internal", "--format", "pdf",
        "--output", asked / "report.pdf",
    )  # fmt: skip
    with_book("match")
    with_book("backup", "--to", asked / "stick")
    with_book("users", "list")
    (copy,) = (asked / "stick").glob("*.backup")
    with_book("restore", copy, path=folder / "again.casebook")
    with_book("verify", path=folder / "again.casebook")
    other = folder / "other.casebook"
    bootstrap.create(other, "", NAME, PASSPHRASE, clock, KdfCost.CHEAPEST).desk.close()
    with_book("import", asked / "all.json", path=other)
    broken = json.loads((asked / "all.json").read_text())
    broken["contacts"][0]["started_at"] = PROJECT
    (asked / "broken.json").write_text(json.dumps(broken))
    with_book("import", asked / "broken.json", path=other, code=1)
    wrong = folder / "wrong"
    wrong.write_text("somebody else's words\n")
    run("verify", "--casebook", book, "--passphrase-file", wrong, code=3)
    sys.stdout.write(f"\n{tables} tables marked\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
