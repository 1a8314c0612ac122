"""`kith ingest taxonomy (esco|onet|skos) PATH...`: skills with their labels, and what is broader."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ingest.source import Source, WrongSource
from ingest.sources.taxonomy.esco import EscoSource
from ingest.sources.taxonomy.onet import OnetSource
from ingest.sources.taxonomy.skos import SkosSource

FORMATS: Mapping[str, Callable[[Sequence[Path]], Source]] = {
    "esco": EscoSource,
    "onet": OnetSource,
    "skos": SkosSource,
}


def taxonomy_source(format: str, paths: Sequence[Path]) -> Source:
    """The taxonomy in the files or folders at `paths`. Raises BadSource and WrongSource."""
    kind = FORMATS.get(format)
    if kind is None:
        raise WrongSource(format, f"not a kind of taxonomy: expected {', '.join(FORMATS)}")
    return kind(paths)


__all__ = ["FORMATS", "EscoSource", "OnetSource", "SkosSource", "taxonomy_source"]
