"""A signed form is kept inside the casebook and shown without being written anywhere."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from outreach_app.bootstrap import Desk
from outreach_app.casework import consent_papers, incidents
from outreach_app.casework.consent_papers import NotAForm, TooLarge
from tests.outreach_app.sharing.conftest import tell
from tests.ui.sitting import Stage
from ui.dialogs.files import choose_next
from ui.dialogs.form_shown import FormShown


@pytest.fixture
def incident(desk: Desk) -> str:
    desk.do(tell)
    return desk.ask(incidents.listing)[0].id


def picture(folder: Path) -> Path:
    path = folder / "form.png"
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    assert image.save(str(path))
    return path


def test_a_form_is_attached_and_shown(
    stage: Stage, desk: Desk, incident: str, tmp_path: Path
) -> None:
    stage.show_page("consent", incident_id=incident)
    choose_next(picture(tmp_path))
    stage.click("consent.attach")
    stage.until(lambda: len(desk.ask(consent_papers.listed, None, incident)) == 1)
    kept = desk.ask(consent_papers.listed, None, incident)[0]
    stage.click(f"consent.paper.{kept.id}")
    stage.until(lambda: stage.findChild(FormShown) is not None)
    shown = stage.findChild(FormShown)
    assert shown is not None
    assert [page for page in shown.findChildren(QLabel) if not page.pixmap().isNull()]
    shown.accept()
    stage.settle()


def test_something_else_is_told_and_not_kept(
    stage: Stage, desk: Desk, incident: str, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a form")
    stage.show_page("consent", incident_id=incident)
    choose_next(path)
    stage.click("consent.attach")
    stage.until(lambda: "neither a PDF nor a picture" in stage.words())
    assert desk.ask(consent_papers.listed, None, incident) == ()


def test_files_are_read_no_further_than_a_form_may_be(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(consent_papers.LIMIT + 1)
    with pytest.raises(TooLarge):
        consent_papers.read_file(path)
    path.write_bytes(b"MZ")
    with pytest.raises(NotAForm):
        consent_papers.read_file(path)
