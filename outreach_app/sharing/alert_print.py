"""A warning on paper: the poster or pocket cards of what went out, and the notice of a recall."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.reports import alert_papers
from outreach_app.reports.outgoing_page import Made
from outreach_app.sharing import alert_after
from outreach_app.sharing.alert_base import OUTPUT, requests
from outreach_app.sharing.outputs import output
from outreach_app.sharing.releasing import Parcel, Preview, look, new_reference
from outreach_app.work import Done, Work, changed

POSTER: Final = "poster"
POCKET: Final = "pocket"
_PAPERS: Final[Mapping[str, Callable[[AlertSheet], Made]]] = {
    POSTER: alert_papers.poster,
    POCKET: alert_papers.pocket,
}


def prepare(work: Work, alert_id: str, paper: str) -> Preview:
    """Return the paper of a warning that went out, with everything that stands against it now.

    Printed again it leaves again: the gate decides as on the first day. Raises NoSuchRecord for a
    warning whose words are not kept here, TooLong.
    """
    insist(work, CASEWORK)
    found = alert_after.view(work, alert_id)
    if found.sheet is None or found.status not in alert_after.STANDING:
        raise NoSuchRecord
    sheet = replace(found.sheet, reference=new_reference())
    made = _PAPERS[paper](sheet)
    parcel = Parcel(
        requests=requests(found.incidents),
        reference=sheet.reference,
        fields=output(OUTPUT).fields,
        text=made.text,
        data=made.data,
        own_days=(sheet.issued_on, sheet.review_on),
    )
    return look(work, parcel)


def recall_notice(work: Work, alert_id: str) -> Done[bytes]:
    """Return the notice that a warning was taken back: a number and a day, and nothing it said."""
    insist(work, CASEWORK)
    found = alert_after.view(work, alert_id)
    if found.sheet is None or found.sheet.kind != "recalled":
        raise NoSuchRecord
    audit.note(work, "recall_printed", alert_id)
    return Done(alert_papers.poster(found.sheet).data, changed("audit"))
