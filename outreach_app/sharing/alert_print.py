"""A warning on paper: the poster or pocket cards of what went out, and the notice of a recall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.reports import alert_papers
from outreach_app.reports.outgoing_page import Made
from outreach_app.sharing import alert_after, releasing
from outreach_app.sharing.alert_base import (
    requests,
)
from outreach_app.sharing.alert_facts import OUTPUT
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.outputs import output
from outreach_app.sharing.releasing import (
    NotAsShown,
    Parcel,
    Preview,
    Released,
    Yes,
    look,
    new_reference,
)
from outreach_app.work import Done, Work, changed

POSTER: Final = "poster"
POCKET: Final = "pocket"
_PAPERS: Final[Mapping[str, Callable[[AlertSheet], Made]]] = {
    POSTER: alert_papers.poster,
    POCKET: alert_papers.pocket,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper of a warning that went out, ready to be looked at."""

    alert_id: str
    paper: str
    preview: Preview


def prepare(work: Work, alert_id: str, paper: str) -> Prepared:
    """Return the paper of a warning that went out, with everything that stands against it now.

    Printed again it leaves again: the gate decides as on the first day. Raises NoSuchRecord for a
    warning whose words are not kept here, TooLong.
    """
    insist(work, CASEWORK)
    parcel = _parcel(work, alert_id, paper, new_reference())
    return Prepared(alert_id, paper, look(work, parcel))


def release(work: Work, prepared: Prepared, way: str) -> Done[Released | Denied]:
    """Let go of a paper that was looked at; answers its bytes, or why not, which is written down.

    Raises NotAsShown where the warning was taken back or corrected since.
    """
    insist(work, CASEWORK)
    parcel = prepared.preview.parcel
    try:
        now = _parcel(work, prepared.alert_id, prepared.paper, parcel.reference)
    except NoSuchRecord:
        raise NotAsShown from None
    if now != parcel:
        raise NotAsShown
    return releasing.release(work, parcel, Yes(prepared.preview.sha256, way))


def refused(work: Work, prepared: Prepared) -> Done[Denied]:
    """Write down that a paper was wanted that may not leave, and answer why not (line G04)."""
    insist(work, CASEWORK)
    preview = prepared.preview
    denied = preview.denied or Denied(("leak",), preview.parcel.requests[0])
    releasing.refuse(work, denied)
    return Done(denied, changed("refusals", "audit"))


def _parcel(work: Work, alert_id: str, paper: str, reference: str) -> Parcel:
    found = alert_after.view(work, alert_id)
    if found.sheet is None or found.status not in alert_after.STANDING:
        raise NoSuchRecord
    sheet = replace(found.sheet, reference=reference)
    made = _PAPERS[paper](sheet)
    return Parcel(
        requests=requests(found.incidents),
        reference=sheet.reference,
        fields=output(OUTPUT).fields,
        text=made.text,
        data=made.data,
        own_days=(sheet.issued_on, sheet.review_on),
    )


def recall_notice(work: Work, alert_id: str) -> Done[bytes]:
    """Return the notice that a warning was taken back: a number and a day, and nothing it said."""
    insist(work, CASEWORK)
    found = alert_after.view(work, alert_id)
    if found.sheet is None or found.sheet.kind != "recalled":
        raise NoSuchRecord
    audit.note(work, "recall_printed", alert_id)
    return Done(alert_papers.poster(found.sheet).data, changed("audit"))
