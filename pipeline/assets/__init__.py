"""What depends on what. Assets hold no logic: each calls one function of the room that does."""
