"""The base of generated code and of the clients, without HTTP."""
