"""How facts from outside get in: jobs (lease, checkpoint, resume, quarantine) and one source a format.

Belongs here: reading files and turning rows into records. Does not belong here: answering
questions, prompts and progress bars (a job reports, a door shows).
"""
