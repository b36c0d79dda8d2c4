// A kernel whose state hook lets an exception out.
#include <stdexcept>

#include "sxs/kernel_api.h"

void kernel_init(sxs_registry_t, const struct sxs_api_table_t *) {}

int32_t kernel_save_state(uint8_t **, size_t *) { throw std::runtime_error("out of paper"); }

int32_t kernel_restore_state(const uint8_t *, size_t length, uint32_t version) {
    if (length != 3 || version != 2) throw std::runtime_error("other arguments");
    return 0;
}
