"""The intake counter: a letter and its list come in, supplements follow, results go out."""
