"""Jobs of a researcher that need more than one room; what both interfaces can do."""
