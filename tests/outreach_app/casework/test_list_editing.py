"""Lists without programming: added, renamed, retired, joined, and never deleted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    areas,
    bundles,
    contacts,
    forces,
    letters,
    list_editing,
    night,
    sessions,
    stock,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.list_editing import CodeDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Problem
from outreach_app.exchange.exporting import export
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved


def log(desk: Desk, supplies: dict[str, int], area: str = "unknown") -> contacts.ContactRow:
    draft = ContactDraft(started_at=desk.clock.now(), area=area, supplies=supplies)
    return desk.do(contacts.log, draft).value


def problems(refused: pytest.ExceptionInfo[CheckFailed]) -> list[str]:
    return [each.code for each in refused.value.problems]


def add(desk: Desk, label: str, **more: str) -> str:
    return desk.do(list_editing.add, CodeDraft("supply_item", label, **more)).value.code


def test_a_word_of_the_projects_own_is_there_at_once_and_can_be_given(desk: Desk) -> None:
    code = add(desk, "Hand warmers (pair)", unit="pair", family="welfare")
    assert code == "x_hand_warmers_pair"
    assert desk.vocabulary()["supply_item"][code].maps["unit"] == "pair"
    log(desk, {code: 2})
    assert figures(desk, "2025-12")["S01_supplies"] == {code: 2}
    row = next(r for r in desk.ask(list_editing.rows, "supply_item") if r.code == code)
    assert (row.own, row.uses) == (True, 1)


def test_a_code_is_made_from_any_words_and_never_twice(desk: Desk) -> None:
    assert add(desk, "Écharpe!") == "x_echarpe"
    desk.do(list_editing.rename, "supply_item", "x_echarpe", "Scarf")
    assert add(desk, "Écharpe") == "x_echarpe_2"
    assert add(desk, "蝋燭") == "x_own"
    with pytest.raises(CheckFailed) as refused:
        add(desk, "  scarf ")
    assert problems(refused) == ["label_taken"]
    with pytest.raises(CheckFailed):
        add(desk, " ")
    with pytest.raises(CheckFailed) as refused:
        desk.do(list_editing.add, CodeDraft("incident_type", "Something else"))
    assert problems(refused) == ["list_fixed"]


def test_renaming_changes_the_word_and_nothing_that_was_written(desk: Desk) -> None:
    row = log(desk, {"food": 3})
    before = figures(desk, "2025-12")
    desk.do(list_editing.rename, "supply_item", "food", "Meal")
    desk.do(list_editing.rename, "incident_type", "robbery", "Robbed")
    assert desk.vocabulary()["supply_item"].label("food") == "Meal"
    assert desk.vocabulary()["incident_type"].label("robbery") == "Robbed"
    assert figures(desk, "2025-12") == before
    assert desk.ask(contacts.latest, 1)[0].supplies == row.supplies


def test_a_retired_word_is_off_the_choice_and_counts_on(desk: Desk) -> None:
    log(desk, {"food": 3})
    before = figures(desk, "2025-12")
    desk.do(list_editing.retire, "supply_item", "food")
    assert "food" not in {each.code for each in desk.vocabulary()["supply_item"].choices()}
    assert figures(desk, "2025-12") == before
    assert "f" not in desk.ask(letters.current).items
    desk.do(list_editing.restore, "supply_item", "food")
    assert "f" in desk.ask(letters.current).items
    with pytest.raises(CheckFailed) as refused:
        desk.do(list_editing.retire, "gender", "woman")
    assert problems(refused) == ["list_fixed"]
    with pytest.raises(NoSuchRecord):
        desk.do(list_editing.retire, "supply_item", "no_such")


def test_joined_words_keep_what_was_counted_and_lead_on_to_the_one_that_stays(
    desk: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    code = add(desk, "Condoms, large", unit="condom", family="safer_sex")
    van = desk.do(stock.keep_place, "Van").value.code
    desk.do(stock.deliver, stock.MoveDraft(van, {code: 30, "condom_ext": 50}))
    desk.do(letters.keep, letters.LettersDraft({"g": code, "l": "lube"}))
    desk.do(bundles.keep, bundles.BundleDraft("Big", {code: 5, "condom_ext": 5}, "p"))
    log(desk, {code: 6, "condom_ext": 4})
    before = figures(desk, "2025-12")
    clock.moment += timedelta(hours=1)

    joined = desk.do(list_editing.join, "supply_item", code, "condom_ext").value
    assert (joined.active, joined.joined_into, joined.uses) == (False, "condom_ext", 1)
    assert figures(desk, "2025-12") == before
    assert figures(desk, "2025-12", clock.moment - timedelta(minutes=30)) == before
    assert desk.ask(letters.current).items == {"g": "condom_ext", "l": "lube"}
    assert {r.code: dict(r.items) for r in desk.ask(bundles.every)}["big"] == {"condom_ext": 10}
    assert [(r.item, r.quantity) for r in desk.ask(stock.on_hand)] == [("condom_ext", 80)]

    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", clock.now())).value.id
    row = desk.do(night.add, night.LineDraft(shift, "g7")).value.row
    assert dict(row.supplies) == {"condom_ext": 7}
    assert figures(desk, "2025-12")["S01_supplies"] == {code: 6, "condom_ext": 11}

    other = make_desk("other")
    other.do(list_editing.add, CodeDraft("supply_item", "Condoms, large", unit="condom"))
    once = moved(desk, other)
    assert other.do(export) == once
    assert figures(other, "2025-12") == figures(desk, "2025-12")

    desk.do(list_editing.restore, "supply_item", code)
    assert desk.ask(letters.current).items["g"] == code


def test_joining_needs_another_of_the_same_unit_still_in_use(desk: Desk) -> None:
    for into in ("lube", "food", "no_such"):
        with pytest.raises(CheckFailed):
            desk.do(list_editing.join, "supply_item", "food", into)
    one, two, three = (add(desk, name, unit="item") for name in ("One", "Two", "Three"))
    desk.do(list_editing.join, "supply_item", one, two)
    with pytest.raises(CheckFailed):
        desk.do(list_editing.join, "supply_item", three, one)
    desk.do(list_editing.join, "supply_item", two, three)
    joined = {r.code: r.joined_into for r in desk.ask(list_editing.rows, "supply_item")}
    assert (joined[one], joined[two]) == (three, three)


def test_areas_are_the_projects_own(desk: Desk) -> None:
    quay = desk.do(areas.add, "The Old Quay", "central").value
    market = desk.do(areas.add, "Market End").value
    assert (quay.code, market.code) == ("the_old_quay", "market_end")
    log(desk, {}, quay.code)
    before = figures(desk, "2025-12")
    assert before["C04_by_area"] == {"the_old_quay": 1}
    desk.do(areas.rename, quay.code, "Quayside", "outer")
    joined = desk.do(areas.join, quay.code, market.code).value
    assert (joined.joined_into, joined.active, joined.uses) == ("market_end", False, 1)
    assert figures(desk, "2025-12") == before
    choices = [each.code for each in desk.vocabulary()["area"].choices()]
    assert choices == ["market_end", "online", "outside", "unknown"]
    with pytest.raises(CheckFailed):
        desk.do(areas.retire, "unknown")
    with pytest.raises(CheckFailed):
        desk.do(areas.join, "online", "market_end")
    with pytest.raises(CheckFailed):
        desk.do(areas.join, "market_end", quay.code)
    with pytest.raises(CheckFailed):
        desk.do(areas.add, "market end")
    assert desk.do(areas.add, "12").value.code == "a_12"
    desk.do(areas.restore, quay.code)
    assert desk.vocabulary()["area"]["the_old_quay"].active


def test_packs_have_letters_of_their_own(desk: Desk) -> None:
    (pack,) = desk.ask(bundles.every)
    assert (pack.code, pack.letter) == ("standard", "k")
    with pytest.raises(CheckFailed) as refused:
        desk.do(bundles.keep, bundles.BundleDraft("Warm", {"hot_drink": 1}, "c"))
    assert problems(refused) == ["letter_taken"]
    warm = desk.do(bundles.keep, bundles.BundleDraft("Warm", {"hot_drink": 1}, "w")).value
    desk.do(bundles.keep, bundles.BundleDraft("Warm", {"hot_drink": 2}, "w", warm.code))
    desk.do(bundles.retire, "standard")
    (left,) = desk.ask(bundles.every)
    assert dict(left.items) == {"hot_drink": 2}
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", desk.clock.now())).value.id
    row = desk.do(night.add, night.LineDraft(shift, "w2")).value.row
    assert dict(row.supplies) == {"hot_drink": 4}


def test_the_directory_of_services(desk: Desk) -> None:
    row = desk.do(
        agencies.keep, agencies.AgencyDraft("drug_service", "Tide", phone=" 07700 900100 ")
    ).value
    assert row.phone == "07700 900100"
    desk.do(agencies.keep, agencies.AgencyDraft("drug_service", "Tide drug service"), row.id)
    assert [each.name for each in desk.ask(agencies.directory, "drug_service")] == [
        "Tide drug service"
    ]
    desk.do(agencies.retire, row.id)
    assert desk.ask(agencies.directory) == ()
    assert not desk.ask(agencies.one, row.id).active
    with pytest.raises(CheckFailed):
        desk.do(agencies.keep, agencies.AgencyDraft("drug_service", ""))


def test_the_policy_of_a_force_is_shown_as_it_holds_on_the_day(desk: Desk) -> None:
    force = desk.do(forces.keep, forces.ForceDraft("Tideshire", hate_strand="yes")).value
    first = forces.PolicyDraft(
        force.id, "Reporting violence", "1", "Nobody who reports violence…", date(2024, 1, 1)
    )
    desk.do(forces.add_policy, first)
    desk.do(
        forces.add_policy,
        replace(first, version="2", from_on=date(2025, 12, 1), covers_witnesses=True),
    )
    (now,) = desk.ask(forces.policies_for, force.id)
    assert (now.version, now.force, now.covers_witnesses) == ("2", "Tideshire", True)
    (then,) = desk.ask(forces.policies_for, None, date(2025, 11, 30))
    assert then.version == "1"
    assert len(desk.ask(forces.policy_history, force.id)) == 2
    desk.do(forces.end_policy, now.id, date(2025, 12, 19))
    assert desk.ask(forces.policies_for) == ()
    assert forces.check(forces.ForceDraft("X", hate_strand_since=date(2020, 1, 1))) == (
        Problem("hate_strand_since", "since_only_yes"),
    )


def test_only_those_who_keep_the_lists_change_them(desk: Desk) -> None:
    desk.me = replace(desk.me, role="caseworker")
    for refused in (
        lambda: add(desk, "Scarf"),
        lambda: desk.do(areas.add, "Quay"),
        lambda: desk.do(forces.keep, forces.ForceDraft("Tideshire")),
        lambda: desk.do(letters.keep, letters.LettersDraft({})),
    ):
        with pytest.raises(NotAllowed):
            refused()
    desk.me = replace(desk.me, role="admin")
    assert add(desk, "Scarf") == "x_scarf"
