"""What a change of the API means for the people who import the package.

``python -m openapi.pipeline.review BASE`` compares a git revision, a description or a wheel with the working tree. The
wire half reads what `@redocly/cli diff` finds, the Python half what griffe finds; both speak of the name that a user
would type, and what both saw of one name is one change.
"""
