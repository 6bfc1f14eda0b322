"""The folder `seeds/`: the register of documents, and the judgement of experts, as CSV that anyone can edit."""
