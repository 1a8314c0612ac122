"""The GraphQL door: schema, types, loaders, limits, authentication, error mapping. Thin."""
