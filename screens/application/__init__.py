"""What every application of ours is: how keys reach it, how it answers, how it ends."""
