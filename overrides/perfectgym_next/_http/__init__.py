"""What the clients send requests with. Private."""
