"""Each contender is a script run in a process of its own; what it measures inside it prints through `inside.report`."""
