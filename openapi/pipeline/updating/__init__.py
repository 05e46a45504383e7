"""Taking in a new description of the vendor."""
