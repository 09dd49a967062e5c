"""Everything that can be read of a copy of somebody's record, streams unpacked."""

import zipfile
import zlib
from io import BytesIO

from pypdf import PdfReader

from outreach_app.reports import own_copy_paper


def packed(copy: own_copy_paper.OwnCopy) -> bytes:
    return own_copy_paper.packed(copy, own_copy_paper.written(copy))


def every_byte(saved: bytes) -> bytes:
    """Return all that can be read of a ZIP and of the PDF in it, streams unpacked."""
    found = [saved]
    with zipfile.ZipFile(BytesIO(saved)) as whole:
        for name in whole.namelist():
            data = whole.read(name)
            found += [name.encode(), data]
            if name.endswith(".pdf"):
                found += readable(data)
    return b"\n".join(found)


def readable(data: bytes) -> list[bytes]:
    reader = PdfReader(BytesIO(data))
    words = "\n".join(page.extract_text() for page in reader.pages)
    found = [words.encode(), " ".join(words.split()).encode(), str(reader.metadata).encode()]
    for part in data.split(b"stream")[1::2]:
        try:
            found.append(zlib.decompress(part.strip(b"\r\n")))
        except zlib.error:
            continue
    return found
