"""A process of its own, started by `bench.py`: how long until the first field takes a key.

    python benchmarks/starting.py bare | window CASEBOOK

Prints the moment (of the clock all processes share) at which the field was shown, and the memory of
the idle window in MB. `bare` is a window of PySide6 with one field and nothing of ours.
"""

import os
import resource
import sys
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication([])
    field = QLineEdit()
    field.show()
    app.processEvents()
    _said()


def window(casebook: Path) -> None:
    from outreach_app.clock import SystemClock
    from ui import app as application
    from ui.background import Background
    from ui.house import Gate
    from ui.settings import Settings
    from ui.theme import Theme

    qt = application.application()
    clock, background = SystemClock(), Background()
    settings = Settings(casebook.parent / "settings")
    gate = Gate(application.house(clock), clock, background, Theme(qt, "light", 100), settings)
    made = application.build(qt, gate, casebook)
    made.show()
    qt.processEvents()
    _said()
    background.finish()


def _said() -> None:
    at = monotonic()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{at:.4f} {memory:.1f}")


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        window(Path(sys.argv[2]))
