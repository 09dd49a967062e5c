"""Lines I, A, J and PV and the cohort, read plainly."""

from datetime import timedelta

from tests.outreach_app.statistics.unseen.rows import (
    BY_OTHER,
    Row,
    Rows,
    day,
    maps,
    middle,
    moment,
    share,
    tally,
)

POLICE = ("police_intel_anon", "police_full")
CLASSES = ("sexual", "violence", "property", "harassment", "other")
YOUNG = ("u16", "16_17")
KNOWN_BY = ("exact", "day", "week")
RUNGS = ("none", "warn_only", "anonymous", "anonymous", "with_identity", "with_identity")


def lines(rows: Rows) -> Row:
    return {**_told(rows), **_police(rows), **_alerts(rows), **_justice(rows), **_shared(rows)}


def _told(rows: Rows) -> Row:
    told = rows.told()
    group, gbvims = maps("incident_type", "group"), maps("incident_type", "gbvims")
    vehicles = [row["vehicle"] for row in told if row.get("vehicle")]
    return {
        "I01_incidents": len(told),
        "I02_by_type": tally(row["type"] for row in told),
        "I03_by_group": tally(group[row["type"]] for row in told),
        "I04_by_gbvims": tally(gbvims[row["type"]] for row in told),
        "I05_by_area": tally(row.get("area") or "unknown" for row in told),
        "I10_people_affected": {
            "identified": len({rows.of(row) for row in told} - {None}),
            "anonymous_incidents": sum(rows.of(row) is None for row in told),
        },
        "I11_occurred_in_period": sum(
            row.get("occurred_precision") in KNOWN_BY and rows.inside(day(row["occurred_on"]))
            for row in rows.table("incidents")
        ),
        "I12_vehicle": {
            "described": len(vehicles),
            "with_plate": sum(
                any(character.isalnum() for character in each.get("plate_said") or "")
                for each in vehicles
            ),
        },
    }


def _police(rows: Rows) -> Row:
    some = rows.told(officials=False)
    rungs = [rows.rung(row) for row in some]
    strands = [row.get("hate_strands") or () for row in some]
    flags = [
        row.get("hate_flag") == "added"
        for row, rung, seen in zip(some, rungs, strands, strict=True)
        if seen and rung >= 4
    ]
    by_other = [
        row
        for row in some
        if any(code == BY_OTHER for *_, code in rows.steps(row, "path_events", "path"))
    ]
    return {
        "I06_by_path": tally(RUNGS[rung] for rung in rungs),
        "I07_reported_any": share(sum(rung >= 2 for rung in rungs), len(some)),
        "I08_reported_with_identity": share(sum(rung >= 4 for rung in rungs), len(some)),
        "I08b_reported_by_other": len(by_other),
        "I09a_hate_any": share(sum(bool(each) for each in strands), len(some)),
        "I09b_hate_sex_worker": share(sum("sex_worker" in each for each in strands), len(some)),
        "I09c_police_flag_added": share(sum(flags), len(flags)),
    }


def _alerts(rows: Rows) -> Row:
    alerts = rows.table("alerts", at="issued_at")
    told = [rows.incidents[row["incident_ids"][0]]["disclosed_at"] for row in alerts]
    return {
        "A01_alerts": len(alerts),
        "A02_alerts_with_plate": sum(row["has_plate"] for row in alerts),
        "A03_median_minutes_to_alert": middle(
            (moment(row["issued_at"]) - moment(first)) / timedelta(minutes=1)
            for row, first in zip(alerts, told, strict=True)
        ),
    }


def _justice(rows: Rows) -> Row:
    return {
        "J01_justice_events": tally(
            f"{kind}:{code}"
            for row in rows.table("incidents")
            for kind, name, column in (
                ("outcome", "outcome_events", "outcome"),
                ("court", "court_events", "event"),
            )
            for on, _, _, code in rows.steps(row, name, column)
            if rows.inside(on) and code != "INV"
        )
    }


def _shared(rows: Rows) -> Row:
    """PV: nobody under 18 or thought to be, nobody who died, and only who was able to decide."""
    table, group = maps("incident_group", "police_table"), maps("incident_type", "group")
    rest = [row for row in rows.told(officials=False) if not _young(rows, row)]
    shared = [row for row in rest if _agreed(rows, row)]
    classes = [table[group[row["type"]]] for row in shared]
    left = len(rest) - len(shared)
    return {
        "PV01_police_incidents": len(shared),
        "PV02_exact_internal_only": {name: classes.count(name) for name in CLASSES},
        "PV03_not_shared_rounded_5": (left + 2) // 5 * 5,
    }


def _agreed(rows: Rows, incident: Row) -> bool:
    person = rows.of(incident)
    if person and any(rows.known(r.get("deceased_recorded_at")) for r in rows.records(person)):
        return False
    return any(
        rows.holds(
            [row for row in rows.answers(scope) if row["incident_id"] == incident["id"]],
            rows.as_at_day,
            able=True,
        )
        for scope in POLICE
    )


def _young(rows: Rows, incident: Row) -> bool:
    person = rows.of(incident)
    if person and any(row.get("age_band") in YOUNG for row in rows.records(person)):
        return True
    return any(
        row.get("incident_id") == incident["id"] or (person and rows.of(row) == person)
        for row in rows.table("safeguarding")
        if "under_18" in row["concerns"]
    )


def cohort(rows: Rows) -> Row:
    """J02: every step holds only incidents of the step before it."""
    stage, ends = maps("police_outcome", "stage"), maps("court_event", "ends")
    told = rows.told(officials=False)
    reported = [row for row in told if rows.rung(row) >= 4]
    charged = [
        row
        for row in reported
        if any(stage[s[3]] == "charged" for s in rows.steps(row, "outcome_events", "outcome"))
    ]
    court = [{s[3] for s in rows.steps(row, "court_events", "event")} for row in charged]
    finished = [codes for codes in court if any(code in ends for code in codes)]
    convicted = [codes for codes in finished if any(ends.get(c) == "convicted" for c in codes)]
    counts = [len(each) for each in (told, reported, charged, finished, convicted)]
    return {
        "disclosed": counts[0],
        "reported_with_identity": counts[1],
        "charged": counts[2],
        "court_finished": counts[3],
        "convicted": counts[4],
        "charged_of_reported": share(counts[2], counts[1]),
        "convicted_of_court_finished": share(counts[4], counts[3]),
        "convicted_of_reported": share(counts[4], counts[1]),
        "convicted_of_disclosed": share(counts[4], counts[0]),
    }
