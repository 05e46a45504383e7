"""The OpenAPI description: reading it, examples of its schemas, and checking values against them."""
