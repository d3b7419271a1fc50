"""The tables the program writes and the schema its migrations make are one and the same."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect

from panelguide.store import schema
from panelguide.store.engine import open_migration_engine, url_of
from panelguide.store.tables import metadata


def _described(inspector: Inspector) -> dict[str, Any]:
    """Everything a database says of each table, in an order that does not depend on how it was made."""
    return {
        table: {
            "columns": [
                (it["name"], str(it["type"]), it["nullable"], it["default"])
                for it in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table),
            "refers to": sorted(map(str, inspector.get_foreign_keys(table))),
            "unique": sorted(map(str, inspector.get_unique_constraints(table))),
            "rules": sorted(map(str, inspector.get_check_constraints(table))),
            "indexes": sorted(map(str, inspector.get_indexes(table))),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [*compare_metadata(context, metadata)]


def test_alembic_finds_no_difference(location: str) -> None:
    engine = open_migration_engine(url_of(location))
    with engine.connect() as connection:
        assert _differences(connection) == []
    engine.dispose()


def test_every_column_key_rule_and_index_is_the_same(location: str) -> None:
    engine = open_migration_engine(url_of(location))
    with engine.connect() as connection:
        migrated = _described(inspect(connection))
        metadata.drop_all(connection)
        metadata.create_all(connection)
        declared = _described(inspect(connection))
        connection.rollback()
    engine.dispose()
    assert migrated.keys() == declared.keys()
    for table, found in migrated.items():
        assert found == declared[table], table


def test_the_newest_schema_is_the_one_head_of_the_migrations() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert scripts.get_heads() == [schema.NEWEST_SCHEMA]
    assert schema.known_schemas() == tuple(sorted(it.revision for it in scripts.walk_revisions()))
