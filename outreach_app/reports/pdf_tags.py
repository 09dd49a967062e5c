"""The structure of a page for whoever does not see it: headings, tables, charts in words.

The library knows nothing of it, so the marks are written into the page here and the tree is put
together at the end. Whatever carries no tag, rules, boxes, running heads and feet, is marked as an
ornament that is passed over. Reading order is the order of drawing: the left column before the
right. Source: the PDF standard, ISO 32000-1, 14.6 to 14.8.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

Kind = Literal["H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure"]

_ROOT: Final = "StructTreeRoot"
_WHOLE: Final = "StructDocument"


@dataclass(frozen=True, eq=False)
class Tag:
    """One element of the structure; drawn in several pieces it stays one.

    `within` is the element it belongs to; `alt` are the words for what is a picture; `said` is what
    is read in place of the letters, where these are a dash; `across` tells that a head is the head
    of its row and not of its column.
    """

    kind: Kind
    within: "Tag | None" = None
    alt: str = ""
    said: str = ""
    across: bool = False


@dataclass
class _Element:
    """An element while the pages are drawn: its children are elements or marks on pages."""

    name: str
    tag: Tag
    parent: str
    children: "list[_Element | tuple[int, int]]" = field(default_factory=list)


class Tags:
    """Writes marks into one canvas and the tree into its document."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._elements: dict[Tag, _Element] = {}
        self._top: list[_Element] = []
        self._pages: list[list[_Element]] = [[]]
        # What is open on the page: an element, None for an ornament, False for nothing.
        self._open: Tag | Literal[False] | None = False

    def mark(self, tag: Tag | None) -> None:
        """Say that what is drawn next belongs to an element, or with None to none."""
        if tag is self._open:
            return
        self.close()
        self._open = tag
        if tag is None:
            self._canvas.addLiteral("/Artifact BMC")
            return
        element = self._element(tag)
        page = self._pages[-1]
        element.children.append((len(self._pages), len(page)))
        self._canvas.addLiteral(f"/{tag.kind} <</MCID {len(page)}>> BDC")
        page.append(element)

    def close(self) -> None:
        """Close what is open, if anything is."""
        if self._open is not False:
            self._canvas.addLiteral("EMC")
            self._open = False

    def end_page(self) -> None:
        """Close what is open before the page ends; the next one begins anew."""
        self.close()
        self._pages.append([])

    def _element(self, tag: Tag) -> _Element:
        if tag not in self._elements:
            above = self._element(tag.within) if tag.within is not None else None
            parent = above.name if above is not None else _WHOLE
            made = _Element(f"Struct{len(self._elements)}", tag, parent)
            (above.children if above is not None else self._top).append(made)
            self._elements[tag] = made
        return self._elements[tag]

    def finish(self) -> None:
        """Write the tree. To be called once, after the last page and before the file is saved."""
        document = self._canvas._doc  # noqa: SLF001 - there is no other door to the catalogue
        for element in self._elements.values():
            document.Reference(_dictionary(element), element.name)
        whole = {
            "Type": PDFName("StructElem"),
            "S": PDFName("Document"),
            "P": PDFObjectReference(_ROOT),
            "K": PDFArray([PDFObjectReference(each.name) for each in self._top]),
        }
        document.Reference(PDFDictionary(whole), _WHOLE)
        root = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFObjectReference(_WHOLE),
            "ParentTree": PDFDictionary({"Nums": PDFArray(list(self._parents()))}),
            "ParentTreeNextKey": len(self._pages) - 1,
        }
        tree = PDFDictionary(root)
        document.Reference(tree, _ROOT)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page in enumerate(document.Pages.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = number
            page.Tabs = PDFName("S")

    def _parents(self) -> Iterator[object]:
        """Give for each page which element each of its marks belongs to."""
        for number, page in enumerate(self._pages[:-1]):
            yield number
            yield PDFArray([PDFObjectReference(element.name) for element in page])


def _dictionary(element: _Element) -> PDFObject:
    tag = element.tag
    entries = {
        "Type": PDFName("StructElem"),
        "S": PDFName(tag.kind),
        "P": PDFObjectReference(element.parent),
        "K": PDFArray([_child(child) for child in element.children]),
    }
    if tag.alt:
        entries["Alt"] = PDFString(tag.alt)
    if tag.said:
        entries["ActualText"] = PDFString(tag.said)
    if tag.kind == "TH":
        scope = PDFName("Row" if tag.across else "Column")
        entries["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": scope})
    return PDFDictionary(entries)


def _child(child: _Element | tuple[int, int]) -> PDFObject:
    if isinstance(child, _Element):
        return PDFObjectReference(child.name)
    page, number = child
    mark = {"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{page}"), "MCID": number}
    return PDFDictionary(mark)
