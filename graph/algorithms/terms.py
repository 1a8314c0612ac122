"""Terms: what evidence is found by. A term is a 64-bit number that stands for a word, a path or a skill."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import snowballstemmer

from graph.identity.folding import fold
from graph.keys import Key

_WORD: Final = re.compile(r"[a-z0-9]+(?:[+#]+|(?:\.[a-z0-9]+)+)?")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_STOP_WORDS: Final = frozenset(
    """a an and are as at be by do does for from has have how i in into is it its of on or our so
    that the their them this to was we were what when where which who whom why will with you your
    about knows""".split()
)

_stemmer: Final = snowballstemmer.stemmer("english")


@lru_cache(maxsize=262_144)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def words(text: str) -> list[str]:
    """The words of `text` in order, folded and stemmed, stop words left out.

    words("Reviewing the C++ builds") == ["review", "c++", "build"]
    """
    return [_stem(word) for word in _WORD.findall(fold(text)) if word not in _STOP_WORDS]


def path_words(paths: Iterable[str]) -> set[str]:
    """The words in names of folders and files: "graph/bestPaths.py" speaks of graph, best and path."""
    found: set[str] = set()
    for path in paths:
        stem = path.rsplit(".", 1)[0] if "." in path.rsplit("/", 1)[-1][1:] else path
        spaced = _CAMEL.sub(" ", stem.replace("/", " ").replace("_", " ").replace("-", " "))
        found.update(words(spaced))
    return found


def path_prefixes(path: str) -> Iterator[str]:
    """The path itself and each folder above it: a/b/c gives a/b/c, a/b and a."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def as_path(topic: str) -> str:
    """A topic written as a path, in the form that paths have in evidence: no slash at either end."""
    return topic.strip().removeprefix("./").strip("/")


@lru_cache(maxsize=262_144)
def _term(kind: str, text: str) -> int:
    return int.from_bytes(blake2b(f"{kind}\x1f{text}".encode(), digest_size=8).digest(), "little")


def word_term(word: str) -> int:
    """The term of a folded, stemmed word."""
    return _term("word", word)


def path_term(path: str) -> int:
    """The term of a folder or file."""
    return _term("path", path)


def skill_term(skill: Key) -> int:
    """The term of a skill."""
    return _term("skill", skill)
