"""The tables as the code knows them."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app import database, tables
from app.tables import Base


def test_the_migrations_make_the_very_tables_that_the_code_knows(environment: None) -> None:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_can_be_had_from_one_place() -> None:
    mapped = {mapper.class_.__name__ for mapper in Base.registry.mappers}
    assert len(mapped) == len(Base.metadata.tables)
    assert mapped <= set(dir(tables))
