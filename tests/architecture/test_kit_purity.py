# SPDX-License-Identifier: EUPL-1.2
"""The kit knows no word of the domain, so that it cannot become a hidden monolith."""

import io
import tokenize
import tomllib
from pathlib import Path

import pytest

KIT = Path(__file__).parents[2] / "servicekit"
LAW = tomllib.loads((KIT / "domain_words.toml").read_text())
FILES = sorted((KIT / "src" / "servicekit").rglob("*.py"))


def words_in(text: str) -> set[str]:
    """The domain words in the code of a file: names and strings, not comments."""
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.STRING, tokenize.FSTRING_MIDDLE):
            found |= {word for word in LAW["words"] if word in token.string.lower()}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KIT)))
def test_the_kit_speaks_no_word_of_the_domain(path):
    allowed = LAW["allowed"].get(str(path.relative_to(KIT / "src" / "servicekit")), [])
    assert words_in(path.read_text()) - set(allowed) == set()


def test_a_word_of_the_domain_would_be_found():
    assert words_in("def close_zaak():\n    return 'statustype'\n") == {"zaak", "statustype"}
