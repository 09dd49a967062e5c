import subprocess
import sys

import pytest

CALLS = """
{first}
from PySide6.QtCore import QObject
thing = QObject()
for number in range(200_000):
    thing.setObjectName("x")
print("still standing")
"""


def _run(first: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CALLS.format(first=first)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_many_calls_into_qt_do_not_end_the_interpreter() -> None:
    answer = _run("import ui")
    assert answer.returncode == 0, answer.stderr
    assert "still standing" in answer.stdout


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_without_the_remedy_they_would() -> None:
    # When this fails, the bindings count right again and `ui.steady` can be taken out.
    assert "deallocating None" in _run("").stderr
