# Refusals of the file store.

file-too-large = This file is larger than the { $bytes_max } bytes that are allowed.
file-range-outside = The part asked for lies outside the file, which is { $bytes } bytes long.
