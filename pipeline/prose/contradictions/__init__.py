"""Texts that contradict themselves or each other: done and not done of one thing, many came and few came."""
