"""Look at the licence of every installed package and refuse one that does not fit ours."""

import json
import subprocess
import sys
from pathlib import Path

# Compatible with GPL-3.0-or-later, as packages write them.
FITTING = (
    "apache",
    "mit",
    "bsd",
    "isc",
    "psf",
    "python software foundation",
    "mpl",
    "mozilla",
    "lgpl",
    "lesser general public",
    "gpl-3",
    "gplv3",
    "gplv2-or-later",
    "zlib",
    "unlicense",
    "hpnd",
    "0bsd",
    "ofl",
    "cc0",
)

# Packages that say nothing in their metadata, with the licence that their own files carry.
SAID_ELSEWHERE = {"sqlcipher3": "zlib"}


def main() -> int:
    """Print what does not fit; return 1 if anything does not."""
    tool = Path(sys.executable).with_name("pip-licenses")
    found = json.loads(
        subprocess.run(  # noqa: S603 - a fixed command
            [str(tool), "--format=json", "--from=all", "--with-system"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
    )
    strangers = []
    for package in found:
        words = SAID_ELSEWHERE.get(package["Name"], "") + " ".join(
            str(package.get(key, ""))
            for key in ("License", "License-Metadata", "License-Classifier", "License-Expression")
        )
        if not any(each in words.lower() for each in FITTING):
            strangers.append(f"{package['Name']}: {words}")
    sys.stdout.write("".join(f"{each}\n" for each in strangers))
    sys.stdout.write(f"{len(found)} packages looked at, {len(strangers)} do not fit\n")
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main())
