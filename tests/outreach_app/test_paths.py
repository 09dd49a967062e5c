import os
from pathlib import Path

import pytest

from outreach_app import paths


def test_a_new_casebook_is_offered_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documents"))
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path / "Documents"))
    assert paths.documents_folder() == Path.home()
    (tmp_path / "Documents").mkdir()
    assert paths.documents_folder() == tmp_path / "Documents"


def test_for_somebody_without_a_home_nothing_is_kept_and_all_else_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knows_none(*_: object, **__: object) -> str:
        raise RuntimeError

    for name in ("user_config_dir", "user_data_dir", "user_documents_dir"):
        monkeypatch.setattr(f"platformdirs.{name}", knows_none)
    monkeypatch.setattr(Path, "home", knows_none)
    monkeypatch.chdir(tmp_path)
    assert paths.documents_folder() == paths.home_folder() == tmp_path
    for folder in (paths.settings_folder(), paths.sample_folder()):
        with pytest.raises(OSError, match=r"\w"):
            folder.mkdir(parents=True)


def on_a_stick(stick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this be a built program in a folder of `stick`, which holds the folder of a stick."""
    program = stick / "program"
    program.mkdir()
    portable = stick / paths.PORTABLE_FOLDER
    portable.mkdir()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(program / "casebook"))
    return portable


def test_a_program_on_a_stick_keeps_everything_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portable = on_a_stick(tmp_path, monkeypatch)
    assert paths.settings_folder() == portable / "settings"
    assert paths.documents_folder() == portable
    assert paths.sample_folder() == portable / "sample"


def test_what_libraries_keep_for_speed_lies_on_the_stick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "as it was")
    paths.keep_caches_near()
    assert os.environ["XDG_CACHE_HOME"] == "as it was"
    portable = on_a_stick(tmp_path, monkeypatch)
    paths.keep_caches_near()
    assert Path(os.environ["XDG_CACHE_HOME"]).is_relative_to(portable)


def test_a_stick_may_have_another_name_tomorrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portable = on_a_stick(tmp_path, monkeypatch)
    written = paths.kept(portable / "night.casebook")
    assert written == "night.casebook"
    assert paths.found(written) == portable / "night.casebook"
    elsewhere = tmp_path / "other.casebook"
    assert paths.found(paths.kept(elsewhere)) == elsewhere


def test_a_program_is_not_portable_without_the_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portable = on_a_stick(tmp_path, monkeypatch)
    portable.rmdir()
    assert paths.portable_folder() is None
    assert paths.kept(tmp_path / "a.casebook") == str(tmp_path / "a.casebook")
