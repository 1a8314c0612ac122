"""The schema: one file a type or a small group, loaders, limits, connections, errors.

Belongs here: how a question of queries/ is asked and shown in GraphQL; a resolver is a few lines.
Does not belong here: who may see what (policy), what a question means (queries).
"""
