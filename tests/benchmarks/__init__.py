"""Every claim of speed, measured side by side with what it is compared to. Run by `sh packaging/run.sh bench`."""
