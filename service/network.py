"""What questions are asked of, over an open store."""

from graph.algorithms.store_ties import StoreTies
from graph.ports import TieSource
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from graph.uploads import UploadFolder
from queries.network import Network
from service.opening import Service, fingerprint


def network_of(service: Service) -> Network:
    """The network of an installation. Its read model is opened, or built, with the first question."""
    settings, store = service.settings, service.store
    owner = fingerprint(settings, service.installation)
    read_model = ReadModel(store, settings.data / "read-models" / owner[:16], owner, service.report)
    ties: TieSource = StoreTies(store) if settings.ties == "store" else SnapshotTies(store, read_model)
    return Network(
        store,
        read_model,
        ties,
        service.keys,
        service.installation.home,
        settings.clock,
        service.noted,
        service.erasures,
        settings.rehire_weights(),
        UploadFolder(settings.data / "uploads", service.locks),
    )
