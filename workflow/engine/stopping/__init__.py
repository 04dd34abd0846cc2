"""What stops a line: holds on people, letters of complaint and denunciation."""
