// A kernel to start from: functions that throw, and a boundary that no exception crosses. Replace them with yours: here, in
// kernel_init, in kernel.sxs and in test/test.cpp.
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <sxs/kernel_api.h>
#include <vector>

namespace {

// Codes that `raise` gives: yours to choose, and part of what callers rely on.
enum { BAD_ARGUMENT = 1, OUT_OF_MEMORY = 2, OTHER = 3 };

std::string hello(const std::string &name) {
    if (name.empty()) throw std::invalid_argument("hello: 'name' is empty");
    return "Hello, " + name + "!";
}

std::string join(const std::string &separator, const std::vector<std::string> &parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); i++) text += (i == 0 ? "" : separator) + parts[i];
    return text;
}

// From here on what Kernos calls.

const sxs_api_table_t *api;

std::size_t count(sxs_object_t args) {
    return api->list_size(api->as_list(args));
}

std::string text(sxs_object_t args, std::size_t index) {
    std::size_t length = 0;
    const uint8_t *bytes = api->as_bytes(api->list_at(api->as_list(args), index), &length);
    return std::string(bytes, bytes + length);
}

sxs_object_t object(const std::string &text) {
    return api->create_bytes(reinterpret_cast<const uint8_t *>(text.data()), text.size());
}

sxs_object_t call_hello(sxs_object_t args) {
    return object(hello(text(args, 0)));
}

sxs_object_t call_join(sxs_object_t args) {
    std::vector<std::string> parts;
    for (std::size_t i = 1; i < count(args); i++) parts.push_back(text(args, i));
    return object(join(text(args, 0), parts));
}

// What a C++ exception may not do is leave a kernel function. So each function is registered as guarded<function>.
template <sxs_object_t (*function)(sxs_object_t args)>
sxs_object_t guarded(sxs_context_t ctx, sxs_object_t args) {
    try {
        return function(args);
    } catch (const std::invalid_argument &problem) {
        return api->raise(ctx, BAD_ARGUMENT, problem.what());
    } catch (const std::bad_alloc &) {
        return api->raise(ctx, OUT_OF_MEMORY, "no memory for the result");
    } catch (const std::exception &problem) {
        return api->raise(ctx, OTHER, problem.what());
    } catch (...) {
        return api->raise(ctx, OTHER, "an exception of an unknown type");
    }
}

}  // namespace

// Called once, when the kernel is loaded. Keep the table; register each function of kernel.sxs, with 1 at the end where the last
// parameter takes any number of arguments.
void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "hello", guarded<call_hello>, SXS_TYPE_STRING, 0);
    api->register_function(registry, "join", guarded<call_join>, SXS_TYPE_STRING, 1);
}
