"""Whatever a project does on any day, and what must be true after it."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from outreach_app import bootstrap
from outreach_app.casework import (
    cases,
    consents,
    contacts,
    death,
    incidents,
    linking,
    needs,
    people,
    search,
)
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.consents import AnswersDraft
from outreach_app.casework.death import DeathDraft
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import take_in
from outreach_app.retention import due, quiet, times
from outreach_app.retention.due import DueRow
from outreach_app.retention.lives import lives
from outreach_app.statistics import periods
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Memory, Work
from tests.outreach_app.casework import any_day_log as log
from tests.outreach_app.casework.sitting import add, figures

BEGINS = datetime(2026, 3, 27, 21, 0, tzinfo=UTC)  # the clock goes forward two days later
PASSPHRASE = "paper lantern under quiet bridge"
LINES = ("C01", "R01", "R02", "R04", "N01", "N02", "N04", "K01", "K02", "D01", "I01", "I10", "G01")
ALIASES = ("Domino", "Sable", "Marble", "Quill", "Topaz", "Lark")
OUTCOMES = st.sampled_from(("engaged", "brief", "attempted"))
CLOSINGS = st.sampled_from(sorted(set(log.RESULTS)))
REASONS = st.sampled_from(("needs_met", "lost_contact", "moved_away"))
PERSON_SCOPES = st.sampled_from(("housing", "story", "stats_breakdown"))
INCIDENT_SCOPES = st.sampled_from(("alert_local", "police_full"))
PICKS = st.integers(0, 1_000)
SPANS = st.one_of(
    st.integers(1, 50), st.integers(3_000, 50_000), st.integers(80_000, 1_500_000)
).map(lambda seconds: timedelta(seconds=seconds))


def shaped(found: dict[str, Any]) -> dict[str, Any]:
    """Return figures of the casebook in the shape of the log's."""
    case = found["K01"]
    return {
        **found,
        "N01": (found["N01"]["total"], found["N01"]["people"]),
        "N02": {key: count for key, count in found["N02"].items() if count},
        "K01": tuple(case[name] for name in ("open_start", "opened", "closed", "open_end")),
        "I10": (found["I10"]["identified"], found["I10"]["anonymous_incidents"]),
    }


def found_anew(work: Work, typed: str) -> search.Results:
    """Find without anything the desk remembers."""
    return search.find(replace(work, memory=Memory()), typed)


def due_by_the_quiet_and_by_all(work: Work, ahead: timedelta) -> list[dict[str, DueRow]]:
    """Return who is due so much later, by those who were picked for it and by everybody."""
    years, last = times.years(work), work.today + ahead
    return [
        {
            row.key: row
            for life in lives(work, keys)
            if (row := due._of_life(life, years, {})) is not None and row.due_on <= last
        }
        for keys in (quiet.people(work, last, years), None)
    ]


