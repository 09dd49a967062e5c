import subprocess
import sys

import pytest

CALLS = """
{first}
from PySide6.QtCore import QObject, Signal
class Thing(QObject):
    told = Signal()
thing = Thing()
thing.told.connect(lambda: 0)
for number in range(200_000):
    {call}
print("still standing")
"""
BOTH = pytest.mark.parametrize(
    ("call", "used_up"), [("thing.setObjectName('x')", "None"), ("thing.told.emit()", "True")]
)


def _run(first: str, call: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CALLS.format(first=first, call=call)],
        capture_output=True,
        text=True,
        check=False,
    )


@BOTH
def test_many_calls_into_qt_do_not_end_the_interpreter(call: str, used_up: str) -> None:
    answer = _run("import ui", call)
    assert answer.returncode == 0, answer.stderr
    assert "still standing" in answer.stdout


@BOTH
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="they are immortal from 3.12 on")
def test_without_the_remedy_they_would(call: str, used_up: str) -> None:
    # When this fails, the bindings count right again and `ui.steady` can be taken out.
    assert f"deallocating {used_up}" in _run("", call).stderr
