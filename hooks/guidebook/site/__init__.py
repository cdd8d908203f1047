"""The site around the pages: its list from A to Z, its stylesheet, its copy to take along."""
