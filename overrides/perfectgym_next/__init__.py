"""Python client for the PerfectGym Next API."""
