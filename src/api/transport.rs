//! Requests and answers with limits of time and size; no redirects, no compression.
