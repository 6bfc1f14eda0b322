"""A row as a noisy reading of its heading: posteriors of every cell in every slot.

The pair hidden Markov model, its batches of rows, and the moves it can make. What a document teaches is in `lessons`.
"""
