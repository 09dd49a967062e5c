import math
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from outreach_app.clock import SetClock
from outreach_app.errors import WaitFirst
from outreach_app.vault.throttle import FREE, LONGEST, UNKEPT, Throttle
from outreach_app.wording import lines


def left(throttle: Throttle, vault: str = "v") -> int:
    """Whole seconds until the next attempt is taken."""
    return math.ceil(throttle.state(vault).wait)


def test_three_are_free_then_the_wait_doubles(throttle: Throttle, clock: SetClock) -> None:
    waits = []
    for _ in range(13):
        throttle.begin("v")
        waits.append(left(throttle))
        clock.ticks += waits[-1]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_waiting_is_told_and_not_counted(throttle: Throttle, clock: SetClock) -> None:
    for _ in range(FREE + 1):
        throttle.begin("v")
    clock.ticks += 0.5
    for _ in range(3):
        with pytest.raises(WaitFirst) as met:
            throttle.begin("v")
        assert met.value.data == {"count": 2}
    assert lines(met.value) == ("Wait 2 seconds, then try again.",)
    clock.ticks += 0.5
    with pytest.raises(WaitFirst) as met:
        throttle.begin("v")
    assert lines(met.value) == ("Wait one second, then try again.",)
    clock.ticks += 1
    assert throttle.begin("v").failures == FREE + 1


def test_survives_a_restart_and_a_moved_clock(tmp_path: Path, clock: SetClock) -> None:
    first = Throttle(clock, tmp_path)
    for _ in range(FREE + 5):
        first.begin("v")
        clock.ticks += 32 if left(first) != 32 else 0
    assert left(first) == 32
    clock.moment += timedelta(days=400)
    assert left(Throttle(clock, tmp_path)) == 32
    clock.ticks += 10
    assert left(Throttle(clock, tmp_path)) == 22


def test_runs_on_after_the_computer_restarted(tmp_path: Path, clock: SetClock) -> None:
    for _ in range(FREE + 2):
        if left(Throttle(clock, tmp_path)) == 0:
            Throttle(clock, tmp_path).begin("v")
        clock.ticks += 2 if left(Throttle(clock, tmp_path)) == 2 else 0
    assert left(Throttle(clock, tmp_path)) == 4
    clock.ticks = 1.0
    assert left(Throttle(clock, tmp_path)) == 4
    clock.ticks = 4.0
    assert left(Throttle(clock, tmp_path)) == 1
    clock.ticks = 5.0
    assert left(Throttle(clock, tmp_path)) == 0


def test_each_casebook_waits_for_itself(throttle: Throttle) -> None:
    for _ in range(FREE + 1):
        throttle.begin("v")
    assert left(throttle, "w") == 0


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"failures": 1e999, "wait": 1e999, "stamp": 0}',
        b'{"failures": "x", "wait": 0, "stamp": 0}',
        b'{"failures": 9, "wait": 1e300, "stamp": 1e300}',
        b'{"failures": -5, "wait": -5, "stamp": -5}',
        b'{"failures": 4, "wait": NaN, "stamp": 0}',
        b"x" * 5000,
    ],
)
def test_a_damaged_state_locks_nobody_out_for_ever(
    tmp_path: Path, clock: SetClock, text: bytes
) -> None:
    first = Throttle(clock, tmp_path)
    first.begin("v")
    next(tmp_path.iterdir()).write_bytes(text)
    later = Throttle(clock, tmp_path)
    assert left(later) <= LONGEST
    clock.ticks += LONGEST
    later.begin("v")


def test_a_folder_that_cannot_be_written_still_lets_people_in(
    tmp_path: Path, clock: SetClock
) -> None:
    (tmp_path / "file").write_text("")
    taken: list[float] = []
    throttle = Throttle(clock, tmp_path / "file" / "waits", taken.append)
    for _ in range(FREE + 1):
        throttle.begin("v")
    assert left(throttle) == 2
    assert taken == [UNKEPT] * (FREE + 1)  # before each of them is tried
    clock.ticks += 2
    throttle.begin("v")
    throttle.clear("v")
    assert throttle.begin("v").failures == 0


def test_a_right_one_leaves_no_file(tmp_path: Path, clock: SetClock) -> None:
    throttle = Throttle(clock, tmp_path)
    throttle.begin("v")
    throttle.clear("v")
    assert list(tmp_path.iterdir()) == []


def test_many_programs_at_once_share_the_free_tries(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from datetime import UTC, datetime\n"
        "from outreach_app.clock import SetClock\n"
        "from outreach_app.errors import WaitFirst\n"
        "from outreach_app.vault.throttle import Throttle\n"
        "clock = SetClock(datetime(2026, 1, 5, tzinfo=UTC), 1000.0)\n"
        "taken = 0\n"
        "for _ in range(200):\n"
        "    try: Throttle(clock, Path(sys.argv[1])).begin('v'); taken += 1\n"
        "    except WaitFirst: pass\n"
        "print(taken)\n"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "waits")]
    root = Path(__file__).parents[3]
    programs = [
        subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    taken = [int(each.communicate()[0]) for each in programs]
    # Three are free, and the fourth begins the wait.
    assert sum(taken) == 4
