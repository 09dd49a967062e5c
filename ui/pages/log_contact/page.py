"""The page: four numbered cards, the panel beside them, and saving in one keystroke."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.casework import contact_entry, contacts, tasks
from outreach_app.casework.bundles import BundleRow
from outreach_app.casework.checks import late as is_late
from outreach_app.casework.contact_entry import Start
from outreach_app.casework.contacts import KNOWN, NEW, NOT_NAMED, ContactDraft
from outreach_app.casework.naloxone import SAID
from outreach_app.casework.names import Like
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import saying, when
from ui.dialogs.change_time import ChangeTime
from ui.forms.form import FormPage
from ui.page import Context, InPieces, at_once
from ui.pages.log_contact import build, entry, sentence
from ui.pages.log_contact.about import AboutThem
from ui.pages.log_contact.looking import Looking
from ui.pages.log_contact.saved import SavedLine
from ui.restricted import GIVEN, Gate
from ui.session_words import session_words
from ui.widgets.reading_order import in_reading_order


class LogContactPage(FormPage, InPieces):
    """Log a contact. `open` takes `person_id`, `setting`, `area`, `who`, `walk_in` or a `draft`."""

    name = "log_contact"
    nav = "today"
    draft_kind = "contact"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._start: Start | None = None
        self._where: dict[str, Any] = {}
        self._blank: dict[str, Any] = {}
        self._session: str | None = None
        self._offered: tuple[Vocabulary, BundleRow | None] | None = None
        self._moment: datetime | None = None
        self._width_class = "wide"
        self._pending: tuple[Callable[[Any], object] | None] | None = None
        self._next: dict[str, Any] | None = None
        self._saved_line = SavedLine(self)
        self.looking = Looking(context, self.words, self)
        self.cards = yield from build.cards(self)
        yield
        form = QWidget()
        self.gate = Gate(self, context, form)
        yield from build.lay_out(self, self.cards, form)
        self.about = AboutThem(self)
        self._wire()

    def _wire(self) -> None:
        cards = self.cards
        for field, widget, frame in build.fields(cards):
            self.bind(field, widget, frame)
        cards.who.who.chosen.connect(self._who_chosen)
        cards.who.known.picker.looked.connect(self._looked)
        cards.who.known.picker.textEdited.connect(self._on_change)
        cards.panel.done.connect(self._task_done)
        cards.change_time.clicked.connect(self._ask_time)
        cards.cancel.clicked.connect(self._cancel)
        cards.another.clicked.connect(self._save_another)
        cards.save.clicked.connect(self.save)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save_another)

    # arriving

    @override
    def open(self, **where: Any) -> None:
        if self._saving:
            # A quick hand: the next one begins when this one is known to be saved.
            self._next = where
            return
        self.gate.admit()
        if not where and self._start is not None and self.resume():
            # Being fitted to the window on the way here asked already, behind a gate still shut.
            self.about.forget()
            self.cards.who.focus_detail()
            self.changed()
            return
        self._where = where
        self.about.given = where.get("person_id", "") if where.get(GIVEN) else ""
        self._saved_line.put_away()
        self._reset()
        self.make_way()
        self._ask_start()
        self.cards.who.focus_detail()

    @override
    def leave(self) -> None:
        super().leave()
        self.about.leave()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or self.cards.head.heading

    def _ask_start(self) -> None:
        walk_in = bool(self._where.get("walk_in"))
        start = contact_entry.walk_in if walk_in else contact_entry.start
        self.context.ask(start, then=self._ready)

    def _reset(self, preset: Mapping[str, Any] | None = None) -> None:
        """Empty every field but those preset; what has been preset else comes with `_ready`."""
        self._start, self._moment = None, None
        self.about.forget()
        for field, value in {**entry.BLANK, **(preset or {})}.items():
            self.set_value(field, value)
        self.cards.who.known.picker.clear()
        self.cards.who.show_detail()
        self.cards.scroll.verticalScrollBar().setValue(0)
        self._blank = self.values()

    def _ready(self, start: Start) -> None:
        """Preset what the shift says; what was typed meanwhile stands."""
        if self._start is not None and (start == self._start or self.is_dirty()):
            return  # the next contact began with what the one before had
        typed = {f: v for f, v in self.values().items() if v != self._blank.get(f)}
        if self._offered != (start.lists, start.pack):
            self._offered = (start.lists, start.pack)
            build.offer(self.cards, start.lists, start.pack)
            in_reading_order(self)
        for field, value in entry.presets(start, self._where).items():
            if field != "person_id" or value:
                self.set_value(field, value)
        self._begin_with(start)
        for field, value in typed.items():
            self.set_value(field, value)
        self.cards.who.show_detail()
        zone = self.context.desk.zone
        self.context.relay.session.emit(session_words(start.session, start.lists, zone))
        self.changed()
        draft = self._where.get("draft")
        if draft:
            self.carry_on(draft["about"], draft["state"])
        if not typed and not self.cards.who.known.picker.text():
            self.cards.who.focus_detail()
        if self._pending is not None and not self.cards.who.known.picker.looking:
            (after,), self._pending = self._pending, None
            self.save(after)

    def _begin_with(self, start: Start) -> None:
        self._start = start
        self._session = start.session.id if start.session and start.on_shift else None
        self.begin()
        # Letters of a name that came before the lists did were typed like any others.
        self._clean["more"]["letters"] = ""

    # what stands in the form

    def moment(self) -> datetime:
        """Return when it was: the time chosen, the first typing, or now."""
        return self._moment or self.context.desk.clock.now()

    def draft(self) -> ContactDraft:
        """Return what stands in the form."""
        moment = self.moment()
        late = is_late(moment, self.context.desk.clock.now())
        return entry.draft_from(self.values(), moment, self._session_at(moment), late=late)

    def _session_at(self, moment: datetime) -> str | None:
        """Return the shift it belongs to: none when it was before the shift began."""
        shift = self._start.session if self._start else None
        if shift is not None and shift.id == self._session and moment < shift.started_at:
            return None
        return self._session

    @override
    def more_state(self) -> dict[str, Any]:
        return {
            "moment": self._moment.isoformat() if self._moment else None,
            "session": self._session,
            "letters": self._letters(),
        }

    def _letters(self) -> str:
        """Return what was typed of a name that is nobody's yet: it is kept too."""
        nobody = self.value("who") == KNOWN and not self.value("person_id")
        return self.cards.who.known.picker.text() if nobody else ""

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        if state.get("moment"):
            self._moment = datetime.fromisoformat(state["moment"]).astimezone(UTC)
        self._session = state.get("session")
        if state.get("letters"):
            self.cards.who.known.picker.setText(state["letters"])
        self.cards.who.show_detail()

    @override
    def check(self) -> Sequence[Problem]:
        if self._start is None:
            return ()
        draft = self.draft()
        found = contacts.check(draft, self._start.lists, self.context.desk.clock.now())
        return tuple(replace(one, field=_field_of(one.field)) for one in found)

    @override
    def command(self) -> Callable[[Any], Any]:
        draft = self.draft()
        zone = self.context.desk.zone
        today = when.local_day(self.context.desk.clock.now(), zone)
        reminder = self.cards.remember.reminder(today, draft.who != NOT_NAMED)
        return lambda work: contact_entry.save(work, draft, reminder)

    @override
    def changed(self) -> None:
        if self._start is None:
            return
        if self._moment is None and self.is_dirty():
            self._moment = self.context.desk.clock.now()
        draft = self.draft()
        self._show_time(draft)
        self.about.show(draft)
        build.say_what_will_be(self.cards, draft, self._start.lists, self.context.desk.zone)
        if self._width_class == "tiny":
            self.savebar.state("kept", self._short(draft))

    def _show_time(self, draft: ContactDraft) -> None:
        late = is_late(draft.started_at, self.context.desk.clock.now())
        line = sentence.head(draft, self._start, self.context.desk.zone, late=late)
        title = "title_walk_in" if self._where.get("walk_in") else "title"
        self.cards.head.set_title(say(f"contact.page.{title}"), line)
        self.cards.late.setVisible(late)

    def _short(self, draft: ContactDraft) -> str:
        person = self.value("person_id")
        alias = saying.name(str(person.get("alias", "")), person.get("code"))
        area = self.cards.where.area.words()
        return sentence.short(draft, alias, area, self.context.desk.zone)

    # the person

    def words(self) -> Vocabulary | None:
        """Return the project's lists, None before they have come."""
        return self._start.lists if self._start is not None else None

    def look_alike(self, text: str) -> None:
        """Look for people of a name like the one being given to somebody new."""

        def show(likes: Sequence[Like]) -> None:
            self.cards.who.new.show_alike(text, likes)

        self.looking.look_alike(text, show)

    def _who_chosen(self) -> None:
        self._pending = None
        self.cards.who.show_detail()
        self.changed()

    def same_as_last_time(self) -> None:
        """Put what this person, or the last unnamed one, was given."""
        self.about.same_as_last_time()

    def _task_done(self, task_id: str) -> None:
        self.context.do(tasks.done, task_id)

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("tasks", "needs", "people"):
            self.about.again()
            if self._start is not None and changes.concern("people"):
                # Names were covered, or shown again.
                self.changed()
        if changes.concern("lists", "sessions") and self._start is not None and not self.is_dirty():
            self._ask_start()

    # the time

    def _ask_time(self) -> None:
        clock, zone = self.context.desk.clock, self.context.desk.zone
        title = say("contact.time.title")
        ChangeTime(self, title, self.moment(), clock.now(), zone, self._time_chosen).open()

    def _time_chosen(self, moment: datetime | None) -> None:
        self._moment = moment or self.context.desk.clock.now()
        self.changed()

    # saving

    @override
    def logs(self, form: str) -> bool:
        """Save the contact and open the incident they told, in one key; of nobody yet, neither."""
        if form != "log_incident" or self._start is None:
            return False
        if self._where.get("walk_in") and self.value("who") == KNOWN and not self._somebody():
            # Somebody came in, and has not said their name.
            self.set_value("who", NOT_NAMED)
            self._who_chosen()
            self.set_value("harm", True)
        if self.check():
            return False
        if not self.is_dirty() and not self.value("person_id"):
            return False
        self.set_value("harm", True)
        self.save()
        return True

    @override
    def save(self, after: Callable[[Any], object] | None = None) -> None:
        chosen = after if callable(after) else None
        if self._start is None:
            self._pending = (chosen,)
            return
        if self.value("who") == KNOWN and self.cards.who.known.picker.looking:
            # A quick hand: the name was typed and confirmed before the answer came.
            self._pending = (chosen,)
            return
        super().save(chosen)

    def _looked(self, count: int) -> None:
        pending, self._pending = self._pending, None
        # Of several found one has to be chosen first: the list is open.
        if pending is not None and count <= 1:
            super().save(pending[0])

    def _somebody(self) -> bool:
        """Tell whether somebody was chosen, or a name is being typed."""
        return bool(self.value("person_id") or self.cards.who.known.picker.text().strip())

    def _save_another(self) -> None:
        self.save(self._another)

    @override
    def saved(self, done: Any) -> None:
        logged = done.value
        new = self.value("who") == NEW
        if self.value("harm"):
            self.go.emit("log_incident", entry.harm_told(logged.contact))
        elif self._next is not None:
            where, self._next = self._next, None
            self._stay(done, where)
        elif self.isVisible():
            # Whoever has gone on to another page meanwhile is not called back.
            self.go.emit("today", {"saved": logged, "new": new})

    def _another(self, done: Any) -> None:
        """Stay for the next one: place and kind stand, everything else starts anew."""
        if self.value("harm"):
            self.saved(done)
            return
        kept = {name: self.value(name) for name in ("setting", "area", "who")}
        self._stay(done, {**kept, "walk_in": bool(self._where.get("walk_in"))})

    def _stay(self, done: Any, where: dict[str, Any]) -> None:
        """Begin the next one here, under a line that says what was saved."""
        new, start = self.value("who") == NEW, self._start
        if bool(where.get("walk_in")) != bool(self._where.get("walk_in")):
            start = None
        self._where, self._next = where, None
        self._reset(entry.presets(start, where) if start is not None else None)
        self._saved_line.say(done.value, new=new)
        self.savebar.state("saved")
        if start is not None:
            # As it will be in nearly every case; what has changed comes with the answer.
            self._begin_with(start)
            self.changed()
            self.cards.who.focus_detail()
        self._ask_start()

    @override
    def _was_not_saved(self, error: Exception) -> None:
        self._next = None
        super()._was_not_saved(error)

    def _cancel(self) -> None:
        self.go.emit("today", {})

    @override
    def focus_field(self, field: str) -> None:
        super().focus_field(field)
        focused = self.window().focusWidget()
        if focused is not None:
            self.cards.scroll.ensureWidgetVisible(focused)

    @override
    def compact(self, width_class: str) -> None:
        if self._width_class == "tiny" != width_class:
            self.savebar.state("kept")  # what stood there stands in its own places again
        self._width_class = width_class
        build.compact(self.cards, width_class)
        self.savebar.compact(width_class)
        in_reading_order(self)
        if self._start is not None:
            self.changed()


def _field_of(field: str) -> str:
    """Return the form's name of a field of the draft."""
    numbers = ("supplies.", "needle_returns", *SAID)
    return "supplies" if field.startswith(numbers) else field
