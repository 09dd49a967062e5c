"""The long storm: ``python -m tests.faults --kills 120 --seed 1`` prints one table, and JSON beside.

Answers 1 when anything was lost, half, damaged, or refused without words.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from outreach_app import paths, words
from outreach_app.vault.passphrases import check_passphrase
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.faults import storm
from tests.faults.kinds import KILLS
from tests.faults.tally import Tally, as_json, table
from tests.faults.world import WORLD

# Runs of each kind without a death, and of damage, which takes less time.
RUNS: Final = 60
DAMAGES: Final = 320


def main() -> int:
    """Run what was asked for; answer 1 when something was not well."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=120, help="deaths of each kind")
    parser.add_argument("--steps", type=int, help="kill at so many even steps, not at random")
    parser.add_argument("--runs", type=int, help="runs of each kind without a death")
    parser.add_argument("--seconds", type=float, default=600, help="at most so long for each kind")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=(*KILLS, *WORLD), action="append")
    parser.add_argument("--folder", type=Path, help="where to work; kept when something is wrong")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="faults-"))
    os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
    sys.stderr.write(f"seed {asked.seed}, in {folder}\n")
    # A program in use has read its own files long before the disk of a casebook gets in the way.
    check_passphrase(PASSPHRASE, SIGN_IN)
    for each in paths.resource("words").glob("*.toml"):
        words.lookup(each.stem)
    found: list[Tally] = []
    for number, kind in enumerate((*KILLS, *WORLD)):
        if asked.only and kind not in asked.only:
            continue
        here = folder / f"kind{number}"
        if kind in KILLS and asked.steps:
            found.append(storm.by_steps(kind, KILLS[kind], here, asked.steps))
        elif kind in KILLS:
            found.append(
                storm.at_random(kind, KILLS[kind], here, asked.kills, asked.seed, asked.seconds)
            )
        else:
            usual = DAMAGES if kind == "damage" else RUNS
            runs = usual if asked.runs is None else asked.runs
            found.append(WORLD[kind](kind, here, runs, asked.seed, asked.seconds))
        sys.stderr.write(f"{' '.join(found[-1].cells())}  {dict(found[-1].states)}\n")
    sys.stdout.write(f"Seed {asked.seed}.\n\n{table(found)}")
    if asked.json is not None:
        asked.json.write_text(as_json(found, asked.seed))
    return 0 if all(each.good for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
