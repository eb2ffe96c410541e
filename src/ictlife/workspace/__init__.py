"""A folder on disk: where things are, reading it whole, writing with care（作業フォルダ）."""
