"""Users and how they sign in. Roles and organisations are the network's."""
