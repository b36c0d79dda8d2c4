/* Prints where each entry of the table is, for comparison with the Java side. */
#include <stdio.h>
#include "sxs/kernel_api.h"
#define AT(entry) printf(#entry "=%zu\n", offsetof(struct sxs_api_table_t, entry))
int main(void) {
    AT(register_function); AT(eval); AT(get_type); AT(as_int); AT(as_real); AT(as_string); AT(as_list); AT(list_size);
    AT(list_at); AT(create_int); AT(create_real); AT(create_string); AT(create_none); AT(as_symbol); AT(create_symbol);
    AT(create_paren_list); AT(create_bracket_list); AT(create_brace_list); AT(some_has_value); AT(some_get_value);
    AT(raise); AT(retain); AT(release); AT(create_error); AT(create_some); AT(create_datum); AT(as_bytes); AT(create_bytes);
    AT(as_ints); AT(as_reals); AT(create_ints); AT(create_reals); AT(log); AT(config);
    AT(size); AT(version);
    printf("sizeof=%zu\n", sizeof(struct sxs_api_table_t));
    printf("sizeof_type=%zu\n", sizeof(sxs_type_t));
    return 0;
}
