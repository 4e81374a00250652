"""Swimlanes in the making: columns and lanes, ways of edges, their tracks, coordinates and points."""