class AnyDay(RuleBasedStateMachine):
    """A desk and a log side by side."""

    persons: Bundle[str] = Bundle("persons")
    told: Bundle[str] = Bundle("told")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = SetClock(BEGINS)
        self.desk = self.casebook("any_day")
        self.log = log.Log()
        self.steps = 0

    def casebook(self, name: str) -> bootstrap.Desk:
        path = Path(self.folder.name) / f"{name}.casebook"
        new = bootstrap.create(path, "Invented", "daya", PASSPHRASE, self.clock, KdfCost.CHEAPEST)
        return new.desk

    @property
    def now(self) -> datetime:
        return self.clock.moment

    @property
    def today(self) -> date:
        return log.day_of(self.now)

    def refused(self, command: Any, *args: Any) -> None:
        with pytest.raises(CheckFailed):
            self.desk.do(command, *args)

    # time and people

    @initialize(target=persons)
    def begin(self) -> Any:
        keys = [add(self.desk, alias) for alias in ALIASES]
        self.log.people += keys
        return multiple(*keys)

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        self.clock.moment += span

    # contacts

    @rule(person=st.none() | persons, outcome=OUTCOMES, before=st.integers(0, 3_000_000))
    def meet(self, person: str | None, outcome: str, before: int) -> None:
        self.tick()
        started = self.now - timedelta(seconds=before)
        who = "known" if person else "not_named"
        draft = contacts.ContactDraft(
            started, who, person, outcome=outcome, late_reason="paper" if before > 200_000 else None
        )
        key = self.desk.do(contacts.log, draft).value.id
        whom = self.log.root(person) if person else None
        self.log.met.append(log.Met(whom, started, self.now, outcome != "attempted", key))

    @precondition(lambda self: any(not each.voided for each in self.log.met))
    @rule(pick=PICKS)
    def void(self, pick: int) -> None:
        self.tick()
        standing = [each for each in self.log.met if not each.voided]
        picked = standing[pick % len(standing)]
        self.desk.do(contacts.void, picked.key, "wrong_person")
        picked.voided = self.now

    # needs

    @rule(person=persons, days=st.integers(0, 40))
    def need(self, person: str, days: int) -> None:
        self.tick()
        on = self.today - timedelta(days=days)
        draft = NeedDraft(person, "housing", on)
        if self.log.death_of(person):
            self.refused(needs.add, draft)
            return
        key = self.desk.do(needs.add, draft).value
        self.log.needs.append(log.Need(self.log.root(person), on, self.now, key))

    @precondition(lambda self: any(each.closed is None for each in self.log.needs))
    @rule(pick=PICKS, status=CLOSINGS)
    def close_need(self, pick: int, status: str) -> None:
        self.tick()
        open_ = [each for each in self.log.needs if each.closed is None]
        picked = open_[pick % len(open_)]
        self.desk.do(needs.move, picked.key, status, self.today)
        picked.closed = (self.today, self.now, status)

    # cases

    @rule(person=persons)
    def open_case(self, person: str) -> None:
        self.tick()
        if self.log.death_of(person):
            self.refused(cases.open_case, CaseDraft(person))
            return
        self.desk.do(cases.open_case, CaseDraft(person))
        if self.log.open_piece(person) is None:
            self.log.pieces.append(log.Piece(self.log.root(person), self.today, self.now))

    @rule(person=persons, reason=REASONS)
    def close_case(self, person: str, reason: str) -> None:
        self.tick()
        case = self.desk.ask(people.card, person).open_case
        piece = self.log.open_piece(person)
        assert (case is None) == (piece is None)
        if case is not None and piece is not None:
            self.desk.do(cases.close, case.id, reason, self.today)
            piece.closed = (self.today, self.now, reason)

    @rule(person=persons)
    def reopen_case(self, person: str) -> None:
        self.tick()
        card = self.desk.ask(people.card, person)
        if card.open_case is None and card.cases and not self.log.death_of(person):
            self.desk.do(cases.reopen, card.cases[0].id)
            self.log.pieces.append(log.Piece(self.log.root(person), self.today, self.now))

    # incidents and answers

    @rule(target=told, person=st.none() | persons)
    def tell(self, person: str | None) -> str:
        self.tick()
        draft = incidents.IncidentDraft(
            told_at=self.now,
            person_id=person,
            type="rape",
            area="unknown",
            occurred_precision="unknown",
        )
        key = self.desk.do(incidents.log, draft).value.id
        self.log.told.append(log.Told(self.log.root(person) if person else None, self.now, key))
        return key

    @rule(person=persons, scope=PERSON_SCOPES, said=st.sampled_from(consents.ANSWERS))
    def answer(self, person: str, scope: str, said: str) -> None:
        self.say(person, None, scope, said)

    @rule(incident=told, scope=INCIDENT_SCOPES, said=st.sampled_from(consents.ANSWERS))
    def answer_about(self, incident: str, scope: str, said: str) -> None:
        person = next(each.person for each in self.log.told if each.key == incident)
        self.say(person, incident, scope, said)

    def say(self, person: str | None, incident: str | None, scope: str, said: str) -> None:
        self.tick()
        capacity = "able" if said == "yes" else None
        given = consents.Answer(scope, said, "verbal" if said in {"yes", "no"} else None, capacity)
        draft = AnswersDraft(None if incident else person, incident, (given,))
        if person and self.log.death_of(person):
            self.refused(consents.answer, draft)
            return
        state = {"yes": "given", "no": "refused"}.get(said, "not_asked")
        if state == "refused" and self.log.in_force(person, incident, scope):
            state = "withdrawn"
        self.desk.do(consents.answer, draft)
        whom = self.log.root(person) if person and not incident else person
        self.log.answers.append(log.Answer(incident, whom, scope, state, self.now))

    # two records of one person

    @rule(duplicate=persons, stays=persons)
    def join(self, duplicate: str, stays: str) -> None:
        self.tick()
        draft = LinkDraft(duplicate, stays, "known to be one")
        root = self.log.root(stays)
        deaths = [self.log.death_of(each) for each in (duplicate, root)]
        days = [each and each.on for each in deaths]
        if self.log.root(duplicate) != duplicate or root == duplicate or days[0] != days[1]:
            self.refused(linking.link, draft)
            return
        self.desk.do(linking.link, draft)
        self.log.join(duplicate, root, self.now)

    @precondition(lambda self: self.log.joins)
    @rule(pick=PICKS)
    def part(self, pick: int) -> None:
        self.tick()
        picked = self.log.joins[pick % len(self.log.joins)]
        if not self.log.may_part(picked, self.today):
            self.refused(linking.undo, picked.duplicate)
            return
        self.desk.do(linking.undo, picked.duplicate)
        self.log.part(picked)

    # a death

    @rule(person=persons, days=st.integers(0, 40))
    def die(self, person: str, days: int) -> None:
        self.tick()
        on = self.today - timedelta(days=days)
        draft = DeathDraft(person, on, how_known="friend")
        if self.log.death_of(person):
            self.refused(death.has_died, draft)
            return
        self.desk.do(death.has_died, draft)
        self.log.die(self.log.root(person), on, self.now)

    @precondition(lambda self: self.log.deaths)
    @rule(pick=PICKS)
    def rise(self, pick: int) -> None:
        self.tick()
        picked = self.log.deaths[pick % len(self.log.deaths)]
        if self.log.root(picked.person) != picked.person:
            return
        if not self.log.may_rise(picked, self.today):
            self.refused(death.undo, picked.person)
            return
        self.desk.do(death.undo, picked.person)
        self.log.rise(picked)

    # what must always hold

    def tick(self) -> None:
        self.clock.moment += timedelta(seconds=1)

    def compare(self, desk: bootstrap.Desk, month: periods.Period, as_at: datetime) -> None:
        found = shaped(figures(desk, *LINES, month=month.name, as_at=as_at))
        assert found == self.log.expected(month.first, month.last, as_at), (month.name, as_at)

    @invariant()
    def figures_agree_now_and_before(self) -> None:
        self.steps += 1
        month = periods.month_of(self.today)
        self.compare(self.desk, month, self.now)
        moments = sorted(self.log.moments())
        if moments and self.steps % 4 == 0:
            self.compare(self.desk, month, moments[self.steps * 7919 % len(moments)])

    @invariant()
    def nobody_is_joined_to_a_joined_record(self) -> None:
        if self.steps % 5 == 0:
            lines = self.desk.ask(people.everyone)
            assert {line.id for line in lines} == set(self.log.roots())
            assert {line.id for line in lines if line.open_case} == {
                root for root in self.log.roots() if self.log.open_piece(root)
            }

    @invariant()
    def what_is_kept_in_memory_finds_what_the_file_says(self) -> None:
        if self.steps % 3 == 0:
            typed = ALIASES[self.steps % len(ALIASES)][:2]
            assert self.desk.ask(search.find, typed) == self.desk.ask(found_anew, typed)

    @invariant()
    def whoever_is_due_is_among_the_quiet(self) -> None:
        if self.steps % 3 == 1:
            # When the time of what was done on the first days is over.
            few, every = self.desk.ask(due_by_the_quiet_and_by_all, timedelta(days=740))
            assert few == every

    def teardown(self) -> None:
        try:
            self.look_back()
        finally:
            self.desk.close()
            self.folder.cleanup()

    def look_back(self) -> None:
        """Compare every month as at many moments, here and in a casebook made from the export."""
        self.tick()
        data = self.desk.do(export)
        copy = self.casebook("copy")
        copy.do(take_in, read_and_check(data, copy.vocabulary(), self.now))
        moments = sorted({*self.log.moments(), self.now})
        picked = moments[:: max(1, len(moments) // 6)]
        month = periods.month_of(self.today)
        months = [month, periods.month_of(month.first - timedelta(days=1))]
        for as_at in (*picked, self.now):
            for each in months:
                self.compare(self.desk, each, as_at)
                self.compare(copy, each, as_at)
        assert self.desk.verify().findings == ()
        copy.close()
