# INIT_FAILED: the module raised SystemExit
raise SystemExit
