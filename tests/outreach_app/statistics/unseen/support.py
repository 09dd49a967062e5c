"""Lines N, F, G, SG and PC, read plainly."""

from tests.outreach_app.statistics.unseen.people import closing
from tests.outreach_app.statistics.unseen.rows import Row, Rows, day, maps, moment, share, tally

STAGES = (("accepted", 2), ("attended", 3), ("completed", 4))


def lines(rows: Rows) -> Row:
    return {**_needs(rows), **_referrals(rows), **_sharing(rows), **_concerns(rows)}


def _needs(rows: Rows) -> Row:
    moj = maps("need_category", "moj")
    found = rows.table("needs", on="identified_on")
    ended, still_open = [], 0
    for need in rows.table("needs"):
        closed = closing(rows, need)
        if closed and rows.inside(closed[0]):
            ended.append(closed[1])
        begun = day(need["identified_on"]) <= rows.last
        still_open += begun and not (closed and closed[0] <= rows.last)
    return {
        "N01_needs_identified": {
            "total": len(found),
            "people": len({rows.whose(row["person_id"]) for row in found}),
            "by_category": tally(row["category"] for row in found),
        },
        "N02_needs_closed": tally(ended),
        "N03_met_share": share(ended.count("met"), len(ended) - ended.count("dropped")),
        "N04_open_at_end": still_open,
        "N05_identified_by_moj": tally(moj[row["category"]] for row in found),
    }


def _referrals(rows: Rows) -> Row:
    stage, end = maps("referral_status", "stage"), maps("referral_status", "end")
    agencies, reached, ended = [], [], []
    for row in rows.data["referrals"]:
        steps = rows.steps(row, "status_events", "status")
        made = [on for on, *_, code in steps if code == "made"]
        if not made or not rows.inside(made[0]):
            continue
        agencies.append(row["agency_type"])
        reached.append(max(stage.get(code, 0) for *_, code in steps))
        ended += [end[code] for *_, code in steps if code in end][-1:]
    return {
        "F01_referrals_made": {"total": len(agencies), "by_agency": tally(agencies)},
        "F02_stage_reached": {
            name: share(sum(each >= least for each in reached), len(reached))
            for name, least in STAGES
        },
        "F03_ended_without": tally(ended),
    }


def _sharing(rows: Rows) -> Row:
    shared = rows.table("disclosures", at="at")
    answers = rows.table("consents", at="at")
    on_consent = [row for row in shared if row["basis"] == "consent"]
    return {
        "G01_consent_events": tally(f"{row['scope']}:{row['state']}" for row in answers),
        "G02_disclosures": {
            "by_recipient": tally(row["recipient"] for row in shared),
            "by_basis": tally(row["basis"] for row in shared),
        },
        "G03_disclosures_without_valid_consent": sum(not _held(rows, each) for each in on_consent),
        "G04_blocked_disclosures": len(rows.table("blocked_disclosures", at="at")),
    }


def _held(rows: Rows, shared: Row) -> bool:
    """Tell whether consent was in force when it was shared, with all that the file knows."""
    of_incident = maps("consent_scope", "level")[shared["scope"]] == "incident"
    incident = shared.get("incident_id")
    person = shared.get("person_id") or (incident and rows.incidents[incident].get("person_id"))
    answers = [
        row
        for row in rows.data["consents"]
        if row["scope"] == shared["scope"]
        and moment(row["at"]) <= moment(shared["at"])
        and (
            incident is not None and row.get("incident_id") == incident
            if of_incident
            else person is not None
            and _in_the_end(rows, row["person_id"]) == _in_the_end(rows, person)
        )
    ]
    return rows.holds(answers, rows.local(shared["at"]))


def _in_the_end(rows: Rows, person: str) -> str:
    return rows.people[person].get("merged_into") or person


def _concerns(rows: Rows) -> Row:
    raised = rows.table("safeguarding", at="raised_at")
    noted = rows.table("police_complaints", on="noted_on")
    return {
        "SG01_safeguarding_raised": tally(kind for row in raised for kind in row["concerns"]),
        "PC01_police_conduct": tally(kind for row in noted for kind in row["types"]),
    }
