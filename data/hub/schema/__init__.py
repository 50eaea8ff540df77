"""The tables, functions and rights of the hub, a file a version; `data.hub.installing` runs them."""
