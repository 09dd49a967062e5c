"""The pages of a report as they will be printed."""

from ui.widgets.pdf_pages import PdfPages


class Preview(PdfPages):
    """The pages of a report, and the same pages as plain text."""

    def __init__(self) -> None:
        super().__init__("reports")
