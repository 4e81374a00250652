"""What somebody lets pass, and what that makes of a result."""
