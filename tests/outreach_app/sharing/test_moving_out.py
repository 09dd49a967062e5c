"""What the gate wrote moves out and in again like everything else, and figures see no breach."""

import json
from datetime import timedelta

from outreach_app.bootstrap import Desk
from outreach_app.casework import sheet
from outreach_app.clock import SetClock
from outreach_app.exchange.exporting import export
from outreach_app.sharing import alert_after, alert_issue
from outreach_app.sharing.alert_base import fingerprint
from outreach_app.sharing.asking import Denied
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.exchange.moving import bring_in
from tests.outreach_app.sharing.test_alerts import drafted, sent
from tests.outreach_app.statistics.asking import every


def test_a_recalled_warning_and_a_refusal_move_unchanged(
    told: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    issued = sent(told, drafted(told, sms=57, num=1))
    told.do(alert_after.recall, issued.alert_id, "mistaken")
    draft = drafted(told)
    clock.moment += timedelta(minutes=1)
    told.do(sheet.take_back, None, draft.incident_id, "alert_local", "verbal")
    refused = told.do(alert_issue.issue, draft.id, fingerprint(draft.text)).value
    assert isinstance(refused, Denied)
    out = told.do(export)
    data = json.loads(out)
    assert [row["scope"] for row in data["disclosures"]] == ["alert_local", "num_report"]
    assert [row["status"] for row in data["alerts"]] == ["withdrawn"]
    assert len(data["blocked_disclosures"]) == 1
    other = make_desk("other")
    bring_in(other, out)
    other.refresh_project()
    assert other.do(export) == out
    for desk in (told, other):
        assert desk.ask(breaches) == 0


def breaches(work: Work) -> object:
    figures = every(work.session, periods.month("2025-12"), work.now)
    return figures["G03_disclosures_without_valid_consent"]
