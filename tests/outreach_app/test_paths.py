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
