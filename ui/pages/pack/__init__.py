"""A pack of the project's own: what it is, what stands in it, how it will look."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError, Problem
from outreach_app.reports import logos, pack_keeping, pack_page, pack_rules
from outreach_app.reports.logos import LogoRow
from outreach_app.reports.pack_keeping import PackDraft
from outreach_app.reports.pack_page import PackSheet, Preview
from outreach_app.reports.pack_pieces import Piece
from outreach_app.statistics import packs
from outreach_app.statistics.methods import NEAREST, Method
from outreach_app.statistics.packs import Logo, Pack
from outreach_app.statistics.periods import Kind
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Done
from ui.dialogs.files import open_file
from ui.forms.form import FormPage
from ui.page import Context, InPieces, at_once
from ui.pages.pack.about import AboutCard, titles
from ui.pages.pack.contents import Contents
from ui.pages.pack.frame import Frame
from ui.pages.pack.lines import LinesCard
from ui.pages.pack.part_form import KINDS
from ui.pages.pack.parts import PartsCard
from ui.pages.pack.standing import StandingCard
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.pdf_pages import PdfPages

# A pause in typing after which the pages are made anew, in thousandths of a second.
_PAUSE: Final = 400
_ABOUT: Final = frozenset(
    {"label", "reader", "audience", "kinds", "year_starts", "titles", "intro", "once", "logo"}
    | {"signatures", "stories", "method"}
)


class PackPage(FormPage, InPieces):
    """Arrives with `pack`, the code of one of our own, or with `copy_of` to begin a new one."""

    name = "pack"
    nav = "reports"
    draft_kind: ClassVar[str] = "pack"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        at_once(self.pieces(context, parent))

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        super().__init__(context, parent)
        self._sheet: PackSheet | None = None
        # Which pack stands here, and which was wanted last.
        self._which: dict[str, str] = {"pack": "", "copy_of": ""}
        self._wanted = dict(self._which)
        self._draft: dict[str, Any] | None = None
        self._made: Pack | None = None
        self.head = PageHead(self.name, say("packs.one.new"), say("packs.one.line"))
        self.about = AboutCard(self.bind)
        self.about.logo.wanted.connect(self._choose_logo)
        yield
        self.parts = PartsCard()
        self.parts.changed.connect(self._parts_changed)
        self.lines = LinesCard(lambda: self.parts.contents)
        self.lines.wanted.connect(self._add)
        self.lines.headline.connect(self._add_headline)
        self.lines.monthly.connect(self._add_monthly)
        yield
        self.standing = StandingCard()
        self.standing.wanted.connect(self.focus_field)
        self.bind("looked", self.standing.looked)
        self.preview = PdfPages("pack")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.look)
        self._refused = Notice("private", say("packs.one.not_for_you"), name="pack.refused")
        self._refused.hide()
        yield
        self._build()

    def _build(self) -> None:
        space = current().space
        # From the outside in: what changes its place is dressed anew with all that is in it.
        about, pages = QWidget(), QWidget()
        self._beside = QWidget()
        self.frame = Frame(about, self._beside, pages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inner = QVBoxLayout()
        whole.addLayout(inner, 1)
        inner.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 8)
        inner.setSpacing(8)
        for part in (self.head, self.summary, self.trouble, self._refused):
            inner.addWidget(part)
        inner.addWidget(self.frame, 1)
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.about)
        column.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._beside)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(space("between_cards"))
        self._across.addWidget(self.lines, 1)
        self._across.addWidget(self.parts, 1)
        right = QVBoxLayout(pages)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.standing)
        right.addWidget(self.preview, 1)
        whole.addWidget(self.savebar)
        cancel = link(say("dialogs.cancel"), "pack.cancel")
        cancel.clicked.connect(self._cancel)
        self.save_button = button(say("packs.one.save"), "pack.save", kind="primary", icon="agree")
        self.save_button.clicked.connect(self._save_pressed)
        self.savebar.add(cancel)
        self.savebar.add(self.save_button)

    def _save_pressed(self) -> None:
        self.save()

    # arriving

    @override
    def open(self, **where: Any) -> None:
        if not where and self._sheet is not None and self.resume():
            return
        self._draft = where.get("draft")
        kept = (self._draft or {}).get("state", {}).get("more", {}) or where
        self._wanted = {key: str(kept.get(key) or "") for key in self._which}
        if not any(self._wanted.values()):
            self._wanted["copy_of"] = packs.SHIPPED[1]
        self.context.ask(
            pack_page.opened, *self._wanted.values(), then=self._arrived, failed=self._not_there
        )

    def _arrived(self, sheet: PackSheet) -> None:
        self._sheet, self._which = sheet, dict(self._wanted)
        pack = sheet.pack
        self._refused.setVisible(not sheet.may_change)
        self.save_button.setEnabled(sheet.may_change)
        for field in ("label", "audience", "intro"):
            self.set_value(field, getattr(pack, field))
        self.set_value("reader", pack.reader)
        self.set_value("kinds", [kind for kind in KINDS if kind in pack.kinds])
        self.set_value("year_starts", str(pack.year_starts))
        for kind in KINDS:
            self.set_value(f"titles.{kind}", pack.titles.get(kind, ""))
        self.set_value("method", pack.method)
        self.set_value("once", pack.once)
        self.set_value("signatures", pack.signatures)
        self.set_value("stories", str(pack.stories))
        self.set_value("logo", sheet.logo_id or "")
        self.set_value("looked", False)
        self.about.logo.show_logo(pack.logo)
        self._show_parts(_contents(pack))
        if self._which["pack"]:
            self.head.set_title(pack.label, say("packs.one.version", count=pack.version))
        else:
            self.head.set_title(say("packs.one.new"), say("packs.one.line"))
        self.begin()
        if self._draft is not None:
            self.carry_on(self._draft["about"], self._draft["state"])
            self._draft = None
            self._fetch_logo()
        self.changed()
        self.look()

    def _not_there(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.trouble.say(worded(error))
            self.trouble.show()
        else:
            self.context.background.trouble.emit(error)

    @override
    def leave(self) -> None:
        self._timer.stop()
        super().leave()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class not in {"narrow", "tiny"})
        self.savebar.compact(width_class)
        self.frame.compact(width_class)
        self.preview.compact(width_class)
        upright = width_class in {"narrow", "tiny"}
        self._across.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    # what is typed and chosen

    @override
    def changed(self) -> None:
        if self._sheet is None:
            return
        reader = self.about.reader.value()
        self.about.follow(reader, self.about.kinds.value())
        self.lines.show_pieces(self._sheet.pieces.get(reader, ()))
        self.standing.show_problems(self._problems(), ())
        self._timer.start()

    @override
    def more_state(self) -> dict[str, Any]:
        written = packs.written(self._pack()) if self._sheet is not None else {}
        kept = {key: written.get(key, []) for key in ("tiles", "sections", "series")}
        return {**self._which, **kept, "labels": dict(self.parts.contents.labels or {})}

    @override
    def restore_more(self, state: dict[str, Any]) -> None:
        if self._sheet is None or "sections" not in state:
            return
        raw = packs.written(self._pack()) | {
            key: state[key] for key in ("tiles", "sections", "series", "labels")
        }
        raw["titles"] = {kind: raw["titles"].get(kind, "") for kind in raw["kinds"]}
        self._show_parts(_contents(packs.read(raw)))

    @override
    def focus_field(self, field: str) -> None:
        name = field.split(".", 1)[0]
        if name in _ABOUT:
            self.frame.show_part("about")
            super().focus_field(field)
            return
        if name == "looked":
            self.frame.show_part("pages" if self.frame.narrow else "about")
            self.standing.looked.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.frame.show_part("lines")
        self.parts.list.setFocus(Qt.FocusReason.OtherFocusReason)
        group, _, place = field.partition(".")
        group = {"tiles": "tile", "sections": "section"}.get(group, group)
        if place.split(".", 1)[0].isdecimal():
            self.parts.put(self.parts.contents, (cast("Any", group), int(place.split(".", 1)[0])))

    def _parts_changed(self) -> None:
        self.lines.mark()
        self._on_change()

    def _show_parts(self, contents: Contents) -> None:
        known: dict[str, str] = {}
        rows: Mapping[str, tuple[tuple[str, str], ...]] = {}
        if self._sheet is not None:
            rows = self._sheet.rows
            pieces = (piece for some in self._sheet.pieces.values() for piece in some)
            known = {piece.path: piece.words for piece in pieces}
            known |= {path: words for some in rows.values() for path, words in some}
        self.parts.show_contents(contents, known, rows)

    def _add(self, piece: Piece) -> None:
        here = self.parts.chosen()
        beside = here[1] if here is not None and here[0] == "section" else None
        contents, at = self.parts.contents.added(piece, beside)
        self.parts.put(contents, ("section", at))
        self._parts_changed()

    def _add_headline(self, piece: Piece) -> None:
        tiles = (*self.parts.contents.tiles, piece.tile())
        self.parts.put(self.parts.contents.with_("tile", tiles), ("tile", len(tiles) - 1))
        self._parts_changed()

    def _add_monthly(self, piece: Piece) -> None:
        series = (*self.parts.contents.series, piece.path)
        self.parts.put(self.parts.contents.with_("series", series), ("series", len(series) - 1))
        self._parts_changed()

    # the logo

    def _choose_logo(self) -> None:
        open_file(self, say("packs.about.choose_logo"), say("packs.about.logo_kinds"), self._given)

    def _given(self, path: Any) -> None:
        self.context.do(logos.take_file, path, then=self._logo_kept, failed=self._not_there)

    def _logo_kept(self, done: Done[LogoRow]) -> None:
        self.trouble.hide()
        self.about.logo.take(done.value.id, done.value.logo)

    def _fetch_logo(self) -> None:
        if key := self.about.logo.value():
            self.context.ask(logos.kept, key, then=self._logo_read)

    def _logo_read(self, logo: Logo) -> None:
        self.about.logo.show_logo(logo)

    # how it will look

    def look(self) -> None:
        """Make the pages anew, with invented figures."""
        self._timer.stop()
        if self._sheet is None:
            return
        self._made = self._pack()
        self.context.ask(pack_page.preview, self._pack_draft(), then=self._seen)

    def _seen(self, seen: Preview) -> None:
        self.standing.show_problems(seen.checked.problems, seen.checked.leaks)
        if seen.pages:
            self.preview.show_pages(seen.pages, seen.text)
        else:
            self.preview.forget()

    # saving

    def _pack(self) -> Pack:
        if self._sheet is None:
            msg = "no pack is open"
            raise RuntimeError(msg)
        values, contents = self.values(), self.parts.contents
        kinds = cast("frozenset[Kind]", frozenset(values["kinds"]))
        return replace(
            self._sheet.pack,
            label=values["label"].strip(),
            reader=values["reader"],
            audience=values["audience"].strip(),
            kinds=kinds,
            year_starts=int(values["year_starts"] or 1) if "year" in kinds else 1,
            titles=MappingProxyType(
                {kind: words for kind, words in titles(values).items() if kind in kinds}
            ),
            intro=values["intro"].strip(),
            method=cast("Method", values["method"] or NEAREST),
            once=bool(values["once"]),
            signatures=bool(values["signatures"]) and values["reader"] != pack_rules.POLICE,
            stories=int(values["stories"] or 0) if values["reader"] in pack_rules.FUNDERS else 0,
            tiles=contents.tiles,
            sections=contents.sections,
            series=contents.series,
            labels=MappingProxyType(dict(contents.labels or {})),
        )

    def _pack_draft(self) -> PackDraft:
        return PackDraft(self._pack(), self.value("logo") or None, bool(self.value("looked")))

    def _problems(self) -> tuple[Problem, ...]:
        if self._sheet is None:
            return ()
        pack = pack_keeping.fitted(self._pack())
        return pack_rules.check(pack, self._sheet.pieces.get(pack.reader, ()), self._sheet.before)

    @override
    def check(self) -> Sequence[Problem]:
        return self._problems()

    @override
    def command(self) -> Callable[[Any], Any]:
        draft = self._pack_draft()
        return lambda work: pack_keeping.keep(work, draft)

    @override
    def saved(self, done: Any) -> None:
        self.go.emit("packs", {})

    def _cancel(self) -> None:
        self.go.emit("packs", {})


def _contents(pack: Pack) -> Contents:
    return Contents(pack.tiles, pack.sections, pack.series, dict(pack.labels))
