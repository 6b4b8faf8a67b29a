"""What a story is about: the rules of topics.yml, asked of its words and mentions."""
