"""One package a tag: its resource classes, and a module for each operation."""
