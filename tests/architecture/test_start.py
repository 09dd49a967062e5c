"""What only figures and papers need is not loaded before somebody wants them."""

import subprocess
import sys

# What figures are proven with, and what papers are drawn with: each costs a cold start a quarter
# of a second on a slow computer.
LATER = ("highspy", "numpy", "reportlab", "outreach_app.statistics.answer")


def test_the_window_starts_without_what_only_figures_and_papers_need() -> None:
    asked = f"import sys, ui.app; print(*(each for each in {LATER!r} if each in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == []
