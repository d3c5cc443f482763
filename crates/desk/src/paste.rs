//! What is pasted from Word, Google Docs or a web page, as clean Markdown.
