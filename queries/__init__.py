"""Reads: one file a question, with frozen parameters, a frozen answer and one function.

Belongs here: what a question means, in terms of the read model, the store and the policy. Does not
belong here: writing, formats, doors.
"""
