"""What lies between two roles: flow, handoffs, outcomes and contests."""
