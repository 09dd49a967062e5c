"""Warnings that were issued: what left, on what grounds, and how far it reached."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from models.incidents import Incident
from models.sharing import Alert, AlertChannel, AlertIncident
from outreach_app.casework import incident_access
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A warning; `sent` counts messages by channel, `incidents` names what it rests on."""

    id: str
    reference: str
    issued_at: datetime
    grounds: tuple[str, ...]
    status: str
    review_on: date | None
    sent: tuple[tuple[str, int], ...] = ()
    incidents: tuple[str, ...] = ()

    @property
    def reach(self) -> int:
        """Return how many messages went out by all channels (messages, not people)."""
        return sum(number for _, number in self.sent)


@dataclass(frozen=True, slots=True)
class AlertList:
    """Every warning, newest first, the day it is, and the lists that put codes into words."""

    rows: tuple[AlertRow, ...]
    today: date
    lists: Vocabulary


def listing(work: Work) -> AlertList:
    """Return the warnings issued, newest first; those taken out with a reason are left out."""
    found = work.session.execute(
        select(
            Alert.id,
            Alert.reference,
            Alert.issued_at,
            Alert.grounds,
            Alert.status,
            Alert.review_on,
        )
        .where(Alert.voided_at.is_(None))
        .order_by(Alert.issued_at.desc(), Alert.id.desc())
    ).all()
    sent: dict[str, tuple[tuple[str, int], ...]] = {}
    for key, channel, number in work.session.execute(
        select(AlertChannel.alert_id, AlertChannel.channel, func.sum(AlertChannel.sent))
        .group_by(AlertChannel.alert_id, AlertChannel.channel)
        .order_by(AlertChannel.alert_id, AlertChannel.channel)
    ):
        sent[key] = (*sent.get(key, ()), (channel, int(number)))
    rest_on: dict[str, tuple[str, ...]] = {}
    for key, reference in work.session.execute(
        select(AlertIncident.alert_id, Incident.reference)
        .join(Incident, Incident.id == AlertIncident.incident_id)
        .where(*incident_access.named_beside(work))
        .order_by(AlertIncident.alert_id, AlertIncident.position)
    ):
        rest_on[key] = (*rest_on.get(key, ()), reference)
    rows = tuple(AlertRow(*row, sent.get(row.id, ()), rest_on.get(row.id, ())) for row in found)
    return AlertList(rows, work.today, work.lists)
