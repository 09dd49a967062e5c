import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_app.errors import KnownError, NoSuchFile
from outreach_app.storage.atomic import remove_leftovers, write_atomic


def test_new_and_over_an_old_one(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    write_atomic(target, b"one")
    target.chmod(0o644)
    write_atomic(target, b"two\n")
    assert target.read_bytes() == b"two\n"
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o777 == 0o600


def test_failure_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(KnownError):
        write_atomic(tmp_path / "report.pdf", b"x")
    with pytest.raises(NoSuchFile):
        write_atomic(tmp_path / "none" / "report.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_no_room(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from outreach_app.errors import DiskFull\n"
        "from outreach_app.storage.atomic import write_atomic\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomic(Path(sys.argv[1]), b'x' * 5000)\n"
        "except DiskFull: sys.exit(7)\n"
    )
    command = [sys.executable, "-c", script, str(target)]
    assert subprocess.run(command, check=False).returncode == 7
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_leftovers_of_a_killed_program(tmp_path: Path) -> None:
    left = (".a.keys.0a1b2c3d.part", "a.keys", ".other.part", ".a.keys.0a1b2c3d.partial")
    for name in (*left, ".report.pdf.0a1b2c3d.part"):
        (tmp_path / name).write_bytes(b"x")
    assert remove_leftovers(tmp_path, {"a.keys"}) == 1
    assert not (tmp_path / left[0]).exists()
    assert len(list(tmp_path.iterdir())) == 4
    assert remove_leftovers(tmp_path / "none", {"a.keys"}) == 0


KILLED = """
import resource, signal, sys
from pathlib import Path
from outreach_app.storage.atomic import write_atomic
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # the system ends the program in the middle
write_atomic(Path(sys.argv[1]), b"x" * 5000)
"""


def test_a_program_killed_while_writing_leaves_nothing_in_clear(tmp_path: Path) -> None:
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None:
        pytest.skip("this system knows no files without a name")
    try:
        os.close(os.open(tmp_path, os.O_WRONLY | flag, 0o600))
    except OSError:
        pytest.skip("the disk of this folder knows no files without a name")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "report.pdf")]
    assert subprocess.run(command, check=False).returncode < 0
    assert list(tmp_path.iterdir()) == []
