/* A library without kernel_init. */
int noinit_is_not_an_entry_point(void);

int noinit_is_not_an_entry_point(void) {
    return 1;
}
