// Holds the precompiled header; empty on purpose.
