"""Generated companies in the formats that `kith ingest` reads. Imports none of our other rooms.

Belongs here: word lists and the arithmetic that turns (seed, number) into people, ties and evidence.
Nothing here is about a real person or a real company: names are put together from lists, domains
end in .example or are example.com, .org and .net, telephone numbers come from the ranges kept for fiction.
"""
