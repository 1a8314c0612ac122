"""Two records of one person become one, and two again.

Belongs here: which records change and under which keys, and the journal by which it is undone.
Does not belong here: what a record is afterwards (policy.merging, policy.combining, policy.unmerging).
"""
