"""Pay and numbers on pictures: who is paid, what KPIs lead to and hang on, who owns them."""
