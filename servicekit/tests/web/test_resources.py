# SPDX-License-Identifier: EUPL-1.2
"""What every resource does alike."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection

from autorisaties.models import Applicatie
from autorisaties.schemas import ApplicatieSchema
from servicekit.journal.models import Detail
from servicekit.stack.municipalities import serving
from servicekit.web import bodies, transfers
from servicekit.web.operations import operation
from servicekit.web.resources import Resource, Unknown

pytestmark = pytest.mark.django_db
BODY = {"clientIds": ["een"], "label": "Een", "heeftAlleAutorisaties": True}


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; q=0.5", 200),
        ("text/html, */*", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("application/json; q=0.000, text/html", 406),
    ],
)
def test_what_is_accepted_is_read_as_http_has_it(api, accept, status):
    assert api.get("/applicaties", accept=accept).status_code == status


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_is_absent_or_forbidden_is_so_whatever_the_body_says(api, method):
    url = api.post("/applicaties", BODY)["Location"]
    assert api.request(method, f"/applicaties/{uuid4()}", {"label": 5}).status_code == 404
    assert api.request(method, url, {"label": 5}, client="niets").status_code == 403
    assert api.request(method, url, {"label": []}).status_code == 400


def test_a_coded_body_is_refused_also_where_no_body_is_read(api):
    url = api.post("/applicaties", BODY)["Location"]
    assert api.delete(url, content_encoding="gzip").status_code == 415
    assert api.get(url, content_encoding="gzip").status_code == 200


def test_a_uuid_in_capitals_finds_its_row(api):
    url = api.post("/applicaties", BODY)["Location"]
    root, _, uuid = url.rpartition("/")
    small, capitals = api.get(url), api.get(f"{root}/{uuid.upper()}")
    assert (capitals.status_code, capitals.content) == (200, small.content)
    assert capitals.json()["url"] == url
    assert api.patch(f"{root}/{uuid.upper()}", {"label": "Twee"}).json()["url"] == url


def test_without_the_scope_nobody_learns_what_is_absent(api):
    assert api.delete(f"/applicaties/{uuid4()}", client="niets").status_code == 403
    assert api.delete(f"/applicaties/{uuid4()}").status_code == 404


def test_the_logrecord_of_a_request_is_kept(api):
    api.post("/applicaties", BODY, x_nlx_logrecord_id="75dbd430")
    assert Detail.objects.order_by("-line_id").first().logrecord_id == "75dbd430"


def test_keys_that_differ_only_at_their_end_are_two(api):
    first = api.post("/applicaties", BODY, idempotency_key="k" * 300)
    other = api.post("/applicaties", BODY | {"clientIds": ["twee"]}, idempotency_key="k" * 299 + "x")
    again = api.post("/applicaties", BODY, idempotency_key="k" * 300)
    assert (first.status_code, other.status_code, again.status_code) == (201, 201, 201)
    assert first.json() == again.json() != other.json()


def test_an_answer_without_content_has_no_type(api):
    url = api.post("/applicaties", BODY)["Location"]
    answer = api.delete(url)
    assert (answer.status_code, answer.has_header("Content-Type")) == (204, False)


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml", "/schema/openapi.yaml", "/"])
def test_the_fixed_paths_are_only_read(api, path):
    assert api.get(path, client=None).status_code == 200
    assert api.head(path, client=None).status_code == 200
    refused = api.post(path, {}, client=None)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_callback_is_no_part_of_the_api(api):
    assert api.post("/callbacks/notificaties", {}, client=None).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_made_anew(api, zuid):
    with serving(zuid):
        connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    other.close()
    assert api.get("/applicaties").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_in_chunks_is_made(api, method):
    url = api.post("/applicaties", BODY, chunked=True)["Location"]
    assert api.request(method, url, BODY | {"label": "Twee"}, chunked=True).json()["label"] == "Twee"
    assert api.get(url).json()["label"] == "Twee"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("chunked", [True, False])
def test_a_write_without_a_body_is_refused(api, method, chunked):
    url = "/applicaties" if method == "POST" else api.post("/applicaties", BODY)["Location"]
    refused = api.request(method, url, chunked=chunked)
    assert refused.status_code == 400
    assert refused.json()["invalidParams"][0]["code"] == "required"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("key", [None, "k"])
def test_a_client_without_the_scope_is_refused_before_its_body_is_read(api, monkeypatch, method, key):
    url = "/applicaties" if method == "POST" else api.post("/applicaties", BODY)["Location"]
    monkeypatch.setattr(bodies.Incoming, "drain", lambda _: None)
    body = BytesIO(b'{"label": 5}')
    monkeypatch.setattr("servicekit.testing.client.BytesIO", lambda _: body)
    assert api.request(method, url, {}, client="niets", idempotency_key=key, chunked=True).status_code == 403
    assert body.tell() == 0
    api.request(method, url, {}, idempotency_key=key, chunked=True)
    assert body.tell() > 0


@pytest.mark.parametrize(("sent", "taken"), [(100, 100), (bodies.DRAINED + bodies.PIECE, bodies.DRAINED)])
def test_what_a_refused_request_still_sends_in_chunks_is_taken(api, monkeypatch, sent, taken):
    body = BytesIO(b"x" * sent)
    monkeypatch.setattr("servicekit.testing.client.BytesIO", lambda _: body)
    assert api.post("/applicaties", {}, client="niets", chunked=True).status_code == 403
    assert taken <= body.tell() <= taken + transfers.PIECE


class Parts(Resource):
    """Onderdelen."""

    model = Applicatie
    schema = ApplicatieSchema
    scopes = {"retrieve": ("lezen",), "create": ("schrijven",)}


@pytest.mark.parametrize("name", ["permission_classes", "throttle_classes", "authentication_classes", "pagination"])
def test_what_would_be_ignored_is_refused_when_it_is_declared(name):
    with pytest.raises(Unknown, match=name):
        type("Guarded", (Parts,), {name: []})


def test_a_method_that_nothing_calls_is_refused():
    with pytest.raises(Unknown, match="initial"):
        type("Guarded", (Parts,), {"initial": lambda self, request: None})


def test_an_operation_without_scopes_is_refused():
    with pytest.raises(Unknown, match="destroy"):
        type("Open", (Parts,), {"destroy": operation(print, "Verwijder een onderdeel.")})
