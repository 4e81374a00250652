"""What plugs into the build of a company."""
