"""Logos for the head of a report: looked at, and drawn anew so that nothing else travels with them.

A picture may carry where and by whom it was made. What is kept is a new PNG in greys, on white, no
larger than a page can use; the file that was given is not kept.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps
from sqlalchemy import insert, select

from models.packs import PackLogo
from models.types import new_key
from outreach_app.casework import roles
from outreach_app.errors import NoSuchFile, NoSuchRecord, Refused
from outreach_app.governance import audit
from outreach_app.reports.pack_roles import KEEPERS
from outreach_app.statistics.packs import Logo
from outreach_app.work import Done, Work, changed

# Bytes of the file given, and pixels of the picture in it.
MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 40_000_000
# Pixels kept: about 300 to the inch at the size it is printed in.
WIDEST: Final = 900
HIGHEST: Final = 300
_FORMATS: Final = ("PNG", "JPEG")
_WHITE: Final = 255


class NotALogo(Refused):
    """The file is no PNG or JPEG picture that can be read."""

    key = "packs.errors.not_a_logo"


class LogoTooLarge(Refused):
    """The file is larger than a logo needs to be."""

    key = "packs.errors.logo_too_large"


@dataclass(frozen=True, slots=True)
class LogoRow:
    """A logo that is kept."""

    id: str
    logo: Logo


def drawn_anew(data: bytes) -> Logo:
    """Return a picture as it is kept; raises NotALogo, LogoTooLarge."""
    if len(data) > MOST_BYTES:
        raise LogoTooLarge(limit=MOST_BYTES // 1_000_000)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as given:
            if given.width * given.height > MOST_PIXELS:
                raise LogoTooLarge(limit=MOST_BYTES // 1_000_000)
            upright = ImageOps.exif_transpose(given).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise NotALogo from wrong
    upright.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    page = Image.new("L", upright.size, _WHITE)
    page.paste(upright.convert("L"), mask=upright.getchannel("A"))
    # Only the points themselves: what else the picture knew stays behind.
    plain = Image.frombytes("L", page.size, page.tobytes())
    target = BytesIO()
    plain.save(target, format="PNG", optimize=True)
    return Logo(target.getvalue(), *plain.size)


def take_file(work: Work, path: Path) -> Done[LogoRow]:
    """Keep the picture in a file; raises NoSuchFile beside what `take` raises."""
    roles.insist(work, KEEPERS)
    try:
        with path.open("rb") as given:
            data = given.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise NoSuchFile(name=path.name) from wrong
    return take(work, data)


def take(work: Work, data: bytes) -> Done[LogoRow]:
    """Keep a logo for packs; the same picture is kept once. Raises NotALogo, LogoTooLarge."""
    roles.insist(work, KEEPERS)
    logo = drawn_anew(data)
    digest = sha256(logo.data).hexdigest()
    key = work.session.scalar(select(PackLogo.id).where(PackLogo.sha256 == digest))
    if key is None:
        key = new_key()
        work.session.execute(
            insert(PackLogo).values(
                id=key, data=logo.data, width=logo.width, height=logo.height, sha256=digest
            )
        )
        audit.note(work, "logo_kept", key)
    return Done(LogoRow(key, logo), changed("packs"))


def kept(work: Work, logo_id: str) -> Logo:
    """Return a logo that is kept; raises NoSuchRecord."""
    row = work.session.get(PackLogo, logo_id)
    if row is None:
        raise NoSuchRecord
    return Logo(row.data, row.width, row.height)
