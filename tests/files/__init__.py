"""Reading models from the disk and from commits."""
