"""What all pictures share: letters, looks, labels, the frame, and the question whether a picture is good."""
