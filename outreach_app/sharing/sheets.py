"""Sheets for NUM, police and services on their way out: made, looked at, let go.

A sheet is made again from the record at the moment of the yes. Where the record, the links or the
answers went on meanwhile, the pages that were looked at are not the ones that would go, and nothing
leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.casework.outgoing import Facts
from outreach_app.reports import fact_sheets
from outreach_app.sharing import redacting, releasing
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide_all
from outreach_app.sharing.releasing import NotAsShown, Parcel, Preview, Released, Yes
from outreach_app.sharing.sheet_offers import JOINT, Wanted, requests, why_not_joint
from outreach_app.work import Done, Work


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be looked at. Without a `preview` there is none, and `reasons` say why.

    `left_out` names what the paper never says. `reasons` are codes of ``sharing.denied``.
    """

    wanted: Wanted
    reasons: tuple[str, ...]
    preview: Preview | None = None
    left_out: tuple[str, ...] = ()

    @property
    def may_leave(self) -> bool:
        """Tell whether only the yes of a person is missing."""
        return self.preview is not None and self.preview.may_leave


def prepare(work: Work, wanted: Wanted) -> Prepared:
    """Make a paper as it would go out, with all that stands against it; writes nothing.

    What may not leave is not made. Raises Restricted, NoSuchRecord.
    """
    asked = requests(work, wanted)
    decision = decide_all(work, asked)
    if isinstance(decision, Denied):
        return Prepared(wanted, decision.reasons)
    if wanted.output == JOINT and (reasons := why_not_joint(work, asked)):
        return Prepared(wanted, reasons)
    facts = _facts(work, asked)
    if not all(each.facts for each in facts):
        return Prepared(wanted, ("nothing_to_say",))
    parcel = _parcel(asked, facts, releasing.new_reference())
    preview = releasing.look(work, parcel)
    left_out = tuple(dict.fromkeys(what for each in facts for what in each.left_out))
    reasons = preview.denied.reasons if preview.denied else ()
    return Prepared(wanted, reasons, preview, left_out)


def release(work: Work, prepared: Prepared, way: str) -> Done[Released | Denied]:
    """Let go of a paper that was looked at, to be ``printed`` or ``saved``.

    Answers what was written into the register, with the bytes, or why not; that is written down
    too. Raises NotAsShown when the record went on since.
    """
    preview = prepared.preview
    if preview is None:
        raise NotAsShown
    parcel = preview.parcel
    if not isinstance(decide_all(work, parcel.requests), Denied):
        _insist_unchanged(work, prepared.wanted, parcel)
    return releasing.release(work, parcel, Yes(preview.sha256, way))


def _insist_unchanged(work: Work, wanted: Wanted, parcel: Parcel) -> None:
    asked = requests(work, wanted)
    if asked != parcel.requests or (wanted.output == JOINT and why_not_joint(work, asked)):
        raise NotAsShown
    if _parcel(asked, _facts(work, asked), parcel.reference) != parcel:
        raise NotAsShown


def _facts(work: Work, asked: Sequence[Request]) -> tuple[Facts, ...]:
    return tuple(redacting.redact(work, each) for each in asked)


def _parcel(asked: tuple[Request, ...], facts: Sequence[Facts], reference: str) -> Parcel:
    made = fact_sheets.write(facts, reference)
    fields = tuple(dict.fromkeys(code for each in facts for code in each.fields))
    return Parcel(asked, reference, fields, made.text, made.data, "pdf")
