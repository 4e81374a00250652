"""What all pictures share: letters, looks, labels and the frame."""
