"""Settings, the composition root and the background follower: opens everything once."""
