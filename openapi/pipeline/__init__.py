"""The code behind the make targets: overlay, generation, update, review."""
