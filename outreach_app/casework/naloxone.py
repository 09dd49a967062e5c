"""What was said about naloxone at a contact: kits in place of used ones, overdoses told of.

Asked of nobody: it is written down where somebody says it. It has no place in the exchange format.
"""

from typing import Final

from sqlalchemy import insert

from models.telling_more import NaloxoneTalk
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.errors import Problem
from outreach_app.work import Work

USED_KITS: Final = "naloxone_used"
OVERDOSES: Final = "overdoses"
# The two numbers by their names in a draft of a contact.
SAID: Final = (USED_KITS, OVERDOSES)
_MOST: Final = 100


def check(used_kits: int, overdoses: int) -> list[Problem]:
    """Find a number that cannot be."""
    return [*checks.whole(USED_KITS, used_kits, _MOST), *checks.whole(OVERDOSES, overdoses, _MOST)]


def write(work: Work, contact_id: str, used_kits: int, overdoses: int) -> None:
    """Write down what was said, inside a transaction that is under way; nothing said is nothing."""
    if used_kits or overdoses:
        work.session.execute(
            insert(NaloxoneTalk).values(
                id=new_key(),
                contact_id=contact_id,
                used_kits=used_kits,
                overdoses=overdoses,
                recorded_at=work.now,
                recorded_by=work.by,
            )
        )
