"""Requests for introductions, a file a move: request, answer, withdraw, close.

Each reads the request as it is now (queries.introduction_state), asks policy.introductions for the next
form, and writes it with what people are told and with the revisions that the decision rests on.
"""
