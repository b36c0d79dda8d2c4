// A Helix module in C++ whose functions throw.
#include <stdexcept>
#include <helix/module.h>
#include <sxs/kernel_api.h>

static const sxs_api_table_t *api;

class Counter {
public:
    int value = 41;
};

static void *create() {
#ifdef CREATE_THROWS
    throw std::runtime_error("no memory");
#endif
    return new Counter;
}

static void destroy(void *module) {
    delete static_cast<Counter *>(module);
    throw std::runtime_error("from destroy");
}

static int32_t init(void *module) {
    static_cast<Counter *>(module)->value++;
#ifdef INIT_THROWS
    throw std::runtime_error("no device");
#endif
    return 0;
}

static int32_t cleanup(void *) { throw 7; }

static sxs_object_t throws(sxs_context_t, sxs_object_t) { throw std::runtime_error("out of paper"); }

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "throws", throws, SXS_TYPE_INT, 0);
}

int32_t helix_handle_message(void *module, const struct helix_message *, struct helix_message *out) {
    out->type = static_cast<Counter *>(module)->value == 42 ? "initialised" : "not initialised";
    return 0;
}

HELIX_MODULE("helix-cpp", 1, 0, 0, 0, 0, create, destroy, init, cleanup);
