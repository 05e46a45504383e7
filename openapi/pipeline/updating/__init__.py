"""Take in a new description of the vendor."""
