"""Citations: from `[@key]` in a page's text to numbered links, lists and letters that lead back."""
