"""Run the steps on the connection handed in; there is no other way to a casebook."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    # SQLite undoes changes of tables like any other, so the caller's transaction covers all steps.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
