int dependency_value(void);
int dependency_value(void) { return 77; }
