"""The computer around the program: a home folder, and a folder it was started in, that are none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _run(asked: str, home: str, folder: Path) -> subprocess.CompletedProcess[str]:
    around = os.environ | {"HOME": home, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        env=around,
        cwd=folder,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such device by name there")
def test_papers_need_no_home_folder(tmp_path: Path) -> None:
    done = _run("import outreach_app.reports.pdf", os.devnull, tmp_path)
    assert done.returncode == 0, done.stderr


def test_nothing_in_the_home_folder_is_run(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in (".reportlab_mods", ".reportlab_settings"):
        (tmp_path / name).write_text(f"open({str(ran)!r}, 'w').close()\n")
    done = _run("import outreach_app.reports.pdf", str(tmp_path), tmp_path)
    assert done.returncode == 0, done.stderr
    assert not ran.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use stays there")
def test_a_folder_that_went_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    asked = (
        f"import os, sys; os.rmdir({str(gone)!r}); sys.argv = ['outreach-app', 'self-check']; "
        "from outreach_app.__main__ import main; sys.exit(main())"
    )
    done = _run(asked, str(tmp_path), gone)
    assert done.returncode == 5
    assert "is not there any more" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such device by name there")
def test_all_parts_are_tried_where_the_home_folder_cannot_be_written(tmp_path: Path) -> None:
    asked = (
        "import os, sys; sys.argv = ['outreach-app', 'self-check']; "
        "[os.environ.pop(each, None) for each in list(os.environ) if each.startswith('XDG_')]; "
        "from outreach_app.__main__ import main; sys.exit(main())"
    )
    done = _run(asked, os.devnull, tmp_path)
    assert done.returncode == 0, done.stderr
