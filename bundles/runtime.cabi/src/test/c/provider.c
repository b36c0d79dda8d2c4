/* What other modules use: a function, a variable, something weak, something hidden. */
#include "sxs/kernel_api.h"
int provided_value = 5;
const char *provided_name(void);
const char *provided_name(void) { return NAME; }
int provided_sum(int a, int b);
int provided_sum(int a, int b) { return a + b + provided_value; }
__attribute__((weak)) int provided_weakly(void);
int provided_weakly(void) { return 8; }
__attribute__((visibility("hidden"))) int provided_to_nobody(void);
int provided_to_nobody(void) { return 9; }
void kernel_init(sxs_registry_t registry, const struct sxs_api_table_t *table) { (void)registry; (void)table; }
