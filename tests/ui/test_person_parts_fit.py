"""Room and names at every size for what opens over a person's page, and for doubles."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    cases,
    contacts,
    linking,
    other_names,
    partners,
    people,
    staff,
)
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.dialogs.case_forms import HandOver
from ui.dialogs.person_code import LostWord, NewWord
from ui.pages.people.adding import AddSomeone
from ui.theme import Theme

SIZES = {"wide": (1162, 649), "tiny": (683, 299)}
PERCENT = (100, 150)
DIALOGS = (
    "case",
    "risk",
    "flags",
    "route",
    "name",
    "partner",
    "double",
    "code",
    "access",
    "young",
    "died",
)


@pytest.fixture
def comet(desk: Desk, clock: SetClock) -> str:
    """Somebody of whom a great deal is known, and has changed."""
    draft = PersonDraft(
        alias="Comet of the long canal side",
        own_code="heron",
        work_settings=("street", "flat_shared", "escort_online"),
        born_on=date(1998, 3, 1),
        born_precision="month",
        blanks={"ethnicity": "not_said", "gender": "not_asked"},
    )
    key = desk.do(people.add, draft).value.id
    desk.do(cases.open_case, cases.CaseDraft(key, "medium"))
    desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
    for name in ("Star", "Canal Comet"):
        desk.do(other_names.add, other_names.NameDraft(key, name))
    (first, _) = desk.ask(other_names.names_of, key)
    assert first.id is not None
    desk.do(other_names.end, first.id)
    route = RouteRow("text", "07700 900123", "ask", "14:00 to 20:00, never from a withheld number")
    desk.do(care.add_route, key, route)
    desk.do(care.change_route, desk.ask(care.routes, key)[0].id, route)
    desk.do(care.set_flags, key, ("no_voicemail", "out_to_nobody", "pregnant"))
    desk.do(care.end_flag, key, "pregnant")
    other = desk.do(people.add, PersonDraft(alias="Ziggy")).value.id
    desk.do(partners.add, partners.PartnerDraft(key, other))
    twin = desk.do(people.add, PersonDraft(alias="Comett by the water")).value.id
    desk.do(linking.link, linking.LinkDraft(twin, key, "they said so themselves in May"))
    more = desk.do(people.add, PersonDraft(alias="Comet of the long canal sides")).value.id
    for hours in range(3):
        moment = clock.now() - timedelta(hours=hours)
        desk.do(contacts.log, contacts.ContactDraft(moment, who="known", person_id=more))
    return key


def trouble(root: QWidget) -> list[str]:
    """Name what has too little room, stands out sideways, or has no name."""
    QApplication.processEvents()
    found = [f"{each.name or each.text} {each.has} needs {each.needs}" for each in clipped(root)]
    for each in root.findChildren(QWidget):
        name = each.objectName()
        inside = name.startswith("qt_") or type(each).__name__ == "QHeaderView"
        if each.isVisible() and each.width() and not inside and not name.startswith("Scroll"):
            right = each.mapTo(root, each.rect().topRight()).x()
            if right >= root.width():
                found.append(f"{name or type(each).__name__} ends at {right}")
    return [*found, *nameless(root)]


def set_up(stage: Stage, theme: Theme, room: str, percent: int) -> None:
    theme.choose("light", percent)
    stage.resize(*SIZES[room])


def dialog_of(stage: Stage) -> QDialog:
    stage.settle()
    found = [each for each in stage.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    # What is scrolled into sight has had its turn to be laid out.
    found[0].setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.processEvents()
    return found[0]


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("room", list(SIZES))
def test_what_opens_over_a_record_fits(
    stage: Stage, theme: Theme, comet: str, room: str, percent: int
) -> None:
    set_up(stage, theme, room, percent)
    page: Any = stage.show_page("person", person_id=comet)
    for what in DIALOGS:
        page.doing.act(what)
        dialog = dialog_of(stage)
        assert trouble(dialog) == [], what
        assert dialog.windowTitle() == "Casebook", what
        assert dialog.height() <= stage.height(), what
        dialog.reject()


def hand_over(stage: Stage, desk: Desk, key: str) -> QDialog:
    case = desk.ask(people.card, key).open_case
    assert case is not None
    everybody = desk.ask(staff.colleagues)
    return HandOver(stage, stage.context, everybody, case, "Comet")


OTHERS: dict[str, Callable[[Stage, Desk, str], Any]] = {
    "add": lambda stage, _, __: AddSomeone(stage, stage.context),
    "lost": lambda stage, _, __: LostWord(stage, stage.context),
    "word": lambda stage, _, key: NewWord(stage, stage.context, (key, "Comet")),
    "hand_over": hand_over,
}


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("room", list(SIZES))
def test_other_questions_fit(
    stage: Stage, desk: Desk, theme: Theme, comet: str, room: str, percent: int
) -> None:
    set_up(stage, theme, room, percent)
    stage.show_page("people")
    for which, asked in OTHERS.items():
        asked(stage, desk, comet).ask()
        if which == "add":
            stage.type("people.adding.alias", "Comet of the long")
            stage.until(lambda: "We may know them already:" in stage.words())
        if which == "lost":
            stage.type("lost_code.called", "Comet of the long")
            stage.click("lost_code.save")
            stage.until(lambda: "It may be:" in stage.words())
        dialog = dialog_of(stage)
        assert trouble(dialog) == [], which
        dialog.reject()


@pytest.mark.parametrize("percent", PERCENT)
@pytest.mark.parametrize("room", list(SIZES))
@pytest.mark.parametrize("where", ["doubles", "details", "young", "died", "sheet"])
def test_pages_about_somebody_fit(
    stage: Stage, desk: Desk, theme: Theme, comet: str, where: str, room: str, percent: int
) -> None:
    set_up(stage, theme, room, percent)
    if where in ("young", "sheet"):
        desk.do(care.set_flag, comet, "under_18_concern")
    if where == "doubles":
        stage.show_page("doubles")
        assert "Is this one person" not in stage.words()
    elif where == "sheet":
        stage.show_page("consent", person_id=comet)
    else:
        tab = "details" if where == "details" else "story"
        page: Any = stage.show_page("person", person_id=comet, tab=tab)
        if where == "died":
            page.doing.act("died")
            stage.click("died.precision.unknown")
            stage.click("died.how_known.other")
            stage.click("died.save")
    assert stage.page is not None
    stage.resize(*SIZES[room])
    assert trouble(stage.page) == []
    assert stage.width() == SIZES[room][0]
