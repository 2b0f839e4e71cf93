"""A PostgreSQL cluster of the test's own, which may be killed, with a migrated database that Django works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from gate import postgres, programs
from tests import databases
from tests.databases import Database, PostgresStore

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@contextmanager
def own_cluster() -> Iterator[tuple[Database, postgres.Cluster]]:
    """The database and its server, which keeps what it acknowledged when it is killed. Both go at the end."""
    with postgres.standing(programs.postgres(), **DURABLE) as cluster:
        settings = {"HOST": "127.0.0.1", "PORT": cluster.port, "USER": postgres.OWNER, "PASSWORD": ""}
        store = PostgresStore(settings | {"NAME": "postgres"}, "crash")
        before = connection.settings_dict["PORT"]
        connection.close()
        connection.settings_dict["PORT"] = cluster.port
        try:
            databases.migrate_template(store.empty("template"))
            with databases.connected_to(store.template):
                yield store.template, cluster
        finally:
            connection.close()
            connection.settings_dict["PORT"] = before
