"""Who signs in and what they may do: for the lead alone. The key file is `outreach_app.accounts`.

A slot that is being made stands among the closed ones until its colleague is written down, and a
slot that ended stands there for good: whatever happens to the program in between, the next opening
takes it out of the key file (`accounts` says in which order).
"""

from dataclasses import dataclass
from typing import Final
from unicodedata import category

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from models.project import ClosedSlot, Staff, StaffEnding
from outreach_app.casework import checks, new_key_due, recovery_paper, roles, staff
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import NoSuchRecord, Problem, Refused
from outreach_app.governance import audit
from outreach_app.vault.kdf import tidy_name
from outreach_app.work import Done, Work, changed

# Who may say who signs in. The list of roles names the system keeper too; but whoever can make an
# account can read with it, and the system keeper sees no case.
KEEPERS: Final = (roles.LEAD,)
NAME_LIMIT: Final = 60
_JOINERS: Final = "\u200c\u200d"


class LastLead(Refused):
    """Nobody would be left who may do what only the lead may."""

    key = "colleagues.last_lead"


class NotYourself(Refused):
    """Another lead does this: nobody locks themself out, nor decides what they may do."""

    key = "colleagues.not_yourself"


class NoSuchColleague(NoSuchRecord):
    """Nobody of that name signs in here."""

    key = "colleagues.nobody"


class CannotSignIn(Refused):
    """This colleague cannot sign in, so there is nothing to change or to end."""

    key = "colleagues.cannot_sign_in"


@dataclass(frozen=True, slots=True)
class NewColleague:
    """Somebody who shall sign in; `code` when their work came in with an import under that code."""

    name: str
    role: str
    code: str | None = None


def check(work: Work, draft: NewColleague) -> list[Problem]:
    """Find what is to be mended before somebody can be added."""
    problems = checks.text("name", draft.name, NAME_LIMIT, needed=True)
    problems += _role(work, draft.role)
    sign_in = tidy_name(draft.name)
    if not problems and not any(sign.isalnum() for sign in sign_in):
        problems.append(Problem("name", "required"))
    # Signs nobody sees would let two colleagues look like one; two of them join letters.
    if not problems and any(category(sign) == "Cf" and sign not in _JOINERS for sign in sign_in):
        problems.append(Problem("name", "control_character"))
    taken = work.session.scalar(select(Staff.code).where(Staff.sign_in_name == sign_in))
    if not problems and taken is not None:
        problems.append(Problem("name", "name_taken"))
    alike = [] if problems or draft.code is not None else _codes_like(work, sign_in)
    if alike:
        problems.append(Problem("name", "code_of_import", {"code": alike[0]}))
    if draft.code is not None:
        row = staff.by_code(work.session, draft.code)
        if row is None or row.sign_in_name is not None:
            problems.append(Problem("code", "signs_in_already"))
    return problems


def insist_on_adding(work: Work, draft: NewColleague) -> None:
    """Raise NotAllowed or CheckFailed before anybody is asked for a passphrase."""
    roles.insist(work, KEEPERS)
    checks.insist(check(work, draft))


def prepare(work: Work, draft: NewColleague, slot_id: str) -> Done[str]:
    """Check a new colleague, and write down the slot about to be made as nobody's yet."""
    insist_on_adding(work, draft)
    close_slot(work, slot_id)
    return Done(slot_id, changed())


def write_down(work: Work, draft: NewColleague, slot_id: str) -> Done[StaffRow]:
    """Write down a colleague whose slot was made."""
    insist_on_adding(work, draft)
    name = " ".join(draft.name.split())
    if draft.code is None:
        code = staff.add(work.session, name, draft.role, slot_id, work.now).code
    else:
        code = draft.code
        work.session.execute(
            update(Staff)
            .where(Staff.code == code)
            .values(
                name=name,
                sign_in_name=tidy_name(name),
                role=draft.role,
                slot_id=slot_id,
                active=True,
            )
        )
    _open_slot(work, slot_id)
    audit.note(work, "colleague_added", code, role=draft.role)
    return Done(_row(work, code), changed("staff"))


def insist_on_letting_in(work: Work, code: str) -> StaffRow:
    """Return who gets a new passphrase of their own; raises NotAllowed, NotYourself."""
    roles.insist(work, KEEPERS)
    row = _row(work, code)
    if code == work.by:
        raise NotYourself
    if row.sign_in_name is None:
        raise CannotSignIn
    return row


def prepare_again(work: Work, slot_id: str) -> Done[str]:
    """Write down a slot about to be made for somebody known."""
    close_slot(work, slot_id)
    return Done(slot_id, changed())


def let_in(work: Work, code: str, slot_id: str) -> Done[StaffRow]:
    """Let a colleague sign in through a new slot from now on, also one who had left."""
    before = insist_on_letting_in(work, code)
    seat(work, code, slot_id)
    if before.left:
        work.session.execute(update(Staff).where(Staff.code == code).values(active=True))
    audit.note(work, "colleague_let_in" if before.left else "passphrase_given", code)
    return Done(_row(work, code), changed("staff"))


