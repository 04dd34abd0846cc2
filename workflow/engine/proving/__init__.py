"""Evidence: results, posts, initiatives – and what each line's criteria say to them."""
