"""The outbox: what is to be told to people is sent from here, at least once, after the change is kept.

Belongs here: texts, letters, the two channels (mail and webhooks), and the worker that tries and tries again.
Does not belong here: who is told what and when (policy.notices, actions.notices).
"""
