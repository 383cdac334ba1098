"""The timeline: everything in a job that has a time, lane by lane over the length of the video, and the same as a list."""
