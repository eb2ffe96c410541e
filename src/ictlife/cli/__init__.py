"""The commands（コマンド）: parse options, call the api, hand a view to a renderer."""
