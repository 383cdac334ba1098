"""Job Results Viewer: fetch, keep and look at what a Valossa video-analysis job found."""

__version__ = "0.1.0"
