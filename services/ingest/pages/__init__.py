"""The upload page: an officer of a unit gets the form, sends the file and sees what became of each row."""
