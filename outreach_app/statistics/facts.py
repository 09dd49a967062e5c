"""`Facts`: what the lines of one report may count, each subject read once and only when asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy.orm import Session

from outreach_app.statistics import (
    read_contacts,
    read_course,
    read_incidents,
    read_sharing,
    read_support,
    rules,
)
from outreach_app.statistics.further import Further
from outreach_app.statistics.periods import Period
from outreach_app.statistics.read_course import Reasons
from outreach_app.statistics.rows import (
    CaseFact,
    IncidentFact,
    Met,
    NeedFact,
    Reached,
    ReferralFact,
    Shared,
    Step,
    Tally,
    Told,
)
from outreach_app.statistics.standing import Standing
from outreach_app.statistics.window import Merges, Window
from outreach_app.vocabulary import Vocabulary

OFFICIALS: Final = "OF"
BREAKDOWN_SCOPE: Final = "stats_breakdown"
POLICE_SCOPES: Final = ("police_full", "police_intel_anon")


class Facts:
    """The counted facts of one period as at one moment.

    Nothing here is an alias, a note, a place or an exact description; persons are keys that never
    leave this room. Every rule about existence and belonging was applied while reading.
    """

    def __init__(self, session: Session, window: Window, lists: Vocabulary) -> None:
        self.window = window
        self.lists = lists
        self._session = session

    @property
    def period(self) -> Period:
        """The local days the figures are about."""
        return self.window.period

    def of(self, period: Period) -> "Facts":
        """Return the facts of another period as at the same moment."""
        return Facts(self._session, self.window.other(period), self.lists)

    def rows_of(self, query: Any) -> Sequence[Any]:
        """Return what a query finds: for whoever lists the rows behind a figure."""
        return self._session.execute(query, rules.values(self.window)).all()

    @cached_property
    def further(self) -> Further:
        """What the lines marked ° ask for beside."""
        return Further(self._session, self.window, self.lists)

    # people

    @cached_property
    def merges(self) -> Merges:
        """Merges made by T."""
        return read_support.merges(self._session, self.window)

    @cached_property
    def people(self) -> frozenset[str]:
        """Who had a counted contact in the period, merged records together."""
        return self._together(self._reached.records)

    @cached_property
    def contacts_of(self) -> Mapping[str, int]:
        """Counted contacts in the period per person, merged records together."""
        found = dict(read_contacts.by_record(self._session, self.window, self.counted_outcomes))
        joined = found.keys() & self.merges.into.keys()
        for person, often in [(self.merges.whose(each), found.pop(each)) for each in joined]:
            found[person] = found.get(person, 0) + often
        return found

    @property
    def anonymous_contacts(self) -> int:
        """Counted contacts in the period with no person linked as at T."""
        return self._reached.not_named

    @cached_property
    def met_before(self) -> frozenset[str]:
        """Of whom was met in the period, those with a counted contact before it."""
        before = read_contacts.met_before(
            self._session, self.window, self.counted_outcomes, self._records_of(self.people)
        )
        return self._together(before)

    @cached_property
    def last_met(self) -> Mapping[str, datetime]:
        """Last counted contact up to the end of the period of everybody whose case stands open."""
        last = self.period.last
        open_cases = (each for each in self.cases if not each.closed_on or each.closed_on > last)
        wanted = frozenset(self.merges.whose(each.person) for each in open_cases)
        found: dict[str, datetime] = {}
        for record, moment in read_contacts.last_met(
            self._session, self.window, self.counted_outcomes, self._records_of(wanted)
        ).items():
            person = self.merges.whose(record)
            found[person] = max(moment, found.get(person, moment))
        return found

    @cached_property
    def seen_before(self) -> Mapping[str, tuple[date, ...]]:
        """Contact days from before the data set in their order, where entered."""
        return read_support.seen_before(self._session, self.merges)

    @cached_property
    def background(self) -> Mapping[str, tuple[str, str, str, str]]:
        """Gender, trans status, age band, ethnicity per record, as they stand whatever T is."""
        return read_sharing.background(self._session)

    @cached_property
    def under_18(self) -> frozenset[str]:
        """Records of people under 18, by age as it stands whatever T is, and who they count as.

        Joined with a record that gives no age, somebody does not become an adult.
        """
        bands = self.lists["age_band"].where("safeguarding", value=True)
        young = read_sharing.young(self._session, bands)
        return young | frozenset(map(self.merges.whose, young))

    @cached_property
    def deaths(self) -> frozenset[str]:
        """People who died in the period."""
        return frozenset(map(self.merges.whose, read_support.deaths(self._session, self.window)))

    @cached_property
    def work_status(self) -> Mapping[str, tuple[Step, ...]]:
        """What each person said about working in the period, in order of day and entry."""
        steps: dict[str, list[Step]] = {}
        for record, some in read_support.work_status(self._session, self.window).items():
            steps.setdefault(self.merges.whose(record), []).extend(some)
        return {person: tuple(sorted(some)) for person, some in steps.items()}

    # contacts

    @cached_property
    def counted_outcomes(self) -> frozenset[str]:
        """The outcomes that make a contact a contact."""
        return self.lists["contact_outcome"].where("counts", value=True)

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """Contacts in the period, counted or not, by outcome, setting and area."""
        return read_contacts.tallies(self._session, self.window)

    @cached_property
    def counted(self) -> tuple[Tally, ...]:
        """Counted contacts in the period by setting and area."""
        return tuple(each for each in self.tallies if each.outcome in self.counted_outcomes)

    @property
    def contacts(self) -> int:
        """Counted contacts in the period, from what was read of them already."""
        if "tallies" in vars(self):
            return sum(each.contacts for each in self.counted)
        return self._reached.contacts

    @cached_property
    def met(self) -> tuple[Met, ...]:
        """Counted contacts in the period by setting, area and person record as at T."""
        return read_contacts.met(self._session, self.window, self.counted_outcomes)

    @cached_property
    def sessions(self) -> Mapping[str, int]:
        """Sessions started in the period, by type."""
        return read_contacts.sessions(self._session, self.window)

    @cached_property
    def supplies(self) -> Mapping[str, int]:
        """Items given at counted contacts."""
        return read_contacts.supplies(self._session, self.window, self.counted_outcomes)

    @cached_property
    def contacts_with_supplies(self) -> int:
        """Counted contacts at which anything was given."""
        return read_contacts.with_supplies(self._session, self.window, self.counted_outcomes)

    @cached_property
    def needle_returns(self) -> int:
        """Sharps brought back at counted contacts, estimates included."""
        return read_contacts.needle_returns(self._session, self.window, self.counted_outcomes)

    # incidents and alerts

    @cached_property
    def incidents(self) -> tuple[IncidentFact, ...]:
        """Incidents told in the period."""
        return read_incidents.told(self._session, self.window, self.lists)

    @cached_property
    def by_others(self) -> tuple[IncidentFact, ...]:
        """Incidents told in the period, conduct of officials left out."""
        officials = self.lists["incident_type"].where("group", OFFICIALS)
        return tuple(each for each in self.incidents if each.type not in officials)

    @cached_property
    def happened(self) -> int:
        """Incidents that happened in the period, known to the week or better."""
        return read_incidents.happened(self._session, self.window)

    @cached_property
    def vehicles(self) -> tuple[int, int]:
        """Incidents with a vehicle described, and with a character of its plate."""
        return read_incidents.vehicles(self._session, self.window)

    @cached_property
    def alerts(self) -> tuple[Told, ...]:
        """Alerts issued in the period."""
        return read_incidents.alerts(self._session, self.window)

    @cached_property
    def justice(self) -> Mapping[str, int]:
        """Police outcomes and court days dated in the period, as ``court:acquitted``."""
        return Counter(
            f"{kind}:{code}" for kind, code in read_incidents.justice(self._session, self.window)
        )

    @cached_property
    def outcomes(self) -> Mapping[str, frozenset[str]]:
        """Police outcomes of incidents told in the period."""
        return read_incidents.outcomes(self._session, self.window)

    @cached_property
    def court(self) -> Mapping[str, frozenset[str]]:
        """Court events of incidents told in the period."""
        return read_incidents.court(self._session, self.window)

    # support

    @cached_property
    def needs(self) -> tuple[NeedFact, ...]:
        """Needs identified by the last day."""
        return read_support.needs(self._session, self.window, self.lists)

    @cached_property
    def referrals(self) -> tuple[ReferralFact, ...]:
        """Referrals made in the period."""
        return read_support.referrals(self._session, self.window, self.lists)

    @cached_property
    def need_reasons(self) -> Reasons:
        """Why needs were not met, by need and closing step."""
        return read_course.need_reasons(self._session, self.window)

    @cached_property
    def referral_reasons(self) -> Reasons:
        """Why services declined, by referral and step."""
        return read_course.referral_reasons(self._session, self.window)

    @cached_property
    def need_scores(self) -> Mapping[str, tuple[int, int]]:
        """First and latest score of needs that have two or more."""
        return read_course.scores(self._session, self.window)

    @cached_property
    def cases(self) -> tuple[CaseFact, ...]:
        """Cases opened by the last day, duplicates left out."""
        return read_support.cases(self._session, self.window)

    # consent and what left

    @cached_property
    def consent_events(self) -> Mapping[tuple[str, str], int]:
        """Answers in the period by scope and state."""
        return read_sharing.consent_events(self._session, self.window)

    @cached_property
    def breakdown_consent(self) -> Standing:
        """Who lets her details stand in a breakdown, by what was recorded by T."""
        some = read_sharing.answers(self._session, (BREAKDOWN_SCOPE,), self.window)
        return Standing.of(some, self.merges.whose)

    @cached_property
    def police_consent(self) -> Standing:
        """Which incidents told in the period may go to police, by what was recorded by T."""
        some = read_sharing.answers(
            self._session, POLICE_SCOPES, self.window, of_incidents_told=True
        )
        able = self.lists["capacity"].where("valid", value=True)
        free = [
            each if each.capacity is None or each.capacity in able else each._replace(state="")
            for each in some
        ]
        return Standing.of(free, lambda subject: subject)

    @cached_property
    def never_for_police(self) -> frozenset[str]:
        """Incidents told in the period that stand in nothing for police, not even in the rest.

        Whoever is under 18 by the age on any of their records, or thought to be in a concern
        recorded by T (report lines, part 6).
        """
        people, incidents = read_sharing.thought_young(self._session, self.window)
        young = {self.merges.whose(each) for each in (*self.under_18, *people)}
        return frozenset(
            each.id
            for each in self.incidents
            if each.id in incidents or (each.person and self.merges.whose(each.person) in young)
        )

    @cached_property
    def for_police(self) -> tuple[IncidentFact, ...]:
        """What may be counted for police: agreement in force at T, and nobody under 18.

        Agreement counts only from somebody able to decide, and ends with their death. Conduct of
        officials is in none of it.
        """
        today = self.window.as_at_day
        return tuple(
            each
            for each in self.by_others
            if self.police_consent.any_in_force(each.id, POLICE_SCOPES, today)
            and each.id not in self.never_for_police
            and not (each.person and self.merges.whose(each.person) in self.died)
        )

    @cached_property
    def died(self) -> frozenset[str]:
        """People whose death was recorded by T: what they agreed to has ended with it."""
        return frozenset(map(self.merges.whose, read_sharing.died(self._session, self.window)))

    @cached_property
    def every_consent(self) -> Standing:
        """All answers whenever recorded: a breach is judged with all that the file knows."""
        scopes = self.lists["consent_scope"].codes()
        return Standing.of(read_sharing.answers(self._session, scopes), self.every_merge.whose)

    @cached_property
    def every_merge(self) -> Merges:
        """All merges whenever made, for the same reason."""
        return read_support.merges(self._session)

    @cached_property
    def disclosures(self) -> tuple[Shared, ...]:
        """What left in the period."""
        return read_sharing.disclosures(self._session, self.window)

    @cached_property
    def refusals(self) -> int:
        """Attempts to share in the period that were refused."""
        return read_sharing.refusals(self._session, self.window)

    @cached_property
    def concerns(self) -> Mapping[str, int]:
        """Safeguarding concerns raised in the period, by kind."""
        return Counter(read_sharing.concerns(self._session, self.window))

    @cached_property
    def conduct(self) -> Mapping[str, int]:
        """Concerns about police conduct noted in the period, by kind."""
        return Counter(read_sharing.conduct(self._session, self.window))

    @cached_property
    def _reached(self) -> Reached:
        return read_contacts.reached(self._session, self.window, self.counted_outcomes)

    def _together(self, records: frozenset[str]) -> frozenset[str]:
        """Return whom some records are counted under."""
        joined = records.intersection(self.merges.into)
        return records.difference(joined).union(map(self.merges.whose, joined))

    def _records_of(self, people: frozenset[str]) -> frozenset[str]:
        """Return the records of some people: those they are counted under, and those joined."""
        return people.union(each for each in self.merges.into if self.merges.whose(each) in people)
