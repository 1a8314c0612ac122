"""What an erasure does to each record: the rules, the walk over all that refers to somebody, and texts.

Belongs here: how a person leaves the network's records. Does not belong here: who may ask for it
(actions.erase) and files (graph.snapshot, graph.erasures, the stores).
"""
