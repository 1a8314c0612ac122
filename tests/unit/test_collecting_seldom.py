"""Looking for garbage less often while records come in, by several threads at once."""

import gc

from ingest.collector import collecting_seldom


def test_the_last_of_several_sets_things_back() -> None:
    before = gc.get_threshold()
    one, other = collecting_seldom(), collecting_seldom()
    one.__enter__()
    other.__enter__()
    seldom = gc.get_threshold()
    assert seldom[0] > before[0]
    one.__exit__(None, None, None)
    assert gc.get_threshold() == seldom
    other.__exit__(None, None, None)
    assert gc.get_threshold() == before
