"""Pages for a browser and for paper（HTMLの頁）: no request, nothing from elsewhere."""
