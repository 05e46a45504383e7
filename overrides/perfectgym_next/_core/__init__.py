"""What generated code and the clients stand on. Knows no HTTP."""
