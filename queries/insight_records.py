"""Reading insights, and whether a viewer may read one."""

from graph.keys import NO_KEY, Key
from graph.model import Insight
from graph.ports import Store
from policy.gates import Status, readable
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Sight, look


def insight_at(store: Store, key: Key) -> tuple[Insight, int] | None:
    """The insight at `key` and its revision. One round trip."""
    stored = store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Insight):
        return None
    return stored.record, stored.revision


def may_read_insight(network: Network, viewer: Viewer, insight: Insight) -> bool:
    """Whether it is there for the viewer: see `is_for`. A few round trips."""
    sight = look(network, viewer, [insight.author])
    return is_for(insight, viewer, sight.viewer_status, sight)


def is_for(insight: Insight, viewer: Viewer, status: Status | None, sight: Sight) -> bool:
    """Whether an insight is there for the viewer; `sight` is of its author, and of who told what came of it.

    The author reads their own and who asked for it reads it; others of the audience do as long as the author
    exists for them and shows them what they know.
    """
    if insight.author not in sight.cards:
        return False
    if viewer.person and viewer.person == insight.author:
        return True
    if not sight.showing([insight.author], "skills", viewer):
        return False
    asked = viewer.person != NO_KEY and viewer.person == insight.asked_by
    return asked or readable(insight.audience, viewer, status)
