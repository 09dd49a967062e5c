"""When two exchange objects say the same: moments, defaults and absent fields put alike.

Written from the format's own tables, not from the program's idea of them.
"""

from datetime import UTC, datetime
from typing import Any

DEFAULTS: dict[str, dict[str, Any]] = {
    "persons": {
        "gender": "not_asked",
        "trans": "not_asked",
        "age_band": "not_known",
        "ethnicity": "NA",
        "nationality_region": "not_asked",
        "area": "unknown",
    },
    "cases": {"risk_level": "standard"},
    "contacts": {"area": "unknown", "minutes": 0, "needle_returns": 0},
    "incidents": {
        "occurred_precision": "unknown",
        "area": "unknown",
        "place_type": "unknown",
        "hate_perceived_by": "nobody",
        "hate_flag": "not_asked",
    },
    "referrals": {"direction": "out"},
    "enforcement_events": {"area": "unknown"},
    "partner_reports": {"area": "outside"},
}


def normal(data: dict[str, Any]) -> dict[str, Any]:
    """Return tables by id, without absent fields, moments in UTC, standing areas named."""
    project = dict(data["project"])
    standing = {"online", "outside", "unknown"}
    project["areas"] = [a for a in project["areas"] if a not in standing]
    tables = {
        name: {row["id"]: _row(row, DEFAULTS.get(name, {})) for row in rows}
        for name, rows in data.items()
        if isinstance(rows, list)
    }
    return {"project": project, **tables}


def _row(row: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    made = {**defaults, **{k: v for k, v in row.items() if v is not None}}
    return {k: _value(k, v) for k, v in made.items() if v not in ([], {})}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _row(value, {"sex": "unknown"} if name in {"perpetrator", "perpetrators"} else {})
    if isinstance(value, list):
        return [_value(name, each) for each in value]
    if isinstance(value, str) and (name.endswith("_at") or name == "at"):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value
