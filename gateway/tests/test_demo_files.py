# SPDX-License-Identifier: EUPL-1.2
import random
import re
import struct
import zlib

import pytest

from gateway.demo import pdf, png

LETTER = pdf.letter("Besluit (concept) over café \\ plein", ["Beste lezer", "woord " * 60])


def objects(file):
    """The objects of a PDF by number, found through its cross-reference table as a reader does."""
    [start] = re.findall(rb"startxref\n(\d+)\n%%EOF\n\Z", file)
    table = file[int(start) :]
    head = re.match(rb"xref\n0 (\d+)\n", table)
    entries = [table[head.end() + 20 * index :][:20] for index in range(int(head[1]))]
    assert entries[0] == b"0000000000 65535 f \n"
    found = {}
    for number, entry in enumerate(entries[1:], 1):
        assert re.fullmatch(rb"\d{10} 00000 n \n", entry)
        body = file[int(entry[:10]) :]
        assert body.startswith(b"%d 0 obj\n" % number)
        found[number] = body[: body.index(b"endobj")]
    assert b"/Size %d " % len(entries) in table
    return found


def test_a_letter_is_a_pdf_whose_table_points_at_its_objects():
    assert LETTER.startswith(b"%PDF-1.4\n")
    found = objects(LETTER)
    assert b"/Type /Catalog" in found[1]
    assert b"/Type /Page " in found[3]


def test_the_stream_of_a_letter_has_the_length_that_it_says():
    content = objects(LETTER)[4]
    [length] = re.findall(rb"/Length (\d+)", content)
    stream = content[content.index(b"stream\n") + 7 :]
    assert stream[int(length) :].strip() == b"endstream"


def test_the_text_of_a_letter_is_escaped_and_in_the_encoding_of_its_font():
    assert b"(Besluit \\(concept\\) over caf\xe9 \\\\ plein) Tj" in LETTER
    assert b"/WinAnsiEncoding" in LETTER


def test_a_long_paragraph_is_wrapped():
    lines = re.findall(rb"\((.*?)\) Tj T\*", LETTER)
    assert max(len(line) for line in lines) <= 80
    assert b" ".join(lines).count(b"woord") == 60


def test_what_does_not_fit_on_a_page_is_refused():
    with pytest.raises(ValueError, match="one page"):
        pdf.letter("Te lang", ["regel"] * 60)


def chunks(file):
    """The chunks of a PNG, with their checksums checked."""
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    rest = file[8:]
    while rest:
        [length] = struct.unpack(">I", rest[:4])
        name, data, [checksum] = rest[4:8], rest[8 : 8 + length], struct.unpack(">I", rest[8 + length : 12 + length])
        assert checksum == zlib.crc32(name + data)
        yield name, data
        rest = rest[12 + length :]


def test_a_picture_is_a_png_with_as_many_pixels_as_it_says():
    names, data = zip(*chunks(png.street(random.Random(1))), strict=True)
    assert names == (b"IHDR", b"IDAT", b"IEND")
    width, height, *kind = struct.unpack(">IIBBBBB", data[0])
    assert kind == [8, 2, 0, 0, 0]
    rows = zlib.decompress(data[1])
    assert len(rows) == height * (1 + 3 * width)
    assert {rows[row * (1 + 3 * width)] for row in range(height)} == {0}


@pytest.mark.parametrize("seed", range(20))
def test_every_chance_gives_a_whole_picture(seed):
    (_, header), (_, pixels), _ = chunks(png.street(random.Random(seed)))
    width, height = struct.unpack(">II", header[:8])
    assert len(zlib.decompress(pixels)) == height * (1 + 3 * width)


def test_the_same_chance_gives_the_same_picture():
    assert png.street(random.Random(7)) == png.street(random.Random(7)) != png.street(random.Random(8))
