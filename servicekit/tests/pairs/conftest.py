# SPDX-License-Identifier: EUPL-1.2
"""A component that leads pairs, in the database of the test alone, and the component on their other side, over HTTP."""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import orjson
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # dingen.py


@pytest.fixture(autouse=True)
def dingen(noord, settings):
    """The models of dingen.py, of which the tables are made in this test's transaction."""
    import dingen as models  # before it is named as installed, which Django imports while it has no models yet
    from django.apps import apps
    from django.db import connection

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "servicekit.pairs", "dingen"]
    with connection.schema_editor() as editor:
        for label in ("pairs", "dingen"):
            for model in apps.get_app_config(label).get_models():
                editor.create_model(model)
    return models


@dataclass
class OtherSide:
    """What a component keeps at the other end: bodies by path, made, listed and deleted as the standard has it.

    `posting`, `getting` and `deleting` may be set to what stands in for its own answer to that method: a function of
    what it would do, so that it can refuse, act and not be heard, or be gone.
    """

    root: str
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  #: method and path of every request, without the query
    posting: Callable[..., tuple[int, Any]] | None = None
    getting: Callable[..., tuple[int, Any]] | None = None
    deleting: Callable[..., tuple[int, Any]] | None = None
    knows_filters: bool = True

    def stuk(self) -> str:
        """The URL of a new stuk."""
        return f"{self.root}/stukken/{uuid4()}"

    def keep(self, collection: str, **body: Any) -> str:
        """Have a body in a collection below the root; its URL."""
        path = f"{urlsplit(self.root).path}/{collection}/{uuid4()}"
        self.kept[path] = body
        return self._shown(path)["url"]

    def bodies(self, collection: str = "dingstukken") -> list[dict[str, Any]]:
        """What is kept in a collection: below the root, or below a stuk."""
        path = urlsplit(collection if collection.startswith("http") else f"{self.root}/{collection}").path
        return [body for each, body in self.kept.items() if each.rpartition("/")[0] == path]

    def answer(self, method: str, url: str, body: Any) -> tuple[int, Any]:
        """Status and JSON of a request."""
        parts = urlsplit(url)
        self.asked.append(f"{method} {parts.path}")
        own = {"POST": self._post, "GET": self._get, "DELETE": self._delete}[method]
        instead = {"POST": self.posting, "GET": self.getting, "DELETE": self.deleting}[method]
        return instead(lambda: own(parts.path, parts.query, body)) if instead else own(parts.path, parts.query, body)

    def _post(self, path: str, _: str, body: Any) -> tuple[int, Any]:
        if any(each.rpartition("/")[0] == path and kept == body for each, kept in self.kept.items()):
            return 400, {"invalidParams": [{"name": "nonFieldErrors", "code": "unique", "reason": "Bestaat al."}]}
        self.kept[f"{path}/{uuid4()}"] = body
        return 201, None

    def _get(self, path: str, query: str, _: Any) -> tuple[int, Any]:
        collection, _, name = path.rpartition("/")
        if len(name) == len(str(uuid4())):
            return (200, self._shown(path)) if path in self.kept else (404, None)
        if query and "/stukken/" in collection:
            return 400, {"code": "unknown-parameters"}
        asked = dict(parse_qsl(query)) if self.knows_filters else {}
        shown = [self._shown(each) for each in self.kept if each.rpartition("/")[0] == path]
        return 200, [each for each in shown if all(each.get(key) == value for key, value in asked.items())]

    def _delete(self, path: str, *_: Any) -> tuple[int, Any]:
        return (204, None) if self.kept.pop(path, None) else (404, None)

    def _shown(self, path: str) -> dict[str, Any]:
        return {"url": f"{self.root.removesuffix('/api/v1')}{path}", **self.kept[path]}


