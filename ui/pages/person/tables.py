"""The tabs that are plain tables: contacts, incidents, needs, and every question about sharing."""

from datetime import tzinfo

from outreach_app.casework.consents import Standing
from outreach_app.casework.contacts import ContactRow
from outreach_app.casework.folder import Folder
from outreach_app.casework.incidents import IncidentRow
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.supplied import sentence
from outreach_app.words import known, say
from ui import saying, when
from ui.theme.tokens import tokens
from ui.widgets.rows_model import Column
from ui.widgets.strip import state_words, status_of


class Words:
    """Puts rows of the folder at hand into words."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.folder: Folder | None = None

    def label(self, name: str, code: str) -> str:
        """Return the label of a code."""
        return self.folder.lists[name].label(code) if self.folder else code

    def near(self, row: ContactRow) -> str:
        """Say when a contact was."""
        return when.near(row.started_at, self.zone, self.folder.today) if self.folder else ""

    def worker(self, code: str | None) -> str:
        """Return the name colleagues use."""
        if self.folder is None or code is None:
            return ""
        return self.folder.colleagues.get(code, code)

    def contacts(self) -> tuple[Column[ContactRow], ...]:
        """Return the columns of the contacts."""

        def how(row: ContactRow) -> str:
            key = f"contact.outcome.{row.outcome}"
            return say(key) if known(key) else self.label("contact_outcome", row.outcome)

        def where(row: ContactRow) -> str:
            setting = self.label("contact_setting", row.setting)
            place = "" if row.area == "unknown" else self.label("area", row.area)
            return f"{setting}, {place}" if place else setting

        def given(row: ContactRow) -> str:
            if self.folder is None:
                return ""
            items = self.folder.lists["supply_item"]
            return sentence(items, row.supplies, row.needle_returns)

        def title(name: str) -> str:
            return say(f"person.contacts.{name}")

        return (
            Column(title("when"), self.near, sort=lambda row: row.started_at, strong=True),
            Column(title("how"), how),
            Column(title("where"), where),
            Column(title("given"), given),
            Column(title("by"), lambda row: self.worker(row.recorded_by)),
        )

    def incidents(self) -> tuple[Column[IncidentRow], ...]:
        """Return the columns of the incidents: nothing of what happened."""

        def told(row: IncidentRow) -> str:
            day = when.local_day(row.told_at, self.zone)
            return when.near_day(day, self.folder.today) if self.folder else ""

        def path(row: IncidentRow) -> str:
            words = self.label("police_path", row.path)
            return f"{say('person.incidents.no_police')}  {words}" if row.no_police else words

        def title(name: str) -> str:
            return say(f"person.incidents.{name}")

        return (
            Column(title("number"), lambda row: row.reference, strong=True),
            Column(title("told"), told, sort=lambda row: row.told_at),
            Column(title("area"), lambda row: self.label("area", row.area)),
            Column(
                title("path"),
                path,
                icon=lambda row: ("shield-off-outline", "private") if row.no_police else None,
                tone=lambda row: "private" if row.no_police else None,
            ),
        )

    def needs(self) -> tuple[Column[NeedRow], ...]:
        """Return the columns of the needs."""

        def since(row: NeedRow) -> str:
            return when.near_day(row.identified_on, self.folder.today) if self.folder else ""

        def status(row: NeedRow) -> str:
            if self.folder is None:
                return ""
            return saying.need_status_words(self.folder.lists, row.status)

        def mark(row: NeedRow) -> tuple[str, str]:
            found = tokens().status[saying.need_status(row.status)]
            return found.icon, found.colour

        def need(row: NeedRow) -> str:
            return saying.need(self.folder.lists, row.category) if self.folder else ""

        def service(row: NeedRow) -> str:
            if row.agency_type is None or row.referral is None:
                return ""
            agency = self.label("agency_type", row.agency_type)
            return f"{agency}: {self.label('referral_status', row.referral).lower()}"

        def title(name: str) -> str:
            return say(f"person.needs.{name}")

        return (
            Column(title("need"), need, strong=True),
            Column(title("status"), status, icon=mark),
            Column(title("since"), since, sort=lambda row: row.identified_on),
            Column(title("service"), service),
        )

    def questions(self) -> tuple[Column[Standing], ...]:
        """Return the columns of the questions about sharing."""

        def answer(row: Standing) -> str:
            return state_words(row, self.folder.today) if self.folder else ""

        def mark(row: Standing) -> tuple[str, str]:
            found = tokens().status[status_of(row)]
            return found.icon, found.colour

        def answered(row: Standing) -> str:
            if row.answered_at is None or self.folder is None:
                return ""
            return when.near_day(when.local_day(row.answered_at, self.zone), self.folder.today)

        def title(name: str) -> str:
            return say(f"person.consent.{name}")

        return (
            Column(title("question"), lambda row: say(f"consent.title.{row.scope}"), strong=True),
            Column(title("answer"), answer, icon=mark, tone=lambda row: mark(row)[1]),
            Column(title("on"), answered),
            Column(title("about"), lambda row: row.incident or say("person.consent.them")),
        )
