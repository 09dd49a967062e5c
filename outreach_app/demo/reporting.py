"""Whether harm was reported in the invented project, by whose choice, and what may be shared."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final

from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import Ledger, later
from outreach_app.demo.world import Row, World, at, day_of, weighted, working_day, written

_PATHS: Final = {
    "undecided": 4, "not_reported": 12, "warn_only": 18, "num_no_police": 5, "sarc_only": 2,
    "intel_anon_num": 12, "intel_anon_project": 18, "crimestoppers": 1, "swlo_no_name": 5,
    "p101": 6, "p999": 4, "full_no_statement": 6, "full_statement": 8,
}  # fmt: skip
_RUNG: Final = {
    "undecided": 0, "not_reported": 0, "warn_only": 1, "num_no_police": 1, "sarc_only": 1,
    "intel_anon_num": 2, "intel_anon_project": 2, "crimestoppers": 2, "swlo_no_name": 3,
    "p101": 4, "p999": 4, "full_no_statement": 4, "full_statement": 5,
}  # fmt: skip
_FLAG: Final = {"added": 5, "refused": 2, "asked": 2, "not_available": 2}
_POLICE: Final = ("police_intel_anon", "police_full")


def decide(
    world: World, incidents: list[Row], members: Mapping[str, Member], ledger: Ledger
) -> None:
    """Give every incident its steps towards police, or none, and the answers behind them."""
    dice = world.dice("reporting")
    for row in incidents:
        if row["voided_at"] is not None:
            continue
        if row["script"] == "young":
            _step(world, row, "reported_by_other", row["disclosed_at"])
        elif row["script"] == "tonight":
            row["private_note"] += " " + written("harm")["wish"]["undecided"][0]
        elif row["script"]:
            _from_before(world, row, ledger)
        elif row["group"] == "OF":
            row["hate_flag"] = "not_reported" if row["hate_strands"] else "not_asked"
        else:
            path = _choose(world, dice, row, members.get(row["person_id"]), ledger)
            if row["person_id"]:
                _think_again(world, dice, row, members[row["person_id"]], path, ledger)
            if row["hate_strands"]:
                row["hate_flag"] = weighted(dice, _FLAG) if rung(row) >= 4 else "not_reported"


def rung(row: Row) -> int:
    """Return the highest rung on the way to police, by choice of the person."""
    return max((_RUNG.get(event["path"], 0) for event in row["path_events"]), default=0)


def _step(world: World, row: Row, path: str, moment: datetime) -> None:
    if moment <= world.until:
        recorded = max(row["recorded_at"], world.soon(moment, 20))
        row["path_events"].append({"on": day_of(moment), "path": path, "recorded_at": recorded})


def _from_before(world: World, row: Row, ledger: Ledger) -> None:
    moment = later(row["disclosed_at"], 15)
    ledger.answer(row, "police_full", "given", moment)
    ledger.answer(row, "alert_local", "given", moment)
    _step(world, row, "full_statement", moment + timedelta(days=1))


def _fitting(row: Row) -> Mapping[str, float]:
    """Leave out what cannot be: no name, no report with a name; no centre but after violence."""
    unnamed = row["person_id"] is None
    return {
        path: weight * (2 if path.startswith("full") and row["group"] == "SV" else 1)
        for path, weight in _PATHS.items()
        if not (unnamed and _RUNG[path] > 2) and not (path == "sarc_only" and row["group"] != "SV")
    }


def _choose(world: World, dice: Random, row: Row, member: Member | None, ledger: Ledger) -> str:
    path = weighted(dice, _fitting(row))
    asked = later(row["disclosed_at"], dice.randint(4, 12))
    row["private_note"] += " " + dice.choice(written("harm")["wish"][path])
    _answer_all(dice, row, ledger, path, asked)
    when = asked
    if path.startswith("full"):  # a statement takes an appointment
        days = timedelta(days=dice.randint(1, 4))
        when = at(working_day(day_of(asked) + days), 11, 20)
    if path != "undecided" and (member is None or member.about(day_of(when))):
        _step(world, row, path, when)
    return path


def _answer_all(dice: Random, row: Row, ledger: Ledger, path: str, asked: datetime) -> None:
    height = _RUNG[path]
    warn = dice.random() < {0: 0.45, 1: 0.97}.get(height, 0.86)
    if path == "undecided" and not warn:
        return
    ledger.answer(row, "alert_local", "given" if warn else "refused", asked)
    if warn:
        partners = dice.choice(("given", "given", "given", "refused", "not_asked"))
        ledger.answer(row, "alert_partners", partners, asked)
    if path in ("num_no_police", "intel_anon_num") or (height and dice.random() < 0.4):
        ledger.answer(row, "num_report", "given", asked)
    elif dice.random() < 0.5:
        ledger.answer(row, "num_report", "refused", asked)
    _answer_police(dice, row, ledger, path, asked)
    if row["group"] == "SV":
        sarc = path == "sarc_only" or dice.random() < 0.45
        ledger.answer(row, "isva_sarc", "given" if sarc else "refused", asked)
    if row["type"] == "partner_abuse":
        ledger.answer(row, "idva_marac", dice.choice(("given", "refused")), asked)


def _answer_police(dice: Random, row: Row, ledger: Ledger, path: str, asked: datetime) -> None:
    height = _RUNG[path]
    if height >= 4:
        ledger.answer(row, "police_full", "given", asked)
        if dice.random() < 0.5:
            ledger.answer(row, "police_intel_anon", "given", asked)
    elif height >= 2:
        ledger.answer(row, "police_intel_anon", "given", asked)
        ledger.answer(row, "police_full", dice.choice(("refused", "refused", "not_asked")), asked)
    elif dice.random() < 0.75:
        for scope in _POLICE:
            ledger.answer(row, scope, "refused", asked)


def _think_again(
    world: World, dice: Random, row: Row, member: Member, path: str, ledger: Ledger
) -> None:
    """Let some go a step further later on, and some stop; never after they have gone."""
    height = _RUNG[path]
    if dice.random() > 0.13:
        return
    low, high = {1: (3, 25), 2: (7, 40)}.get(height, (20, 90))
    day = working_day(day_of(row["disclosed_at"]) + timedelta(days=dice.randint(low, high)))
    moment = at(day, 14, 10)
    if not height or not member.about(day):
        return
    how = ledger.by_distance()
    if height == 1 and ledger.answer(row, "police_intel_anon", "given", moment, method=how):
        _step(world, row, "intel_anon_project", moment)
    elif height in (2, 3) and ledger.answer(row, "police_full", "given", moment):
        _step(world, row, "full_statement", moment)
    elif height >= 4 and ledger.answer(row, "police_full", "withdrawn", moment, method=how):
        _step(world, row, "support_withdrawn", moment)
