"""What keeps police out whatever was answered: the step taken last, and what it is about."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, PathEvent
from outreach_app.work import Work

_OFFICIALS: Final = "OF"
_UNDECIDED: Final = "undecided"
_SUPPORT_WITHDRAWN: Final = "support_withdrawn"


def of(work: Work, incident_id: str) -> bool:
    """Tell whether police are not to be told of an incident on a yes."""
    kind = work.session.scalar(select(Incident.type).where(Incident.id == incident_id)) or ""
    return about_officials(work, kind) or says_so(work, incident_id)


def about_officials(work: Work, kind: str) -> bool:
    """Tell whether a kind of harm is the conduct of police or officials (requirement A17)."""
    entry = work.lists["incident_type"].entries.get(kind)
    return entry is not None and entry.maps.get("group") == _OFFICIALS


def says_so(work: Work, incident_id: str) -> bool:
    """Tell whether the step taken last shuts police out (list ``police_path``).

    Rungs 0 and 1 are a wish that police are not told, but for *not decided yet*, which is no wish;
    support withdrawn "stops new sharing".
    """
    return bool(among(work, (incident_id,)))


def among(work: Work, incident_ids: Collection[str]) -> frozenset[str]:
    """Return those of these incidents whose last step shuts police out."""
    steps = work.session.execute(
        select(PathEvent.incident_id, PathEvent.path)
        .where(PathEvent.incident_id.in_(incident_ids))
        .order_by(PathEvent.on_day, PathEvent.position, PathEvent.id)
    )
    last: dict[str, str] = {row.incident_id: row.path for row in steps}
    return frozenset(key for key, path in last.items() if _shuts_out(work, path))


def _shuts_out(work: Work, last: str) -> bool:
    if last == _UNDECIDED:
        return False
    rung = work.lists["police_path"].map("rung").get(last)
    return last == _SUPPORT_WITHDRAWN or rung in (0, 1)
