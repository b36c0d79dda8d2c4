int helper(void);
int helper(void) { return 1; }
int kernel_initialise(void);
int kernel_initialise(void) { return helper(); }
