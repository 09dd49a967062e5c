"""One thing that was told in the invented project: its kind, place, time and marks of hate."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from outreach_app.demo.cast import Member
from outreach_app.demo.world import Row, weighted, written

_PRECISION: Final = {"day": 50, "exact": 14, "week": 14, "month": 11, "year": 4, "unknown": 7}
_BACK: Final = {
    "day": (0, 6), "exact": (0, 3), "week": (3, 18), "month": (20, 120), "year": (200, 900),
}  # fmt: skip
_METHOD: Final = {
    "street": ("street_walk", "kerb_car", "kerb_car", "regular", "known_offline"),
    "indoor": ("phone_ad", "walk_in_premises", "regular", "messaging_app"),
    "online": ("ad_message", "messaging_app", "social_media", "phone_ad"),
}
_WHO: Final = {
    "SV": ("client_new", "client_new", "client_regular", "posing_client"),
    "VI": ("client_new", "client_regular", "public_stranger", "acquaintance", "dealer"),
    "PR": ("client_new", "posing_client", "posing_client", "public_stranger"),
    "HA": ("enquirer", "public_stranger", "resident", "client_regular", "unknown"),
    "EX": ("controller", "landlord"),
    "OF": ("police",),
    "CO": ("unknown", "enquirer", "public_stranger"),
}  # fmt: skip
_STRANDS: Final = {"HA": 0.55, "VI": 0.28, "SV": 0.12, "PR": 0.08, "OF": 0.4}


def incident(dice: Random, code: str, life: str) -> Row:
    """Return a row of one kind out of one working life, without person, moments or steps."""
    kind: Mapping[str, Any] = written("harm")["kind"][code]
    group = kind["group"]
    note = dice.choice(kind["notes"])
    note = {"text": note} if isinstance(note, str) else note
    place = dice.choice(note.get("place", kind["place"]))
    exact = written("places").get(place, [])
    who = dice.choice(note.get("who", kind.get("who", _WHO[group])))
    return {
        "id": None,
        "person_id": None,
        "occurred_on": None,
        "occurred_precision": "unknown",
        "type": code,
        "also": [],
        "factors": ["vehicle_used"] if place == "perp_vehicle" else [],
        "place_type": place,
        "place_exact": dice.choice(exact) if exact and dice.random() < 0.6 else None,
        "contact_method": "none" if group in ("OF", "EX") else dice.choice(_METHOD[life]),
        "relationship": who,
        **_hurt(dice, code, group),
        "hate_strands": [],
        "hate_perceived_by": "nobody",
        "hate_flag": "not_asked",
        "path_events": [],
        "outcome_events": [],
        "court_events": [],
        "vehicle": None,
        "perpetrators": [],
        "voided_at": None,
        "void_reason": None,
        "group": group,
        "life": life,
        "repeat": False,
        "ground": kind.get("ground"),
        "script": None,
        "private_note": note["text"],
    }


def _hurt(dice: Random, code: str, group: str) -> Row:
    weapons = {"threats_weapon": "knife_blade", "spiking": "substance", "strangulation": "hands"}
    hurt: Row = {
        "weapons": [weapons[code]] if code in weapons else [],
        "injuries": [],
        "severity": None,
        "medical": [],
    }
    if code in ("assault_injury", "strangulation"):
        hurt["injuries"] = ["bruise", "neck"] if code == "strangulation" else ["bruise"]
        hurt["severity"] = "moderate" if code == "strangulation" else "minor"
        hurt["medical"] = ["ae"] if code == "strangulation" else [dice.choice(("first_aid", "gp"))]
    elif group == "SV":
        hurt["injuries"] = [dice.choice(("distress", "none_apparent", "not_said"))]
        hurt["medical"] = [dice.choice(("sarc", "gum_pep", "declined", "gp"))]
    elif group in ("VI", "PR"):
        hurt["severity"] = "none"
    return hurt


def when(dice: Random, row: Row, told_on: date) -> None:
    """Say when it happened, as well as that is known."""
    precision = weighted(dice, _PRECISION)
    row["occurred_precision"] = precision
    if precision != "unknown":
        row["occurred_on"] = told_on - timedelta(days=dice.randint(*_BACK[precision]))
    else:
        row["occurred_on"] = None


def strands(dice: Random, row: Row, member: Member | None) -> None:
    """Say whether somebody saw hate in it, and of which kind."""
    sure = row["type"] == "hate_speech"
    if sure or dice.random() < _STRANDS.get(row["group"], 0.0):
        strands = ["race"] if sure else ["sex_worker"]
        if member and member.row["trans"] == "yes" and dice.random() < 0.6:
            strands.append("transgender")
        row["hate_strands"] = strands
        row["hate_perceived_by"] = dice.choice(("person", "person", "worker"))
