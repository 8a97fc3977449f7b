//! Clean-up of typed values: digits, direction marks, white space.
