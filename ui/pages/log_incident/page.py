"""Log an incident: the form, its head, and what follows when it is saved."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import incident_card, incidents, listening, time_windows
from outreach_app.casework.incident_card import ForWhom, Setting
from outreach_app.casework.incidents import IncidentRow
from outreach_app.errors import KnownError, Problem
from outreach_app.matching import proposing
from outreach_app.vocabulary import Vocabulary, shipped
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import saying, when
from ui.colleagues import shown_name
from ui.dialogs.need_forms import AddNeed
from ui.forms import values
from ui.forms.form import FormPage
from ui.page import Context, InPieces, at_once
from ui.pages.log_incident import told
from ui.pages.log_incident.after import After
from ui.pages.log_incident.aside import Aside, listening_notice
from ui.pages.log_incident.child import ForChild
from ui.pages.log_incident.frame import Frame
from ui.pages.log_incident.harm import HarmCard
from ui.pages.log_incident.more import More, all_shown
from ui.pages.log_incident.repeats import Repeats
from ui.pages.log_incident.told_time import ToldTime
from ui.pages.log_incident.whom import Whom
from ui.pages.log_incident.why import Why
from ui.widgets.buttons import button
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order

# What may follow once it is saved, and the page for it.
_LEADS_TO = {"concern": "raise_concern", "share": "consent"}


class LogIncidentPage(FormPage, InPieces):
    """Arrives with `person_id`, `area` and `told_at` (from a contact), with a `draft`, or empty.

    `back` is the page to go to when nothing more is wanted, with its parameters.
    """

    name = "log_incident"
    nav = "incidents"
    draft_kind = "incident"
    # The incident that is being completed, where it is not a new one.
    _incident_id: str = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._lists: Vocabulary | None = None
        self._where: dict[str, Any] = {}
        self._next_one: dict[str, Any] | None = None
        self._saved_row: IncidentRow | None = None
        self._trouble = ""
        self._matters = False
        self._build_head()
        self._harm = HarmCard(self.name, self._today)
        yield
        self._more = More(self.name)
        yield
        yield from self._more.put_together()
        self._child = ForChild(self, context, self._more.motive)
        for field, (widget, frame) in self._harm.fields().items():
            self.bind(field, widget, frame)
        frames = {"own_words": self._more.words_field}
        for field, widget in self._more.fields().items():
            self.bind(field, widget, frames.get(field))
        self.bind_frame("person_id", self._whom.field)
        self.bind_frame("told_at", self._told)
        self._blank = self._opened_with = self.values()
        self._repeats = Repeats(f"{self.name}.repeats", context)
        self._repeats.changed.connect(self._on_change)
        self._repeats.shown.connect(self._name_panel)
        self._more.vehicle.plate.editingFinished.connect(self._look)
        self._build_savebar()
        yield
        yield from self._build_page()
        yield
        # The lists as they are shipped: most projects have few of their own, and what stays the
        # same is not made anew when the lists of the casebook come.
        self._harm.set_lists(shipped())
        self._more.set_lists(shipped())
        # Nothing is typed yet, so that there is nothing to keep before the lists have come.
        self._clean = self._state()

    # arriving

    @override
    def open(self, **where: Any) -> None:
        self.why.gate.admit()
        if not where and self._lists is not None and self.resume():
            self.why.ask()
            return
        if self._saving and where:
            # A quick hand: it begins when the one before is known to be saved.
            self._next_one = where
            return
        self._where, self._trouble = where, ""
        self._opened_with = self.values()
        self.why.open_about(where)

    def _ask_setting(self, person_id: str) -> None:
        self.context.ask(incident_card.setting, person_id or None, then=self._arrived)

    @override
    def leave(self) -> None:
        super().leave()
        self.why.forget()

    @override
    def heading(self) -> QWidget | None:
        return self.why.gate.heading() or self._head.heading

    def _not_for_them(self, error: Exception) -> None:
        """Say why the form is about nobody; it stays usable."""
        if isinstance(error, KnownError):
            self._trouble = worded(error)
            self._show_trouble()
        else:
            self.context.background.trouble.emit(error)

    def _show_trouble(self) -> None:
        if self._trouble:
            self.trouble.say(self._trouble)
            self.trouble.show()

    def _arrived(self, setting: Setting) -> None:
        self._lists = setting.lists
        self._harm.set_lists(setting.lists)
        self._more.set_lists(setting.lists)
        typed = {f: v for f, v in self.values().items() if v != self._opened_with.get(f)}
        for field, value in self._blank.items():
            values.write(self.bound(field), value)
        self._told.moment = self._where.get("told_at") or self.context.desk.clock.now()
        self._whom.choose(setting.person)
        self.why.is_about(setting.person)
        self._listen.setChecked(False)
        self._repeats.restore({})
        self._repeats.warm()
        if self._where.get("area"):
            self.set_value("area", self._where["area"])
        self._next.hide()
        self._form.show()
        self.savebar.setEnabled(True)
        self.begin()
        self.savebar.state("kept", say("incident.not_a_record"))
        for field, value in typed.items():
            self.set_value(field, value)
        if draft := self._where.get("draft"):
            self.carry_on(draft["about"], draft["state"])
        self._show_trouble()
        self._form.to_top()
        self.why.ask()
        self.changed()
        in_reading_order(self)
        if not typed:
            self._harm.kind.setFocus(Qt.FocusReason.OtherFocusReason)
            # Where the head scrolls with the form, the first question may be below what is seen.
            QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        if self._harm.kind.hasFocus():
            self._form.area.ensureWidgetVisible(self._harm.kind, 20, 20)

    # what a form is asked

    @override
    def check(self) -> Sequence[Problem]:
        if self._lists is None:
            return (Problem("type", "kind_needed"),)
        now = self.context.desk.clock.now()
        read = self._read()
        told_on = when.local_day(read.draft.told_at, self.context.desk.zone)
        found = list(told.check(read, self._lists, now, told_on))
        if self._whom.half_typed:
            found.insert(0, Problem("person_id", "no_person"))
        return found

    @override
    def command(self) -> Callable[[Any], Any]:
        draft = self._read().draft
        save = listening.only_listen if self._listen.isChecked() else incidents.log
        return self._repeats.saving(save, draft)

    @override
    def saved(self, done: Any) -> None:
        where, self._next_one = self._next_one, None
        if where is not None:
            self.open(**where)
            return
        self._saved_row = done.value
        self._form.hide()
        self._next.show()
        self._next.show_saved(
            done.value, self._aside.sentence(), only_listened=self._listen.isChecked()
        )

    @override
    def changed(self) -> None:
        if self._lists is None:
            return
        draft = self._read().draft
        desk = self.context.desk
        self._child.about(draft.person_id)
        self._harm.say_done(told.answered(draft))
        self._aside.say_record(draft, self._lists, self._whom_words())
        windows = time_windows.still_open(draft, self._lists, desk.clock.now(), desk.zone)  # type: ignore[arg-type]  # a ZoneInfo, which the protocol does not say
        timed = draft.occurred_precision == "day" and draft.part_of_day not in (None, "not_known")
        self._matters = self._aside.say_windows(windows, self._lists, desk.zone, timed=timed)
        self._name_panel()
        self._look()
        moment = when.full(self._told.moment, desk.zone)
        line = say("incident.told_to", name=shown_name(desk.me.name), moment=moment)
        self._head.set_title(say("incident.title"), f"{self._whom_words()} {line}")
        all_shown(self._more.cards, shown=not self._listen.isChecked())
        self._listening.setVisible(self._listen.isChecked())

    @override
    def refresh(self, changes: Any) -> None:
        # Covering names is told as a change of people.
        if self._lists is not None and changes.concern("people"):
            self.changed()
            if self._saved_row is not None and not self._next.isHidden():
                listened = self._listen.isChecked()
                sentence = self._aside.sentence()
                self._next.say_saved(self._saved_row, sentence, only_listened=listened)

    @override
    def more_state(self) -> dict[str, Any]:
        return {
            "whom": self._whom.state(),
            "told_at": self._told.moment.isoformat(),
            "listen": self._listen.isChecked(),
            "matches": self._repeats.state(),
        }

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        self._whom.restore(state.get("whom", {}))
        self._listen.setChecked(bool(state.get("listen")))
        self._repeats.restore(state.get("matches", {}))
        if state.get("told_at"):
            self._told.moment = datetime.fromisoformat(state["told_at"])

    @override
    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(problems)
        about = next((each for each in problems if each.field == "motive"), None)
        self._more.motive.show_error(say(f"problems.{about.code}") if about else "")
        if problems:
            self._form.to_top()

    @override
    def _was_not_saved(self, error: Exception) -> None:
        self._next_one = None
        super()._was_not_saved(error)

    @override
    def focus_field(self, field: str) -> None:
        super().focus_field(field)
        focused = self.window().focusWidget()
        if focused is not None and self._form.column.isAncestorOf(focused):
            self._form.area.ensureWidgetVisible(focused, 20, 60)

    @override
    def compact(self, width_class: str) -> None:
        self._form.place_head(scrolling=width_class == "tiny")
        self._head.compact(width_class)
        self._next.compact(width_class)
        self._form.beside.compact(width_class)
        self._harm.compact(width_class)
        for card in (self._harm, self._more.own_words, *self._more.cards):
            card.show_keys(shown=width_class in {"wide", "middle"})
        self.savebar.compact(width_class)

    # building

    def _build_head(self) -> None:
        self._head = PageHead(self.name, say("incident.title"))
        self._whom = Whom(self.name, self.context, self)
        self._whom.changed.connect(self._on_change)
        self._listen = button(
            say("incident.only_listen"), f"{self.name}.only_listen", icon="listen_only", small=True
        )
        self._listen.setCheckable(True)
        self._listen.clicked.connect(self._on_change)
        self._told = ToldTime(self.name, self.context.desk.clock, self.context.desk.zone)
        self._told.changed.connect(self._on_change)
        for action in (self._whom.field, self._told, self._listen, self._whom.not_named):
            self._head.add_action(action)

    def _build_savebar(self) -> None:
        pause = button(say("incident.pause"), f"{self.name}.pause", icon="lock")
        pause.clicked.connect(self._pause)
        save = button(say("incident.save"), f"{self.name}.save", kind="primary", icon="agree")
        save.clicked.connect(partial(self.save, None))
        self.savebar.add(pause)
        self.savebar.add(save)

    def _build_page(self) -> Iterator[None]:
        self._listening = listening_notice(self.name)
        # From the outside in: whatever is put into a place of its own is dressed only once.
        content = QWidget()
        self.why = Why(self, content, self._whom)
        self._aside = Aside(f"{self.name}.aside")
        self._aside.put_in(self._repeats)
        self._form = Frame(self.name, self._head, self._aside, self.savebar, content)
        self._next = After(self.name, self.context)
        self._next.wanted.connect(self._go_on)
        self._next.hide()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._form)
        whole.addWidget(self._next)
        yield
        above = (self.summary, self.trouble, self._listening, self._harm)
        for part in (*above, self._more.own_words, *self._more.cards):
            self._form.inner.addWidget(part)
            yield
        self._form.inner.addStretch(1)
        self.why.ready.connect(self._ask_setting)
        self.why.let_go.connect(self._on_change)
        self.why.refused.connect(self._not_for_them)

    def bind_frame(self, field: str, frame: Any) -> None:
        """Let a field that is no value of the form show its error."""
        self._frames[field] = frame

    # small things

    def _look(self) -> None:
        """Look for what may be the same as what stands in the form."""
        if self._lists is not None:
            facts = proposing.facts_of(self._read().draft)
            typing = self._more.vehicle.plate.hasFocus()
            self._repeats.look(facts, self._lists, typing=typing, but=self._incident_id)

    def _name_panel(self) -> None:
        """Say on the button of the panel, where it is one, what waits behind it."""
        found = self._repeats.found()
        words = say("matching.panel.spoken", count=found) if found else say("incident.aside.title")
        self._form.beside.set_more(say("incident.time.title") if self._matters else words)

    def _read(self) -> told.Told:
        whom: ForWhom | None = self._whom.chosen
        return told.read(self.values(), self._told.moment, whom.id if whom else None)

    def _whom_words(self) -> str:
        return self._whom.words()

    def _today(self) -> date:
        return when.local_day(self.context.desk.clock.now(), self.context.desk.zone)

    def _pause(self) -> None:
        self.drafting.keep_now()
        self.context.relay.lock_wanted.emit()

    def _go_on(self, key: str) -> None:
        row = self._saved_row
        if row is None or self._lists is None:
            return
        if key in _LEADS_TO:
            self.go.emit(_LEADS_TO[key], {"incident_id": row.id})
        elif key == "need" and row.person_id:
            whom = (row.person_id, saying.name(row.alias or "", None))
            AddNeed(self, self.context, self._lists, whom).ask()
        else:
            # Back to the table of the night, or wherever the harm was told.
            self.go.emit(*self._where.get("back", ("incidents", {})))
