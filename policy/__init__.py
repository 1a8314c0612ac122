"""Who may see whom, for which purpose, and how often they may be asked. Pure functions.

Belongs here: rules over records and arrays that somebody could read aloud to an alumna. Does not
belong here: reading a store, the shape of an answer, HTTP.
"""
