"""Harm written down through real keys and clicks."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, incidents, lists, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed
from tests.ui.gates import Strays, clipped, nameless
from tests.ui.incident_form import AREAS, NAME, Keys, arrive, fill, saved
from tests.ui.sitting import Stage
from ui.pages.log_incident.moment import read as read_moment
from ui.theme import Theme


@pytest.fixture
def mango(desk: Desk) -> str:
    def prepare(work: Work) -> Done[None]:
        lists.add_areas(work.session, AREAS)
        return Done(None, changed("lists"))

    desk.do(prepare)
    return desk.do(people.add, PersonDraft("Mango")).value.id


def test_three_answers_by_keyboard_save_in_fourteen_presses(
    stage: Stage, desk: Desk, mango: str
) -> None:
    arrive(stage)
    keys = Keys(stage)
    keys.pressed = 1  # Ctrl+I brought us here.

    keys.type("rob")
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_3)
    keys.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    keys.type("t")
    keys.press(Qt.Key.Key_Return, with_ctrl=True)

    assert keys.pressed <= 14
    row = saved(desk)
    assert (row.type, row.area, row.occurred_on) == ("robbery", "market_end", date(2025, 12, 20))
    assert row.reference == "INR-01"
    assert row.path == incidents.UNDECIDED
    assert "Incident INR-01 saved" in stage.words()


def test_three_answers_by_mouse_save_in_five_clicks(stage: Stage, desk: Desk, mango: str) -> None:
    page = arrive(stage)

    stage.click(f"{NAME}.type")
    popup = page._harm.kind.popup()
    place = next(
        popup.model().index(row, 0)
        for row in range(popup.model().rowCount())
        if popup.model().index(row, 0).data() == "Robbery"
    )
    popup.scrollTo(place)
    QTest.mouseClick(
        popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(place).center()
    )
    stage.settle()
    stage.click(f"{NAME}.area.canalside")
    stage.click(f"{NAME}.occurred_on.today")
    stage.click(f"{NAME}.save")

    assert saved(desk).type == "robbery"


def test_what_is_missing_is_said_on_top_and_at_the_field_and_goes_when_given(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = arrive(stage)
    page.set_value("type", "robbery")
    page.changed()
    stage.click(f"{NAME}.save")

    words = stage.words()
    assert "2 things to check before this can be saved" in words
    assert words.count("Choose an area. “Not known” is an answer.") == 2
    assert words.count("Give what they remember, even only the month.") == 2
    assert "1 of 3 done" in words
    assert desk.ask(incidents.listing) == ()

    stage.click(f"{NAME}.area.unknown")
    assert "1 thing to check before this can be saved" in stage.words()
    stage.click(f"{NAME}.occurred_on.unknown")
    assert "to check before" not in stage.words()
    assert "3 of 3 done" in stage.words()


def test_everything_told_is_saved_and_read_back(stage: Stage, desk: Desk, mango: str) -> None:
    page = arrive(stage, person_id=mango, area="canalside")
    assert "For Mango" in stage.words()
    page.set_value("type", "rape")
    page.set_value(
        "occurred_on",
        {"precision": "month", "day": "", "month": "nov", "year": "25", "part": "night"},
    )
    page.set_value("own_words", "It was dark.")
    page.set_value("place_exact", "Behind the arch")
    page.set_value("place_type", "alley")
    page.set_value("vehicle", {"plate_said": "Q?54 RS?", "colour": "grey", "type": "suv"})
    page.set_value(
        "suspects",
        [{"sex": "male", "age": "a45_54", "mo": ["takes_phone"]}, {"phone_said": "07700 900123"}],
    )
    page.set_value("weapons", ["knife_blade"])
    page.set_value("injuries", ["bruise"])
    page.set_value("also", ["theft"])
    page.set_value("motive", {"answer": "person", "strands": ["sex_worker"]})
    page.set_value("path", "warn_only")
    page.save()
    stage.settle()

    row = saved(desk)
    assert (row.person_id, row.area, row.occurred_precision, row.path, row.no_police) == (
        mango,
        "canalside",
        "month",
        "warn_only",
        True,
    )
    account = desk.do(incidents.read_account, row.id).value
    assert (account.own_words, account.place_exact) == ("It was dark.", "Behind the arch")
    assert account.vehicle is not None
    assert account.vehicle.plate_said == "Q?54 RS?"
    assert [each.mo for each in account.suspects] == [("takes_phone",), ()]
    assert account.suspects[1].phone_said == "07700 900123"
    assert (account.weapons, account.also) == (("knife_blade",), ("theft",))
    assert account.hate_strands == ("sex_worker",)


def test_nothing_about_motive_or_sharing_is_chosen_beforehand(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = arrive(stage, person_id=mango)
    assert page.value("motive") == {"answer": "", "strands": []}
    assert page.value("path") == ""
    assert page.value("area") == ""
    assert page.value("type") == ""


def test_a_motive_needs_to_be_said(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    page._more.motive.answer.button("worker").click()
    page.save()
    stage.settle()
    assert "Choose what it was about, or change the answer." in stage.words()
    page._more.motive.strands.chip("sex_worker").click()
    page.save()
    stage.settle()
    assert saved(desk).reference == "INR-01"


def test_letters_of_nobody_are_said_before_saving(stage: Stage, desk: Desk, mango: str) -> None:
    page = arrive(stage)
    stage.type(f"{NAME}.person_id", "Man")
    stage.until(lambda: bool(page._whom.picker.suggestions()))
    assert "Choose who it is from the list." in stage.words()
    stage.type(f"{NAME}.person_id", "x")
    stage.until(lambda: "No one of that name that you may open." in stage.words())
    stage.click(f"{NAME}.not_named")
    assert "Not named." in stage.words()


def test_a_name_half_typed_is_not_lost(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    stage.type(f"{NAME}.person_id", "Man")
    page.save()
    stage.settle()
    assert "Choose who it was, or “Not named”." in stage.words()
    stage.click(f"{NAME}.not_named")
    page.save()
    stage.settle()
    assert saved(desk).person_id is None


def test_a_name_found_is_whom_it_is_about(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    stage.type(f"{NAME}.person_id", "man")
    stage.until(lambda: bool(page._whom.picker.suggestions()))
    stage.press(f"{NAME}.person_id", Qt.Key.Key_Return)
    stage.until(lambda: page._whom.chosen is not None)
    assert "For Mango, M" in stage.words()
    page.save()
    stage.settle()
    assert saved(desk).person_id == mango


def test_a_registration_is_doubted_softly_and_kept(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    stage.type(f"{NAME}.vehicle.plate_said", "QN54 8SE")
    assert "Not a usual UK registration. Kept as said." in stage.words()
    page.save()
    stage.settle()
    account = desk.do(incidents.read_account, saved(desk).id).value
    assert account.vehicle is not None
    assert account.vehicle.plate_said == "QN54 8SE"


def test_no_vehicle_is_an_answer_that_can_be_taken_back(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = fill(arrive(stage))
    stage.type(f"{NAME}.vehicle.plate_said", "AB12 CDE")
    stage.click(f"{NAME}.vehicle.none")
    assert "No vehicle." in stage.words()
    assert page._read().draft.vehicle is None
    stage.click(f"{NAME}.vehicle.none")
    assert page._read().draft.vehicle is not None
    stage.click(f"{NAME}.vehicle.unknown")
    car = page._read().draft.vehicle
    assert car is not None
    assert (car.plate_said, car.type) == (None, "unknown")
    assert "vehicle_used" in page._read().draft.factors


def test_more_people_come_and_go(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    stage.click(f"{NAME}.suspects.add")
    assert QApplication.focusWidget() is page._more.suspects._people[1].selects["sex"]
    page._more.suspects._people[1].selects["build"].set_value("slim")
    assert len(page._read().draft.suspects) == 1
    stage.click(f"{NAME}.suspects.1.out")
    assert page._read().draft.suspects == ()
    assert len(page.value("suspects")) == 1


def test_a_record_that_may_not_be_opened_leaves_the_form_usable(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = arrive(stage, person_id="nobody")
    assert "Not named." in stage.words()
    fill(page).save()
    stage.settle()
    assert saved(desk).person_id is None


def test_no_question_of_blame_is_asked(stage: Stage, desk: Desk, mango: str) -> None:
    page = arrive(stage)
    asked = (
        " ".join(widget.accessibleName().casefold() for widget in page.findChildren(QWidget))
        .replace("drink or drugs used to overpower", "")
        .replace("offers drink or drugs", "")
    )
    asked = asked.replace("clothing or uniform", "").replace("drug or drink", "")
    for word in ("resist", "struggle", "believe", "credib", "drunk", "drink", "wearing", "victim"):
        assert word not in asked


def test_the_account_is_in_no_trail(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    page.set_value("own_words", "Behind the bakery")
    page.save()
    stage.settle()
    assert "bakery" not in repr(desk.ask(audit.latest, 50))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"day": "20", "month": "12", "year": "2025"}, ("day", date(2025, 12, 20), False)),
        ({"day": "20", "month": "December", "year": "25"}, ("day", date(2025, 12, 20), False)),
        ({"month": "11", "year": "2025"}, ("month", date(2025, 11, 1), False)),
        ({"year": "2024"}, ("year", date(2024, 1, 1), False)),
        ({"day": "31", "month": "2", "year": "2025"}, ("day", None, True)),
        ({"day": "x", "month": "2", "year": "2025"}, ("day", None, True)),
        ({"day": "20", "year": "2025"}, (None, None, False)),
        ({"day": "20"}, (None, None, False)),
        ({}, (None, None, False)),
        ({"precision": "unknown", "year": "2025"}, ("unknown", None, False)),
    ],
)
def test_a_moment_is_as_exact_as_what_was_given(
    value: dict[str, str], expected: tuple[str | None, date | None, bool]
) -> None:
    blank = {"precision": "day", "day": "", "month": "", "year": "", "part": ""}
    assert read_moment(blank | value) == expected


@pytest.mark.parametrize(
    ("size", "percent"), [((1162, 649), 100), ((683, 350), 100), ((1162, 649), 150)]
)
def test_every_word_fits_and_every_control_has_a_name(
    stage: Stage, desk: Desk, theme: Theme, mango: str, size: tuple[int, int], percent: int
) -> None:
    strays = Strays(QApplication.instance())  # type: ignore[arg-type]  # there is one
    stage.resize(*size)
    theme.choose(percent=percent)
    page = fill(arrive(stage, person_id=mango))
    page.set_value("type", "rape")
    page._more.motive.answer.button("person").click()
    page.compact(theme.breakpoint(size[0] + (204 if size[0] > 700 else 0)))
    stage.resize(*size)
    stage.until(lambda: not clipped(page))
    assert nameless(page) == []
    assert clipped(page) == []
    assert {each for each in strays.seen if "Stage" not in each and "popup" not in each} == set()
    assert stage.width() == size[0]
    for line in page.findChildren(QLineEdit):
        assert line.width() <= size[0]


def test_a_contact_brings_person_area_and_time(
    stage: Stage, desk: Desk, clock: SetClock, mango: str
) -> None:
    told_at = clock.now()
    desk.do(contacts.log, contacts.ContactDraft(told_at, who="known", person_id=mango))
    page = arrive(stage, person_id=mango, area="market_end", told_at=told_at)
    assert page.value("area") == "market_end"
    assert page._read().draft.told_at == told_at
    assert "Told to" in stage.words()
