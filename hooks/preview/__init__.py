"""The live preview: a build after a save makes what the save touches, and is a whole build.

Nothing here knows what depends on what. Each build goes through all events of MkDocs in their
order; what takes long is kept with everything that went into it, and taken again where the same
goes in:

- what Markdown made of a page: of its file, of the data and the addresses of its decision guide,
  and of what it asked the list of files for;
- numbers, lists, checks and the like: in `Memory`, where they are made;
- a page as its template shows it: of the page itself, and of the heads and the addresses of all
  pages, which is all that templates ask of other pages;
- a copied file: of what it holds, or of its time and its size on the disk.

After `--dirty` MkDocs asks each file whether it `is_modified`, and passes over what isn't. Here
these comparisons give the answer. What a build writes goes into an empty folder, and from there
into the served one, where nothing stays that the build neither wrote nor passed over. Where
anything around the pages changes (mkdocs.yml, a template, the day), and where others take part in
a build (plugins, extensions that read files, MkDocs' own checks), all that was kept is forgotten.

Two things are made when a browser asks for them: the files of the search, in which each word
counts by all pages, and the copy to read offline.
"""
