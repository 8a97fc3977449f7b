//! The program: which screen is shown and what its actions lead to.
