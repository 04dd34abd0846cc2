"""The evidence desk: yearly results, posts, shares and initiatives, entered from papers and withdrawn when they were wrong."""
