/*
 * A kernel that writes down its own end, in the file that `record` names: a line when it is shut down, and one when its
 * library is unloaded. Compiled once for each KERNEL.
 */
#include <stdio.h>
#include <sxs/kernel_api.h>

static const sxs_api_table_t *api;
static char path[4096];

static void note(const char *what) {
    FILE *file = path[0] == 0 ? NULL : fopen(path, "a");
    if (file != NULL) {
        fprintf(file, "%s " KERNEL "\n", what);
        fclose(file);
    }
}

static sxs_object_t record(sxs_context_t ctx, sxs_object_t args) {
    (void) ctx;
    return api->create_int(snprintf(path, sizeof path, "%s", api->as_string(api->list_at(api->as_list(args), 0))));
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "record", record, SXS_TYPE_INT, 0);
}

void kernel_shutdown(const sxs_api_table_t *table) {
    (void) table;
    note("shutdown");
}

__attribute__((destructor)) static void unloaded(void) {
    note("unload");
}
