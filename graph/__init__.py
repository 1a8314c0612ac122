"""What the network is and where it is kept. Imports none of our other rooms.

Belongs here: the records (`model`), the errors that carry facts (`errors`), the two ports
(`ports`), identity, one algorithm a module (`algorithms`), the read model (`snapshot`) and the
stores. Does not belong here: who may see what (`policy`), questions (`queries`), file formats
(`ingest`), anything that knows of HTTP or a terminal.
"""
