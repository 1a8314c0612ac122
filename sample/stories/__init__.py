"""Stories that are played through the API, on either store: trust, and an alliance that outlasts a job.

Belongs here: what happens in them, who plays, and the stage that both need. They know kith from outside only:
the command and the API. Does not belong here: what a sample company is.
"""
