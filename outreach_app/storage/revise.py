"""For developers: write the next migration step from what changed in the models.

``python -m outreach_app.storage.revise "what changes"`` compares the tables the steps make with
those the models describe and writes the difference as a new step, with today's types spelled out,
so that the step never looks at the models again. Read it before committing it, and raise
`migrate.VERSION`.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, Final, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations.ops import UpgradeOps
from sqlalchemy import Connection, Engine, TypeDecorator
from sqlcipher3 import dbapi2

from models import Base
from models.finding import ACCOUNTS, NAMES, NOTES, forgetting
from outreach_app.storage.engine import engine_over
from outreach_app.storage.migrate import STEPS, upgrade

_INDEX: Final = "CREATE VIRTUAL TABLE"
_TEMPLATE: Final = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down}
branch_labels = None
depends_on = None


def upgrade() -> None:
{body}
'''


def main() -> int:
    """Write the next step and print its path; 1 when there is nothing to write."""
    parser = argparse.ArgumentParser(description="Write the next migration step.")
    parser.add_argument("message", help="what changes, as a short sentence without a full stop")
    parser.add_argument("--first", action="store_true", help="write the first step anew")
    wanted = parser.parse_args()
    number = 1 if wanted.first else len(steps()) + 1
    body = difference(after_steps=not wanted.first)
    if body is None:
        sys.stderr.write("The steps already make what the models say.\n")
        return 1
    path = STEPS / "versions" / f"step_{number:04}.py"
    text = _TEMPLATE.format(
        message=wanted.message,
        revision=f"{number:04}",
        down=f'"{number - 1:04}"' if number > 1 else None,
        body=body,
    )
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{path}\n")
    return 0


def steps() -> list[Path]:
    """Return the steps there are, in order."""
    return sorted((STEPS / "versions").glob("step_*.py"))


def scratch() -> Engine:
    """Return an engine over an empty database in memory, for tables without a single row."""
    return engine_over(
        lambda: dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    )


def objects(connection: Connection) -> dict[str, str]:
    """Return the SQL of every table, index, trigger and view by name, blanks made alike."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


def difference(*, after_steps: bool = True) -> str | None:
    """Return the body of the step that leads from the steps to the models, None for none."""
    with scratch().begin() as described:
        Base.metadata.create_all(described)
        target = described.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
            " OR sql LIKE 'CREATE VIRTUAL TABLE%'"
        ).all()
    with scratch().begin() as connection:
        if after_steps:
            upgrade(connection)
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        ops = produce_migrations(context, Base.metadata).upgrade_ops or UpgradeOps()
        there = objects(connection)
        lines = [] if ops.is_empty() else [render_python_code(ops, render_item=_frozen)]
    lines = [re.sub(r"^ +# ###.*\n?", "", text, flags=re.MULTILINE) for text in lines]
    for name, sql in target:
        if name not in there:
            lines.append(f'    op.execute("""{sql}""")')
            if sql.startswith(_INDEX):
                lines.append(f'    op.execute("""{forgetting(name)}""")')
    return "\n".join(lines) or None


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Tell whether the models describe this; tables of a text index are the database's own."""
    indexes = (NAMES, NOTES, ACCOUNTS)
    return kind != "table" or not (name or "").startswith(indexes)


def _frozen(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Spell a type of ours as the plain type it is stored as; leave everything else to Alembic."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


if __name__ == "__main__":
    sys.exit(main())
