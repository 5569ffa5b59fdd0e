# Absagen der Dateiablage.

file-too-large = Diese Datei ist größer als die erlaubten { $bytes_max } Bytes.
file-range-outside = Der verlangte Teil liegt außerhalb der Datei, die { $bytes } Bytes lang ist.
