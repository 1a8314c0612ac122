"""The check of the whole record for who would rather come back for its outcome."""

from functools import partial

from graph.stores.verify import Verification
from policy.viewer import Viewer
from queries.audit import require_officer, verified
from queries.meanwhile import found_or_begun
from queries.network import Network


def verified_or_begun(network: Network, viewer: Viewer, expect: str = "") -> Verification | None:
    """What `verified` finds if it takes no more than a moment; else None, and it is being checked.

    The outcome waits in this process for who asked, and is told them once: who asks after that has the record
    checked anew, since it may be altered without a trace. Raises what `verified` raises.
    """
    require_officer(viewer)
    seal = expect.strip().lower()
    called = f"audit {viewer.person} {seal}"
    question = "audit", viewer.person, seal
    return found_or_begun(network, called, question, partial(verified, network, viewer, seal))
