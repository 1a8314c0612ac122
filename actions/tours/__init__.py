"""Tours of duty, a file an act: plan, accept, check in, end, sign, and what is offered.

Each reads the tour as it is now (actions.tours.found), asks policy.tours for its next form, and writes that
with what it says beside itself, with what its sides are told, and with the revisions that it rests on.
"""
