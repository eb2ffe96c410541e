"""Why the figures of the papers are what they are（理由の組立て）: trees for what no engine has one of its own."""
