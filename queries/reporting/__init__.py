"""Reports for those who run the network, a question a file; `catalogue` lists them.

A report is made from what may be counted (`counted`, `knowledge`, `tours`), tells it by the one rule of
policy.reporting, and is kept as it was told (`published`). What names or lists people does not belong here.
"""
