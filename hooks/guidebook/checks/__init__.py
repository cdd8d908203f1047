"""What is checked in what editors write: the heads of pages and the navigation."""
