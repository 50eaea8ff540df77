"""`vigie hub …`: a hub is made ready, and told who may send to it and who may read it."""
