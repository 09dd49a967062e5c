"""Packs by hand: copied, put together with keys, looked at, kept, taken out of use."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts
from outreach_app.reports import pack_keeping
from outreach_app.reports.pack_keeping import PackDraft
from outreach_app.statistics import known_packs, packs
from outreach_app.statistics.packs import Pack
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.dialogs.files import choose_next
from ui.pages.pack import PackPage
from ui.pages.packs import PacksPage
from ui.theme import Theme

ALT = Qt.KeyboardModifier.AltModifier


def pack_page(stage: Stage, **where: object) -> PackPage:
    return cast("PackPage", stage.show_page("pack", **where))


def kept(desk: Desk) -> list[Pack]:
    return [row.pack for row in desk.ask(known_packs.own)]


def keep(desk: Desk, label: str = "Harbour Trust", name: str = "lottery") -> Pack:
    pack = pack_keeping.copied(packs.load(name), label)
    return desk.do(pack_keeping.keep, PackDraft(pack)).value


def test_a_copy_is_named_changed_with_keys_and_kept(stage: Stage, full: Desk) -> None:
    page = pack_page(stage, copy_of="lottery")
    assert "New pack" in stage.words()
    stage.type("pack.label", "Harbour Trust")
    stage.type("pack.audience", "Harbour Trust, second year")
    page.frame.show_part("lines")
    page.lines.choose("F01_referrals_made/by_agency")
    QTest.keyClick(page.lines.list, Qt.Key.Key_Return)
    assert page.parts.contents.sections[0] == packs.load("lottery").sections[0]
    here = page.parts.chosen()
    assert here is not None
    group, at = here
    assert group == "section"
    assert page.parts.contents.sections[at].table == "F01_referrals_made/by_agency"
    for _ in range(at):
        QTest.keyClick(page.parts.list, Qt.Key.Key_Up, ALT)
    assert page.parts.chosen() == ("section", 0)
    page.parts.form.title.setText("Where people were sent on")
    page.parts.form.title.textEdited.emit("Where people were sent on")
    page.parts.list.setCurrentRow(0)
    QTest.keyClick(page.parts.list, Qt.Key.Key_Delete)
    page.look()
    stage.settle()
    assert "This pack can be kept." in stage.words()
    assert "Where people were sent on" in page.preview.text.toPlainText()
    page.save()
    stage.settle()
    (pack,) = kept(full)
    assert pack.label == "Harbour Trust"
    assert pack.sections[0].title == "Where people were sent on"
    assert pack.tiles == packs.load("lottery").tiles[1:]
    assert stage.went[-1][0] == "packs"


def test_the_own_words_for_a_row_and_the_order_of_figures(stage: Stage, full: Desk) -> None:
    page = pack_page(stage, copy_of="lottery")
    stage.type("pack.label", "Harbour Trust")
    page.frame.show_part("lines")
    at = [each.title for each in packs.load("lottery").sections].index("People")
    page.parts.put(page.parts.contents, ("section", at))
    form = page.parts.form
    assert [form.rows.item(at).text() for at in range(2)] == ["New to us", "Known before"]
    form.rows.setCurrentRow(1)
    QTest.keyClicks(form.own_words, "Old faces")
    stage.click("pack.part.row_up")
    assert page.parts.contents.sections[at].rows[0] == "R03_returning_people"
    page.save()
    stage.settle()
    (pack,) = kept(full)
    assert dict(pack.labels) == {"R03_returning_people": "Old faces"}


def test_what_would_be_refused_is_said_at_once_and_leads_there(stage: Stage, full: Desk) -> None:
    page = pack_page(stage, copy_of="pcc")
    stage.type("pack.label", "Liaison")
    page.about.reader.set_value("V")
    stage.settle()
    words = stage.words()
    assert "Before this pack can be kept:" in words
    assert "never goes to police" in words
    page.save()
    stage.settle()
    assert not kept(full)
    page.focus_field("sections")
    assert page.frame.tabs.currentIndex() == 1
    # Only lines made for police are offered.
    assert {piece.line[:2] for piece in page.lines._pieces} == {"PV"}


def test_what_is_typed_waits_as_a_draft_with_its_parts(stage: Stage, full: Desk) -> None:
    page = pack_page(stage, copy_of="health")
    stage.type("pack.label", "Hill Fund")
    page.frame.show_part("lines")
    page.parts.put(page.parts.contents, ("section", 1))
    page.parts.take_out()
    wanted = page.parts.contents
    page.leave()
    stage.settle()
    (draft,) = full.ask(drafts.waiting)
    assert draft.kind == "pack"

    again = pack_page(stage, draft={"about": draft.about, "state": json.loads(draft.state)})
    assert again.value("label") == "Hill Fund"
    assert again.parts.contents == wanted
    again.save()
    stage.settle()
    assert kept(full)[0].sections == wanted.sections
    assert not full.ask(drafts.waiting)


def test_a_logo_is_chosen_shown_and_taken_out(stage: Stage, full: Desk, tmp_path: Path) -> None:
    target = BytesIO()
    Image.new("RGB", (300, 100), (10, 80, 160)).save(target, format="PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(target.getvalue())
    (tmp_path / "notes.png").write_bytes(b"no picture")
    page = pack_page(stage, copy_of="lottery")
    stage.type("pack.label", "Harbour Trust")
    choose_next(tmp_path / "notes.png", path)
    stage.click("pack.logo.choose")
    stage.settle()
    assert "This file is no picture that can be used." in stage.words()
    stage.click("pack.logo.choose")
    stage.settle()
    assert page.about.logo.value()
    assert not page.about.logo.picture.pixmap().isNull()
    page.save()
    stage.settle()
    (pack,) = kept(full)
    assert pack.logo is not None
    page = pack_page(stage, pack=pack.name)
    assert page.about.logo.value()
    stage.click("pack.logo.out")
    page.save()
    stage.settle()
    assert kept(full)[0].logo is None
    assert kept(full)[0].version == 2


def test_the_list_takes_out_of_use_and_back_and_offers_it_among_reports(
    stage: Stage, full: Desk
) -> None:
    made = keep(full)
    page = cast("PacksPage", stage.show_page("packs"))
    assert "Harbour Trust" in [row.words for row in page.list._rows]
    page.list.take_focus()
    stage.click("packs.use")
    stage.settle()
    assert "is out of use" in stage.words()
    assert full.ask(known_packs.own)[0].retired
    stage.click("packs.use")
    stage.settle()
    assert not full.ask(known_packs.own)[0].retired
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert stage.went[-1] == ("pack", {"pack": made.name})
    stage.click("packs.remove")
    stage.settle()
    assert not full.ask(known_packs.own)


def test_others_can_look_and_not_change(stage: Stage, full: Desk) -> None:
    made = keep(full)
    page = pack_page(stage, pack=made.name)
    assert page._sheet is not None
    page._arrived(replace(page._sheet, may_change=False))
    assert not page.save_button.isEnabled()
    assert "You can look." in stage.words()


SIZES = [(1366, 700, 100), (1366, 700, 150), (683, 350, 100)]


def fit(stage: Stage, theme: Theme, width: int, height: int, percent: int) -> str:
    theme.choose(percent=percent)
    rail = 204 if width * 100 // percent >= 1240 else 0
    stage.setMinimumSize(1, 1)
    stage.resize(width - rail, height - 50)
    return theme.breakpoint(width)


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_of_a_pack_is_clipped_or_nameless(
    stage: Stage, full: Desk, theme: Theme, width: int, height: int, percent: int
) -> None:
    fits = fit(stage, theme, width, height, percent)
    page = pack_page(stage, copy_of="pcc")
    page.compact(fits)
    for part in range(3):
        page.frame.tabs.setCurrentIndex(part)
        stage.until(lambda: not clipped(page))
        assert nameless(page) == []


@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_of_the_list_is_clipped_or_nameless(
    stage: Stage, full: Desk, theme: Theme, width: int, height: int, percent: int
) -> None:
    keep(full)
    fits = fit(stage, theme, width, height, percent)
    page = stage.show_page("packs")
    page.compact(fits)
    # Buttons that come and go lay the head out once more.
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
