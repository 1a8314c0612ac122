"""Ask a running job to stop: it does so behind the batch that it is at."""

from dataclasses import replace
from typing import Final

from graph.errors import Conflict, InvalidValue
from graph.keys import Key
from graph.model import Job
from graph.ports import Store

_TRIES: Final = 20


def ask_to_cancel(store: Store, job: Key) -> None:
    """Raises InvalidValue when there is no such job, or it has ended."""
    for attempt in range(_TRIES):
        stored = store.fetch([job]).found.get(job)
        if stored is None or not isinstance(stored.record, Job):
            raise InvalidValue("job", job, "there is no such job")
        if stored.record.state != "running":
            raise InvalidValue("job", job, f"it has ended: {stored.record.state}")
        try:
            store.apply([replace(stored.record, cancel_asked=True)], {job: stored.revision})
        except Conflict:  # the job wrote a batch meanwhile
            if attempt == _TRIES - 1:
                raise
        else:
            return
