"""Writes that a person does: one file an action, each a function of an Act and its parameters.

An action reads what it needs, asks policy, and writes once with what it expects; `repeated` tries again
when somebody else wrote in between. What a rule does not allow is Refused, with what to do instead.
Belongs here: what changes together. Does not belong here: rules (policy), reads that doors need
(queries), doors. Imports (`ingest`) are not actions.
"""
