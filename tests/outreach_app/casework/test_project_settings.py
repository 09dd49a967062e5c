"""What a project decides once: for the lead, noted in the trail, and used where it matters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import bundles, contact_entry, project_settings, start_here
from outreach_app.casework.bundles import BundleDraft
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.governance import audit
from outreach_app.work import Work


def as_role(role: str, command: Callable[..., Any], *values: object) -> Callable[[Work], Any]:
    return lambda work: command(replace(work, role=role), *values)


def test_a_new_casebook_begins_with_the_shipped_settings(desk: Desk) -> None:
    now = desk.ask(project_settings.read)
    assert (now.lead_phone, now.name_on_paper, now.standard_pack) == ("", False, "standard")
    assert now.project == desk.project_name
    assert now.may
    assert not desk.ask(as_role("caseworker", project_settings.read)).may


def test_the_number_of_the_lead_is_kept_and_taken_away(desk: Desk) -> None:
    desk.do(project_settings.keep_lead_phone, "  07700 900482, ask for Jo ")
    assert desk.ask(project_settings.lead_phone) == "07700 900482, ask for Jo"
    desk.do(project_settings.keep_lead_phone, "")
    assert desk.ask(project_settings.lead_phone) == ""
    with pytest.raises(CheckFailed):
        desk.do(project_settings.keep_lead_phone, "0" * (project_settings.PHONE_LIMIT + 1))


def test_only_the_lead_changes_them_and_the_trail_says_so(desk: Desk) -> None:
    changes: tuple[tuple[Callable[..., Any], object], ...] = (
        (project_settings.keep_lead_phone, "07700 900482"),
        (project_settings.put_name_on_paper, True),
        (project_settings.choose_standard_pack, "standard"),
        (project_settings.choose_grant_month, 4),
    )
    for command, value in changes:
        for role in ("caseworker", "outreach", "volunteer", "admin", "reporter"):
            with pytest.raises(NotAllowed):
                desk.do(as_role(role, command, value))
        before = desk.ask(audit.count)
        desk.do(command, value)
        assert desk.ask(audit.count) == before + 1


def test_the_month_the_grant_year_begins_in_is_chosen_and_taken_away(desk: Desk) -> None:
    assert desk.ask(project_settings.grant_month) is None
    desk.do(project_settings.choose_grant_month, 4)
    assert desk.ask(project_settings.read).grant_month == 4
    for wrong in (0, 13):
        with pytest.raises(CheckFailed):
            desk.do(project_settings.choose_grant_month, wrong)
    desk.do(project_settings.choose_grant_month, None)
    assert desk.ask(project_settings.grant_month) is None


def test_the_standard_pack_is_the_one_chosen_while_it_is_there(desk: Desk) -> None:
    start = desk.ask(contact_entry.start)
    assert start.pack is not None
    assert start.pack.items == {"condom_ext": 10, "lube": 4, "hot_drink": 1}
    warm = desk.do(bundles.keep, BundleDraft("Winter pack", {"clothing": 1, "food": 1})).value
    desk.do(project_settings.choose_standard_pack, warm.code)
    assert desk.ask(contact_entry.start).pack == warm
    desk.do(bundles.retire, warm.code)
    pack = desk.ask(contact_entry.start).pack
    assert pack is not None
    assert pack.code == "standard"
    with pytest.raises(CheckFailed):
        desk.do(project_settings.choose_standard_pack, warm.code)
    desk.do(bundles.retire, "standard")
    assert desk.ask(contact_entry.start).pack is None
    assert desk.ask(project_settings.read).standard_pack == ""


def test_the_first_steps_are_for_who_sets_up_and_can_be_put_away(desk: Desk) -> None:
    steps = desk.ask(start_here.steps)
    assert steps == start_here.StartHere(areas=False, colleagues=False, services=False)
    assert desk.ask(as_role("outreach", start_here.steps)) is None
    with pytest.raises(NotAllowed):
        desk.do(as_role("outreach", start_here.put_away))
    desk.do(start_here.put_away)
    assert desk.ask(start_here.steps) is None
