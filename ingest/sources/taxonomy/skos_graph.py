"""Concepts and links of one SKOS document, read with rdflib and without the network.

A document is held in memory whole: RDF has no order to stream by. About 5 kB a concept.
"""

import json
import warnings
import xml.sax
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import rdflib
from rdflib.exceptions import Error as RdfError
from rdflib.namespace import RDF, SKOS
from rdflib.plugin import PluginException

from ingest.source import BadRecord, BadSource, WrongSource
from ingest.sources.taxonomy.concepts import Concept, Link

FORMATS: Final = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".nt": "nt",
    ".json": "json-ld",
    ".jsonld": "json-ld",
}
"""How a document is written, by the ending of its name."""

_BASE: Final = "urn:kith:taxonomy"

LONGEST_ENTITY: Final = 200
"""Characters of an XML entity; documents use them to shorten uris."""

_NO_CONCEPTS: Final = (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)


_BROKEN: Final = (
    RdfError,
    PluginException,
    xml.sax.SAXException,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NameError,
    AssertionError,
    RuntimeError,
)
"""What rdflib's readers raise for documents that are not what they should be."""


def format_of(path: Path) -> str:
    """How a document is written. Raises WrongSource for an ending that is not among FORMATS."""
    rdf_format = FORMATS.get(path.suffix.lower())
    if rdf_format is None:
        raise WrongSource(path.name, f"not a SKOS file: its name ends in none of {', '.join(FORMATS)}")
    return rdf_format


def read_graph(path: Path) -> Any:
    """The rdflib graph in `path`. Raises WrongSource for another ending, BadSource when it is broken."""
    rdf_format = format_of(path)
    try:
        data = path.read_bytes()
        if rdf_format == "json-ld":
            return _json_ld(data, path.name)
        if rdf_format == "xml":
            refuse_entities(data, path.name)
        return rdflib.Graph().parse(data=data, format=rdf_format, publicID=_BASE)
    except OSError as error:
        raise BadSource(path.name, 0, error.strerror or str(error)) from error
    except _BROKEN as error:
        raise BadSource(path.name, _line(error), f"not {rdf_format}: {_first_line(error)}") from error


def _json_ld(data: bytes, name: str) -> Any:
    """All graphs of a JSON-LD document as one, read without fetching contexts."""
    document = json.loads(data)
    if not isinstance(document, dict | list):
        raise BadSource(name, 1, "not json-ld: neither an object nor a list")
    if _remote(document):
        raise BadSource(name, 0, "its @context is on the network; put the context into the file")
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's reader warns about itself
        quads = rdflib.Dataset().parse(data=data, format="json-ld", publicID=_BASE)
        for subject, predicate, value, _ in quads:
            graph.add((subject, predicate, value))
    return graph


def _remote(document: object) -> bool:
    """Whether a JSON-LD document would have contexts fetched from somewhere."""
    if isinstance(document, list):
        return any(_remote(part) for part in document)
    if not isinstance(document, dict):
        return False
    contexts = document.get("@context", ())
    contexts = contexts if isinstance(contexts, list) else [contexts]
    fetched = any(isinstance(c, str) or (isinstance(c, dict) and "@import" in c) for c in contexts)
    return fetched or any(_remote(part) for part in document.values())


def refuse_entities(data: bytes, name: str) -> None:
    """Raise BadSource for XML entities that grow without bound or reach for other files.

    A kilobyte of nested entities becomes gigabytes of text; short ones that stand for uris are usual.
    """

    def declared(
        entity: str, parameter: bool, value: str | None, base: str | None, system: str | None, *_: str | None
    ) -> None:
        if parameter or system is not None or value is None or len(value) > LONGEST_ENTITY or "&" in value:
            raise BadSource(name, parser.CurrentLineNumber, f"the XML entity {entity!r} is not a short text")

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadSource(name, error.lineno, f"not xml: {expat.ErrorString(error.code)}") from error


def _line(error: Exception) -> int:
    if isinstance(error, xml.sax.SAXParseException):
        return error.getLineNumber() or 0
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    lines = getattr(error, "lines", 0)  # where rdflib's Turtle reader says that it was
    return lines + 1 if isinstance(lines, int) else 0


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]


def concept_nodes(graph: Any) -> list[Any]:
    """What the document calls a concept or gives a preferred label, in the order of their names."""
    named = {node for node in graph.subjects(SKOS.prefLabel) if not _is_none(graph, node)}
    return sorted(named | set(graph.subjects(RDF.type, SKOS.Concept)), key=str)


def _is_none(graph: Any, node: Any) -> bool:
    return any((node, RDF.type, kind) in graph for kind in _NO_CONCEPTS)


def read_concept(graph: Any, node: Any, language: str, whole: bool) -> Concept:
    """The concept at `node` with its labels in `language`.

    Labels in a variety of the language ("en-GB" for "en") or in none stand in for missing ones. Raises
    BadRecord when there is no label, or several of equal standing.
    """
    if not isinstance(node, rdflib.URIRef):
        raise BadRecord("uri", "a concept without a name of its own")
    preferred = _in_language(graph.objects(node, SKOS.prefLabel), language)
    if not preferred:
        raise BadRecord("prefLabel", f"{node} has no label in {language!r}")
    if len(preferred) > 1:
        raise BadRecord("prefLabel", f"{node} has several labels in {language!r}: {', '.join(preferred)}")
    alternatives = _in_language(graph.objects(node, SKOS.altLabel), language)
    return Concept(str(node), preferred[0], tuple(alternatives), whole, "prefLabel")


def _in_language(labels: Iterator[Any], language: str) -> list[str]:
    """The labels in the language; else those in its varieties, else those in none."""
    texts: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for label in labels:
        tag = (getattr(label, "language", None) or "").lower()
        text = " ".join(str(label).split())
        if text and tag == language.lower():
            texts[0].add(text)
        elif text and tag.startswith(f"{language.lower()}-"):
            texts[1].add(text)
        elif text and not tag:
            texts[2].add(text)
    return sorted(next((found for found in texts if found), set()))


def read_links(graph: Any) -> list[Link]:
    """Every link that the document states, by `broader` or by `narrower`, once, in order."""
    links = {(str(narrow), str(broad)) for narrow, broad in graph.subject_objects(SKOS.broader)}
    links |= {(str(narrow), str(broad)) for broad, narrow in graph.subject_objects(SKOS.narrower)}
    return [Link(narrow, broad) for narrow, broad in sorted(links)]
