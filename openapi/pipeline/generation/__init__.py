"""Generation: from the description to the generated package."""
