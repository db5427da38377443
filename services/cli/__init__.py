"""The composition root: the commands, and the processes they start. It may know everything."""
