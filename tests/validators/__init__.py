"""Other people's programs that judge the documents we write: Open XML SDK, veraPDF, LibreOffice."""
