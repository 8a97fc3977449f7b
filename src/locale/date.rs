//! Dates and times for people: relative, short and exact.
