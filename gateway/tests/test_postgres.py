# SPDX-License-Identifier: EUPL-1.2
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing

import psutil
import psycopg
import pytest

from gateway import postgres
from gateway.faults import Fault
from gateway.postgres import Server

OWNER = """
import sys, time
from pathlib import Path
from gateway.postgres import Server

server = Server(Path(sys.argv[1]), durable=False)
server.start()
with __import__("psycopg").connect(server.url) as connection:
    connection.execute("create table kept as select 1 as value")
print(server.process.pid, flush=True)
time.sleep(600)
"""


def value(server, statement="select value from kept", database="postgres"):
    with psycopg.connect(server.url_for(database)) as connection:
        return connection.execute(statement).fetchone()[0]


@pytest.fixture
def server(tmp_path):
    with postgres.running(tmp_path) as running:
        yield running


def test_a_database_sorts_the_same_on_every_machine(server):
    assert server.create_database("meent_zaken") is True
    assert server.create_database("meent_zaken") is False
    collation = "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'meent_zaken'"
    assert value(server, collation) == "b C.UTF-8"
    assert value(server, "show server_encoding", "meent_zaken") == "UTF8"


def test_a_database_is_cloned_from_a_template(server):
    server.create_database("template_zaken")
    with psycopg.connect(server.url_for("template_zaken")) as connection:
        connection.execute("create table kept as select 7 as value")
    server.create_database("clone", template="template_zaken")
    assert value(server, database="clone") == 7


def test_only_who_has_the_password_gets_in_and_only_over_loopback(server):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://meent:guess@127.0.0.1:{server.port}/postgres")
    [socket] = {
        each.laddr.ip for each in psutil.Process(server.process.pid).net_connections() if each.status == "LISTEN"
    }
    assert socket == "127.0.0.1"
    assert value(server, "show unix_socket_directories") == ""
    assert (server.folder / "postgres.password").stat().st_mode & 0o077 == 0


def test_it_runs_as_an_ordinary_user(server):
    assert psutil.Process(server.process.pid).uids().real != 0


def test_two_servers_run_side_by_side(server, tmp_path):
    with postgres.running(tmp_path / "other") as other:
        assert other.port != server.port
        assert value(server, "select 1") == value(other, "select 1") == 1


def test_a_failed_statement_leaves_nothing_of_it_in_the_log(server):
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("create table burgers (bsn text primary key)")
        connection.execute("insert into burgers values ('123456782')")
        with pytest.raises(psycopg.errors.UniqueViolation, match="123456782"):
            connection.execute("insert into burgers values ('123456782')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation, match="bsn 123456782"):
            connection.execute("select 'bsn 123456782'::integer")
    assert "ready to accept connections" in server.log.read_text()
    assert "123456782" not in server.log.read_text()


def test_a_killed_postmaster_loses_nothing_and_comes_back_on_its_port(server):
    with psycopg.connect(server.url) as connection:
        connection.execute("create table kept as select 1 as value")
    port = server.port
    with closing(psycopg.connect(server.url)) as busy:
        busy.pgconn.send_query(b"select pg_sleep(600)")
        server.process.kill()
        server.process.wait()
        server.start()
    assert server.port == port
    assert value(server) == 1


def test_data_and_password_stay_when_it_is_stopped(tmp_path):
    server = Server(tmp_path, durable=False)
    server.start()
    with psycopg.connect(server.url) as connection:
        connection.execute("create table kept as select 1 as value")
    server.stop()
    again = Server(tmp_path)
    try:
        again.start()
        assert value(again) == 1
        assert value(again, "show fsync") == value(again, "show synchronous_commit") == "on"
    finally:
        again.stop()
        again.remove()


def test_a_client_that_stays_does_not_hold_up_a_stop(server):
    with closing(psycopg.connect(server.url)) as connection:
        connection.execute("select 1")
        server.stop()
        assert server.process is None


@pytest.mark.parametrize("victims", ["owner", "owner and postmaster"])
def test_the_next_owner_ends_what_a_killed_one_left(tmp_path, victims):
    with subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as owner:
        postmaster = psutil.Process(int(owner.stdout.readline()))
        family = [postmaster, *postmaster.children()]
        owner.kill()
        owner.wait()
    if victims != "owner":
        postmaster.send_signal(signal.SIGKILL)
    server = Server(tmp_path, durable=False)
    try:
        server.start()
        assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in family)
        assert value(server) == 1
    finally:
        server.stop()
        server.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason="others keep all of it in their own folder")
def test_what_a_killed_test_left_in_roots_place_is_removed_by_the_next(tmp_path):
    folder = tmp_path / "killed"
    with subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True) as owner:
        owner.stdout.readline()
        owner.kill()
    home = Server(folder).home
    assert home.exists()
    shutil.rmtree(folder)
    with postgres.running(tmp_path / "next") as server:
        assert value(server, "select 1") == 1
        assert not home.exists()


def test_a_folder_has_one_owner(server):
    with pytest.raises(Fault, match="Another process runs PostgreSQL in"):
        Server(server.folder).start()
    with pytest.raises(Fault, match="stop it first"):
        server.remove()
    assert value(server, "select 1") == 1


def test_data_of_another_version_is_refused(tmp_path):
    server = Server(tmp_path, durable=False)
    server.start()
    server.stop()
    (server._data / "PG_VERSION").write_text("17\n")
    with pytest.raises(Fault, match="was made by PostgreSQL 17 and this is 18"):
        server.start()
    server.stop()
    server.remove()


def test_what_was_removed_is_gone(tmp_path):
    with postgres.running(tmp_path) as server:
        places = server.home, server._data
    assert [place for place in places if place.exists() and place != tmp_path] == []
    assert list(tmp_path.iterdir()) == []
