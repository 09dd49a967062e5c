"""A report as a file: pages, workbook or plain rows, and the words that stand in such a file."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Final, Literal, get_args
from zipfile import ZipFile

from outreach_app.reports import pdf, tidy, workbook
from outreach_app.reports.document import Document
from outreach_app.statistics.figures import Figures
from outreach_app.vocabulary import Vocabulary

Form = Literal["pdf", "xlsx", "csv"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)

_BETWEEN_TAGS: Final = re.compile(r">([^<]+)<")
_NAMES: Final = re.compile(r'\bname="([^"]*)"')


def write(form: Form, document: Document, figures: Figures, lists: Vocabulary) -> bytes:
    """Return a report as a file of a form; each is written from the same protected figures."""
    match form:
        case "pdf":
            return pdf.write(document)
        case "xlsx":
            return workbook.write(document, figures, lists)
        case "csv":
            return tidy.write(figures, lists, method=document.method, own=document.labels)


def words(form: Form, data: bytes) -> str:
    """Return what can be read in the finished bytes of a table, properties and names included.

    Pages are looked through as the text they were made from; see `reading.read`.
    """
    match form:
        case "pdf":
            return ""
        case "xlsx":
            return "\n".join(_in_workbook(data))
        case "csv":
            return data.decode("utf-8-sig")


def _in_workbook(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode()
            yield from (unescape(each) for each in _BETWEEN_TAGS.findall(text))
            if part.endswith("workbook.xml"):
                yield from (unescape(each) for each in _NAMES.findall(text))
