"""The handlers of the operations: one module for each tag, found by its file name."""
