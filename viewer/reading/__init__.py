"""Bytes in reach: sources, the JSON index, text decoding and the scan of timing lines."""
