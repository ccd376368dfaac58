"""All of Frontdesk that is not a box in a picture."""
