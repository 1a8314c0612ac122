"""The network as answers tell it: texts that name somebody who is restricted are as if they were not there.

This is the one place where that is decided for answers. The read model leaves such texts out in the same way,
so they are not searched either. For the restricted person the texts that name nobody else are there, found
through nothing. Who writes reads the network itself, or what is withheld would be written away.
"""

from dataclasses import replace

from graph.algorithms.mentions import Mentions, without_mentions
from graph.algorithms.withholding import WithheldTexts
from graph.ports import R
from graph.snapshot.unused import NOBODY, Unused
from policy.viewer import Viewer
from queries.network import Network


def told(network: Network, viewer: Viewer) -> Network:
    """`network` as it is told to `viewer`: from every door, the operator's too. O(1), and no round trip."""

    held: tuple[Unused, Mentions] = (NOBODY, NOBODY.all)

    def mentions(revision: int) -> Mentions:
        nonlocal held
        unused = network.read_model.unused(revision)
        if unused is not held[0]:
            held = unused, unused.but(viewer.person)
        return held[1]

    return replace(network, store=WithheldTexts(network.store, mentions))


def as_told(network: Network, viewer: Viewer, record: R) -> R:
    """What an act made or found, as it is told to who acted.

    A record that says nothing without its text is told as it is: who acted has just said it.
    """
    mentions = network.read_model.unused(network.store.revision()).but(viewer.person)
    left = without_mentions(record, mentions)
    return record if left is None else left
