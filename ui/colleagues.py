"""Colleagues by the name they are spoken to."""

from collections.abc import Mapping, Sequence
from datetime import date

from outreach_app.casework.staff import StaffRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import when


def shown_name(name: str) -> str:
    """Return a name as it is spoken to: a sign-in name begins with a capital."""
    return name[:1].upper() + name[1:]


def together(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Name colleagues: "Daya", "Daya and Mo", "Daya, Mo and Sam"."""
    spoken = [shown_name(names.get(code, code)) for code in codes]
    if len(spoken) < 2:
        return "".join(spoken) or say("today.session.nobody")
    return say("today.session.and", first=", ".join(spoken[:-1]), last=spoken[-1])


def role_words(lists: Vocabulary, role: str) -> str:
    """Say in a word or two what somebody may do."""
    key = f"safekeeping.role.{role}"
    return say(key) if known(key) else lists["user_role"].label(role)


def sign_in_words(row: StaffRow, today: date) -> str:
    """Say whether a colleague can sign in, and until when."""
    if row.leaves_on is not None:
        return say("colleagues.state.leaves", day=when.near_day(row.leaves_on, today))
    if row.can_sign_in:
        return say("colleagues.state.on")
    return say("colleagues.state.off" if row.left else "colleagues.state.code")


def load_words(people: int, tasks: int) -> str:
    """Say how much somebody looks after: "2 people, 3 things to do", without what is none."""
    parts = [say("colleagues.count_people", count=people)] if people or not tasks else []
    parts += [say("colleagues.count_tasks", count=tasks)] if tasks else []
    return ", ".join(parts)
