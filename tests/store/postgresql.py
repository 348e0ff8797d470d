"""A PostgreSQL of the tests' own: a cluster in a temporary folder, spoken to over a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")
TEMPLATE = "rawi_template"


def missing() -> str:
    """Why there is no PostgreSQL to test with, or nothing."""
    return "" if (BINARIES / "initdb").exists() else f"PostgreSQL 15 is not installed in {BINARIES}"


class Cluster:
    """A server that can be stopped and started again."""

    def __init__(self) -> None:
        # Short, because the name of a socket may have no more than 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="rawi-pg-"))
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            # The server refuses to run as root.
            name = next(n for n in ("postgres", "nobody") if n in {p.pw_name for p in pwd.getpwall()})
            user = pwd.getpwnam(name)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", self._data, "-U", "rawi", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nfsync = off\n")
            file.write("max_connections = 60\nshared_buffers = 64MB\n")
        self._databases = 0
        self.start()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(BINARIES / program), *arguments],
            cwd=self.folder, capture_output=True, text=True, timeout=60, check=False, env={"LC_ALL": "C"}, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-s", "start")

    def stop(self) -> None:
        """As when a machine is switched off: connections are cut."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-s", "stop")

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, database: str) -> str:
        return f"postgresql://rawi@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """A new database; the address of it."""
        self._databases += 1
        name = TEMPLATE if template == TEMPLATE and self._databases == 0 else f"rawi_{self._databases}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
