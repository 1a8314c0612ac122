"""What the schema is made of: types, each with how it is made from an answer of queries/."""