@pytest.fixture
def other(noord, monkeypatch):
    """The other side of the pairs, a trusted peer on loopback."""
    from servicekit.peers import calls
    from servicekit.stack import Peer
    from servicekit.stack.municipalities import serving

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = f"http://{self.headers['Host']}{self.path}"
            status, body = side.answer(self.command, url, orjson.loads(sent) if sent else None)
            content = b"" if body is None else orjson.dumps(body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = answer

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    side = OtherSide(f"http://127.0.0.1:{server.server_port}/api/v1")
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setattr(calls, "_clients", threading.local())
    with serving(replace(noord, peers=(Peer(root=side.root, client_id="wij", secret="s" * 32),))):
        yield side
    server.shutdown()
    server.server_close()


@pytest.fixture
def ding(as_caller, dingen):
    """A main object."""
    from servicekit.writing.changing import creating

    with creating() as change:
        return change.create(dingen.Ding())


@pytest.fixture
def stuk(other):
    """The URL of a stuk at the other side, as it is stored too."""
    return other.stuk()


@pytest.fixture
def relate(dingen, ding, stuk):
    """Relates the stuk to the ding, as an action does; the relatie, or None where that is what there is of it."""
    from servicekit.pairs import leading
    from servicekit.writing.changing import creating

    def act(titel=""):
        with creating(under=ding) as change:
            relatie = dingen.Relatie.objects.filter(ding=change.main, stuk=stuk).first()
            again = relatie is not None
            if again:
                assert leading.may_join(relatie, titel=titel)
                leading.join(change, relatie)
            else:
                relatie = leading.hold(change, dingen.Relatie(ding=change.main, stuk=stuk, titel=titel))
        return leading.finish_creation(relatie, again=again)

    return act


@pytest.fixture
def part(dingen):
    """Parts the only relatie, as an action does."""
    from servicekit.pairs import leading
    from servicekit.writing.changing import changing, find

    def act():
        with changing(find(dingen.Relatie, dingen.Relatie.objects.get().uuid)) as change:
            leading.part(change, notify=False)
        leading.finish_deletion(change.row)

    return act


@pytest.fixture
def send(as_caller, dingen, stuk):
    """Makes a zending of the stuk, as an action does; the zending, or None where that is what there is of it."""
    from servicekit.pairs import leading
    from servicekit.writing.changing import creating

    def act():
        with creating() as change:
            zending = leading.hold(change, dingen.Zending(stuk=stuk))
        return leading.finish_creation(zending, again=False)

    return act


@pytest.fixture
def destroy():
    """Destroys a main object with the pairs below it and its own, as an action does."""
    from servicekit.pairs.finishing import leave_behind, remove
    from servicekit.pairs.models import Pair
    from servicekit.writing.changing import changing

    def act(main, *below):
        with changing(main) as change:
            itself = [change.row] if isinstance(change.row, Pair) else []
            leftovers = leave_behind([*itself, *below])
            change.destroy()
        remove(leftovers)

    return act


@pytest.fixture
def work(dingen):
    """The worker, some time later, who has no caller."""
    from servicekit import caller
    from servicekit.pairs.finishing import finish
    from servicekit.pairs.models import Leftover

    def run():
        for model in (dingen.Relatie, dingen.Zending):
            model.objects.update(changed="2020-01-01T00:00:00Z")
        Leftover.objects.update(due="2020-01-01T00:00:00Z")
        before = caller.current()
        caller.set_current(None)
        try:
            finish()
        finally:
            caller.set_current(before)

    return run


@pytest.fixture
def lines():
    """The journal of pairs, oldest first: (action, held) of each line."""
    from servicekit.journal.models import Line

    def read():
        of_pairs = Line.objects.filter(resource__in=("relatie", "zending"))
        return list(of_pairs.order_by("id").values_list("action", "held"))

    return read


@pytest.fixture
def assert_related(dingen, ding, stuk, other, lines, assert_fresh):
    """Asserts that there is one relatie, at both sides, and that it was told of once."""
    from servicekit.references import absolute

    def check():
        relatie = dingen.Relatie.objects.get()
        assert (relatie.state, relatie.event) == ("", None)
        assert relatie.reference in shown(ding)
        assert other.bodies() == [{"object": absolute(ding.reference), "stuk": stuk, "soort": "ding"}]
        assert lines() == [("create", False)]
        assert assert_fresh()

    return check


@pytest.fixture
def assert_not_related(dingen, ding, other, lines, assert_fresh):
    """Asserts that there is no relatie, at neither side, and which actions were told of."""

    def check(*told):
        assert not dingen.Relatie.objects.exists()
        assert shown(ding) == []
        assert other.bodies() == []
        assert lines() == [(action, False) for action in told]
        assert assert_fresh()

    return check


def shown(ding):
    """The references of the relaties that the stored representation of a ding shows."""
    return type(ding).objects.get(pk=ding.pk).shown["relaties"]
