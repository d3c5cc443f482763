//! The press: reads a folder of articles, checks them and writes the site.
