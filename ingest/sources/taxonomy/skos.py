"""SKOS: concepts in Turtle, RDF/XML, N-Triples or JSON-LD, in one language, without the network."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from graph.keys import NO_KEY, Key
from ingest.source import BadRecord, Item, Problem, Stage, WrongSource
from ingest.sources.content import content_hash, files_in, fingerprint
from ingest.sources.taxonomy.concepts import ConceptStage, LinkStage
from ingest.sources.taxonomy.skos_graph import (
    FORMATS,
    concept_nodes,
    format_of,
    read_concept,
    read_graph,
    read_links,
)


class SkosSource:
    """The SKOS documents at some paths."""

    format = "skos"

    def __init__(self, paths: Sequence[Path], contributor: Key = NO_KEY, language: str = "en") -> None:
        """Find the files; labels are taken in `language` (a BCP 47 tag). Raises BadSource, WrongSource."""
        self.name = self.format
        self.contributor = contributor
        self.notes: list[str] = []
        self._language = language
        self._files = list(files_in(list(paths), tuple(FORMATS)))
        if not self._files:
            raise WrongSource(
                paths[0].name if paths else "", f"holds no file that ends in {', '.join(FORMATS)}"
            )
        for path in self._files:
            format_of(path)
        self.fingerprint = fingerprint(self.format, language, *(content_hash(path) for path in self._files))

    def stages(self) -> Sequence[Stage]:
        """Read the documents; concepts, then what is broader. Raises BadSource and WrongSource."""
        if not any(concept_nodes(graph) for _, graph in self._graphs):
            raise WrongSource(self._files[0].name, "holds no SKOS concepts")
        return [
            ConceptStage("concepts", self.format, lambda after: _behind(self._concepts(), after)),
            LinkStage("broader", lambda after: _behind(self._links(), after)),
        ]

    @cached_property
    def _graphs(self) -> list[tuple[str, Any]]:
        return [(path.name, read_graph(path)) for path in self._files]

    def _concepts(self) -> Iterator[Item | Problem]:
        """One concept after the other; "lines" are their places in each document, by name."""
        whole = len(self._graphs) == 1  # several documents may each say a part
        number = 0
        for file, graph in self._graphs:
            for line, node in enumerate(concept_nodes(graph), 1):
                number += 1
                columns = {"uri": str(node)}
                try:
                    concept = read_concept(graph, node, self._language, whole)
                except BadRecord as error:
                    yield Problem(file, line, error.field, error.reason, columns, str(number))
                else:
                    yield Item(file, line, str(number), columns, (concept,))

    def _links(self) -> Iterator[Item | Problem]:
        number = 0
        for file, graph in self._graphs:
            places = {str(node): line for line, node in enumerate(concept_nodes(graph), 1)}
            for link in read_links(graph):
                number += 1
                columns = {"uri": link.narrow, "broader": link.broad}
                line = places.get(link.narrow) or places.get(link.broad, 1)
                yield Item(file, line, str(number), columns, (link,))


def _behind(items: Iterator[Item | Problem], after: str) -> Iterator[Item | Problem]:
    return islice(items, int(after or 0), None)
