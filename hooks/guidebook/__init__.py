"""What makes a cited guide of Markdown pages: plain Python, text in, text and findings out."""
