"""Generated companies in the formats that `kith ingest` reads. Imports none of our other rooms."""
