"""A widget is never left without a window while it lives, or it flashes up as one of its own."""

from pathlib import Path

UI = Path(__file__).parents[2] / "ui"


def test_widgets_are_taken_out_by_the_module_for_it() -> None:
    found = [
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        if "setParent(None)" in path.read_text(encoding="utf-8")
    ]
    assert found == [], "use ui.widgets.clearing: clear, drop"
