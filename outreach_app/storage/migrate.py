"""Bringing the tables to what this program knows, all or nothing, inside the caller's transaction.

The steps lie in `migrations/versions`, speak frozen SQL and never look at today's models. A new one
is written by ``python -m outreach_app.storage.revise "what changes"``.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection

# The last step's number, kept in the file as `user_version`; a test compares it with the steps.
VERSION: Final = 4
STEPS: Final = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the steps that are missing; the caller commits them together with `user_version`."""
    from alembic import command  # noqa: PLC0415 - only new and old files need it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def version_of(connection: Connection) -> int:
    """Return the version the file has, 0 for an empty one."""
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(found)
