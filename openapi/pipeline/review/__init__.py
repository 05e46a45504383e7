"""Review what a change of the API means for the people who import the package.

``python -m openapi.pipeline.review BASE`` compares a git revision, a description or a wheel with the working tree. Each
step takes data and returns data:

- `inputs` reads what is compared.
- `comparable` prepares the descriptions. `redocly` and `wire_changes` find what changed in them, `union_changes` in
  their unions, `name_changes` in the names derived from them, `python_changes` in the packages.
- `locations` gives every change the name that a user would type, `usage` the operations that it affects.
- `policy` judges it.
- `renames` guesses which removed name has become which new one.
- `report` merges what is known of one name; `migration` and `unnamed` draft what callers and maintainers do about it;
  `page`, `markdown`, `fragment` and `versions` say it to people.

`comparison` runs the steps. No module imports a later one; import-linter checks it.
"""
