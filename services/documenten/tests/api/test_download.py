# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db
PATH = "/enkelvoudiginformatieobjecten"


def test_content_goes_out_as_it_came_in(api, with_content):
    document = api.post(PATH, with_content).json()
    answer = api.get(document["inhoud"], accept="application/octet-stream")
    assert answer.status_code == 200
    assert answer["Content-Length"] == "5"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="hallo.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["API-version"] == "1.7.1"
    assert b"".join(answer.streaming_content) == b"hallo"


def test_a_file_larger_than_a_piece_arrives_whole(api, body, encoded):
    content = bytes(range(256)) * 12_345
    document = api.post(PATH, body | {"inhoud": encoded(content)}).json()
    answer = api.get(f"{document['url']}/download")
    pieces = list(answer.streaming_content)
    assert b"".join(pieces) == content
    assert max(len(piece) for piece in pieces) <= 256 * 1024
    assert answer["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    ("bestandsnaam", "disposition"),
    [
        ("", 'attachment; filename="D-1"'),
        ('a"b\\c.txt', 'attachment; filename="a\\"b_c.txt"'),
        ("../../etc/passwd", 'attachment; filename=".._.._etc_passwd"'),
        ("a\r\nSet-Cookie: x", 'attachment; filename="a__Set-Cookie: x"'),
        ("één.txt", "attachment; filename*=utf-8''%C3%A9%C3%A9n.txt"),
    ],
)
def test_a_file_name_is_only_a_name(api, with_content, bestandsnaam, disposition):
    document = api.post(PATH, with_content | {"bestandsnaam": bestandsnaam, "identificatie": "D-1"}).json()
    answer = api.get(document["inhoud"])
    assert answer.getvalue() == b"hallo"
    assert answer["Content-Disposition"] == disposition


def test_head_tells_the_size(api, with_content):
    document = api.post(PATH, with_content).json()
    answer = api.head(document["inhoud"])
    assert answer["Content-Length"] == "5"
    answer.close()
