"""One style sheet, written from the tokens: `resources/theme/*.qss` name roles in ``${…}``."""

from collections.abc import Callable
from functools import cache
from string import Template
from typing import Final

from outreach_app import paths
from ui.theme.tokens import tokens

PARTS: Final = ("base", "controls", "tables", "blocks", "records", "shell")


@cache
def _template() -> Template:
    texts = (paths.resource(f"theme/{name}.qss").read_text(encoding="utf-8") for name in PARTS)
    return Template("\n".join(texts))


def compose(colour: Callable[[str], str], px: Callable[[int], int], *, dark: bool) -> str:
    """Return the sheet: `colour` turns a role into ``#RRGGBB``, `px` scales with the text size.

    A role the tokens do not have raises KeyError, so that a slip is seen by the first test.
    """
    known = tokens()
    values: dict[str, str] = {role: colour(role) for role in known.colours["light"]}
    values |= {f"radius_{name}": f"{value}px" for name, value in known.radius.items()}
    values |= {f"space_{name}": f"{value}px" for name, value in known.space.items()}
    values |= {f"line_{name}_px": f"{value}px" for name, value in known.line_width.items()}
    values |= {
        f"type_{name}": f"{px(value)}px"
        for name, value in known.type.items()
        if isinstance(value, int)
    }
    values |= {
        # Borders are drawn outside the height that a sheet sets: 2 x 1 px are taken off.
        f"inner_{name}": f"{px(value) - 2}px"
        for name, value in known.size.items()
        if isinstance(value, int)
    }
    values |= {f"px{number}": f"{px(number)}px" for number in range(1, 61)}
    values["mono"] = known.mono_font
    values["icons"] = "icons:dark" if dark else "icons:light"
    return _template().substitute(values)
