"""One medium a file: each turns a neutral Document into bytes (KEY, SUFFIX, MEDIA_TYPE, write)."""
