# SPDX-License-Identifier: EUPL-1.2
import json
import re
import signal
import socket
import urllib.request

import jwt
import psutil
import psycopg

from gateway import postgres


def call(port, path="/zaken/api/v1/zaken"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return json.load(answer)


def test_a_sandbox_answers_through_its_gateway_and_says_how_to_call_it(launch, port, checkout):
    sandbox = launch("up")
    sandbox.wait_for("A first call")
    assert call(port)["path"] == "/zaken/api/v1/zaken"
    assert call(port, "/utrecht/catalogi/api/v1/zaaktypen")["path"] == "/utrecht/catalogi/api/v1/zaaktypen"
    sandbox.wait_for(f"http://localhost:{port}/zaken/api/v1/zaken")
    assert f"--data {checkout / 'data'}" in sandbox.said


def test_ctrl_c_ends_everything(launch, port, checkout, running_in):
    sandbox = launch("up")
    sandbox.wait_for("A first call")
    names = {process.name() for process in running_in(checkout)}
    assert "caddy" in names
    assert sandbox.end(signal.SIGINT) == 0
    assert sandbox.lines[-1].endswith("Stopped\n")
    assert running_in(checkout) == []


def test_ctrl_c_during_the_start_ends_everything(launch, port, checkout, running_in):
    sandbox = launch("up")
    sandbox.wait_for("Databases made")
    assert sandbox.end(signal.SIGTERM) == 0
    assert running_in(checkout) == []


def test_another_start_keeps_the_data(launch, port):
    for starts in (1, 2):
        sandbox = launch("up")
        sandbox.wait_for("A first call")
        assert call(port)["starts"] == starts
        assert sandbox.end() == 0


def test_a_start_after_kill_9_of_the_launcher_keeps_the_data(launch, port, checkout, running_in):
    killed = launch("up")
    killed.wait_for("A first call")
    before = running_in(checkout)
    killed.end(signal.SIGKILL)
    sandbox = launch("up")
    sandbox.wait_for("A first call")
    assert call(port)["starts"] == 2
    assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in before)


def test_a_process_that_dies_is_started_again_and_said_so(launch, port):
    sandbox = launch("up")
    sandbox.wait_for("A first call")
    worker_of_granian = psutil.Process(call(port)["pid"])
    worker_of_granian.parent().kill()
    sandbox.wait_for("zaken-api ended, with SIGKILL: it is started again")
    assert call(port)["pid"] != worker_of_granian.pid


def test_postgresql_that_dies_is_started_again_with_its_data(launch, port):
    sandbox = launch("up")
    sandbox.wait_for("A first call")
    [postmaster] = [each for each in psutil.Process(sandbox.process.pid).children() if each.name() == "postgres"]
    postmaster.kill()
    sandbox.wait_for("postgresql ended, with SIGKILL: it is started again")
    sandbox.wait_for("postgresql was started again")
    assert call(port)["starts"] == 1


def test_an_installed_postgresql_is_used_where_one_is_named(launch, port, tmp_path):
    with postgres.running(tmp_path / "installed") as server:
        sandbox = launch("up", DATABASE_URL=server.url)
        sandbox.wait_for("PostgreSQL 18 of DATABASE_URL is used")
        sandbox.wait_for("A first call")
        assert call(port)["starts"] == 1
        with psycopg.connect(server.url_for("meent_zaken")) as connection:
            assert connection.execute("select count(*) from starts").fetchone() == (1,)
        assert sandbox.end() == 0
        assert server.process.poll() is None


def test_an_installed_postgresql_that_is_not_there_is_told(launch):
    sandbox = launch("up", DATABASE_URL="postgresql://meent@127.0.0.1:1/postgres")
    assert sandbox.wait() == 1
    assert "The PostgreSQL of DATABASE_URL cannot be used: connection failed" in sandbox.said
    assert "Traceback" not in sandbox.said


def test_a_port_in_use_is_one_sentence(launch, port, checkout, running_in):
    with socket.create_server(("127.0.0.1", port)):
        sandbox = launch("up")
        assert sandbox.wait() == 1
    assert f"Port {port} is in use: stop what listens there, or choose another with PORT=.\n" in sandbox.lines
    assert "Traceback" not in sandbox.said
    assert running_in(checkout) == []


def test_one_data_folder_has_one_launcher(launch, port):
    first = launch("up")
    first.wait_for("A first call")
    for command in ("up", "reset"):
        second = launch(command)
        assert second.wait() == 1
        assert re.fullmatch(r"The sandbox in .* is in use: stop it first \(Ctrl-C\), or .*\n", "".join(second.lines))
    assert call(port)["starts"] == 1


def test_a_component_that_cannot_be_configured_stops_the_start_with_its_last_words(launch, checkout, running_in):
    (checkout / "services" / "zaken" / "manage.py").write_text("raise SystemExit('no migrations here')")
    sandbox = launch("up")
    assert sandbox.wait() == 1
    assert "zaken-configure failed, with exit code 1" in sandbox.said
    assert "no migrations here" in sandbox.lines[-1]
    assert running_in(checkout) == []


def test_a_component_that_never_starts_stops_the_start_with_its_last_words(launch, checkout, running_in):
    (checkout / "services" / "zaken" / "src" / "zaken" / "wsgi.py").write_text("raise RuntimeError('no application')")
    sandbox = launch("up")
    assert sandbox.wait() == 1
    assert "zaken-api does not become ready" in sandbox.said
    assert "no application" in sandbox.said
    assert running_in(checkout) == []


def test_a_stack_file_with_a_fault_is_named_with_its_fault(launch, checkout):
    (checkout / "stack.yaml").write_text("municipalities: 3")
    sandbox = launch("up")
    assert sandbox.wait() == 1
    assert str(checkout / "stack.yaml") in sandbox.said
    assert "municipalities" in sandbox.said
    assert "Traceback" not in sandbox.said


def test_a_data_folder_that_cannot_be_made_is_one_sentence(launch, checkout):
    (checkout / "data").write_text("a file")
    sandbox = launch("up")
    assert sandbox.wait() == 1
    assert len(sandbox.lines) == 1
    assert str(checkout / "data") in sandbox.said
    (checkout / "data").unlink()


def test_a_token_is_one_that_a_component_accepts(launch, checkout):
    made = launch("token", "demo")
    assert made.wait() == 0
    claims = jwt.decode(made.said.strip(), (checkout / "demo").read_text(), algorithms=["HS256"])
    assert claims["iss"] == claims["client_id"] == "demo"
    assert {"iat", "user_id", "user_representation"} <= claims.keys()


def test_a_token_of_an_unknown_client_names_those_that_are_known(launch):
    made = launch("token", "niemand")
    assert made.wait() == 1
    assert made.said.strip().endswith("has no client 'niemand'; it has demo.")


def test_a_token_needs_the_secret_of_its_client_only(launch, checkout):
    clients = """
      - {id: ander, label: Ander, secret: {file: nergens}, rights: all}
      - {id: derde, label: Derde, secret: {env: NIET_GEZET}, rights: all}
    peers:
      - {root: "https://elders.example/api/v1", client_id: wij, secret: {file: nergens}}
"""
    (checkout / "stack.yaml").write_text((checkout / "stack.yaml").read_text() + clients)
    made = launch("token", "demo")
    assert made.wait() == 0
    assert jwt.decode(made.said.strip(), (checkout / "demo").read_text(), algorithms=["HS256"])["iss"] == "demo"
    refused = launch("token", "ander")
    assert refused.wait() == 1
    assert "nergens cannot be read" in refused.said
