import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from models import Base
from outreach_app.storage import migrate, revise
from outreach_app.storage.casebook import Casebook


def parts(sql: str) -> list[str]:
    """The definitions of a table in one order: Alembic may write constraints in another."""
    head, _, body = sql.partition("(")
    depth, items, item = 0, [], ""
    for sign in body.rstrip(" )"):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            items.append(item.strip())
            item = ""
        else:
            item += sign
    return [head.strip(), *sorted(re.sub(r"[\s)]+$", "", text) for text in [*items, item.strip()])]


def test_the_steps_make_exactly_what_the_models_say() -> None:
    with revise.scratch().begin() as described:
        Base.metadata.create_all(described)
        wanted = revise.objects(described)
    with revise.scratch().begin() as connection:
        migrate.upgrade(connection)
        made = revise.objects(connection)
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": revise.is_ours,
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        assert migrate.version_of(connection) == migrate.VERSION
    assert set(made) == set(wanted)
    assert {name: parts(sql) for name, sql in made.items()} == {
        name: parts(sql) for name, sql in wanted.items()
    }


def test_a_new_casebook_has_what_the_steps_make(book: Casebook) -> None:
    with revise.scratch().begin() as connection:
        migrate.upgrade(connection)
        wanted = revise.objects(connection)
    with book.reading() as session:
        assert revise.objects(session.connection()) == wanted
        assert migrate.version_of(session.connection()) == migrate.VERSION


def test_nothing_is_left_to_write() -> None:
    assert revise.difference() is None


def test_the_version_is_the_number_of_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.STEPS))
    assert ScriptDirectory.from_config(config).get_current_head() == f"{migrate.VERSION:04}"
    assert len(revise.steps()) == migrate.VERSION


def test_a_step_never_looks_at_the_models() -> None:
    for step in revise.steps():
        assert "models" not in step.read_text(encoding="utf-8")


def upgrade_and_stop(engine: Engine) -> None:
    with engine.begin() as connection:
        migrate.upgrade(connection)
        raise KeyboardInterrupt


def test_a_step_that_is_stopped_leaves_nothing() -> None:
    engine = revise.scratch()
    with pytest.raises(KeyboardInterrupt):
        upgrade_and_stop(engine)
    with engine.begin() as connection:
        assert revise.objects(connection) == {}
        assert migrate.version_of(connection) == 0
    engine.dispose()