def seat(work: Work, code: str, slot_id: str) -> None:
    """Put a colleague's new slot in place of the one they had, which is closed."""
    before = staff.slot_of(work.session, code)
    if before is not None:
        close_slot(work, before)
    staff.seat(work.session, code, slot_id)
    _open_slot(work, slot_id)


def set_role(work: Work, code: str, role: str) -> Done[StaffRow]:
    """Change what a colleague may do, from their next signing in on."""
    roles.insist(work, KEEPERS)
    checks.insist(_role(work, role))
    row = _row(work, code)
    if row.role == role:
        return Done(row, changed())
    if not row.can_sign_in:
        raise CannotSignIn
    insist_a_lead_stays(work, row)
    if code == work.by:
        raise NotYourself
    work.session.execute(update(Staff).where(Staff.code == code).values(role=role))
    audit.note(work, "colleague_role", code, role=role, before=row.role)
    return Done(_row(work, code), changed("staff"))


def insist_a_lead_stays(work: Work, row: StaffRow) -> None:
    """Raise LastLead when no lead without a day of leaving would be there but this one."""
    if row.role != roles.LEAD or not row.active:
        return
    leaving = select(StaffEnding.staff_code).where(
        StaffEnding.done_at.is_(None), StaffEnding.called_off_at.is_(None)
    )
    others = work.session.scalar(
        select(func.count())
        .select_from(Staff)
        .where(
            Staff.role == roles.LEAD,
            Staff.active.is_(True),
            Staff.slot_id.is_not(None),
            Staff.code != row.code,
            Staff.code.not_in(leaving),
        )
    )
    if not others:
        raise LastLead


def passphrase_changed(work: Work) -> Done[None]:
    """Note that the person at the keyboard chose another passphrase."""
    audit.note(work, "own_passphrase", work.by)
    return Done(None, changed("audit"))


def recovery_replaced(work: Work) -> Done[None]:
    """Note that there is a new recovery sheet."""
    roles.insist(work, KEEPERS)
    recovery_paper.settle(work)
    audit.note(work, "recovery_replaced", None)
    return Done(None, changed("audit"))


def older_key_file(work: Work) -> Done[None]:
    """Note that the key file was an older one than this casebook knew: a copy was put back."""
    audit.note(work, "older_key_file", None)
    new_key_due.note(work)
    return Done(None, changed("audit"))


def other_key_file(work: Work) -> Done[None]:
    """Note that the key file has slots this casebook never heard of: somebody put them there."""
    audit.note(work, "other_key_file", None)
    new_key_due.note(work)
    return Done(None, changed("audit"))


def key_file_mended(work: Work, what: str) -> Done[None]:
    """Note that one of the two key files was written anew: it was damaged, missing or another's."""
    audit.note(work, "key_file_mended", None, what=what)
    return Done(None, changed("audit"))


def insist_on_keeping(work: Work) -> None:
    """Raise NotAllowed unless the person at the keyboard says who signs in."""
    roles.insist(work, KEEPERS)


def me(work: Work) -> StaffRow:
    """Return the person at the keyboard."""
    return _row(work, work.by)


def named(work: Work, name: str) -> StaffRow:
    """Return the colleague who signs in, or signed in, under a name. Raises NoSuchColleague."""
    code = work.session.scalar(select(Staff.code).where(Staff.sign_in_name == tidy_name(name)))
    if code is None:
        raise NoSuchColleague(name=name)
    return _row(work, code)


def closed_slots(work: Work) -> frozenset[str]:
    """Return the slots nobody may come in through."""
    return frozenset(work.session.scalars(select(ClosedSlot.slot_id)))


def close_slot(work: Work, slot_id: str) -> None:
    """Write down a slot nobody may come in through."""
    values = {"slot_id": slot_id, "noted_at": work.now}
    work.session.execute(insert(ClosedSlot).values(values).on_conflict_do_nothing())


def _open_slot(work: Work, slot_id: str) -> None:
    work.session.execute(delete(ClosedSlot).where(ClosedSlot.slot_id == slot_id))


def _codes_like(work: Work, sign_in: str) -> list[str]:
    """Return the codes of those who cannot sign in and are called the same."""
    rows = staff.everybody(work.session)
    return [
        row.code
        for row in rows
        if row.sign_in_name is None and sign_in in (tidy_name(row.code), tidy_name(row.name))
    ]


def _role(work: Work, role: str) -> list[Problem]:
    if not role:
        return [Problem("role", "required")]
    return checks.one_of(work.lists, "user_role", "role", role)


def _row(work: Work, code: str) -> StaffRow:
    row = staff.by_code(work.session, code)
    if row is None:
        raise NoSuchColleague(name=code)
    return row
