"""From the description to the generated package."""
