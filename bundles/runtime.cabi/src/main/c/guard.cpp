// Catches what a function of a kernel throws (native H-6). Those of fewer arguments are called in the same way. A library of its own, because it needs the C++ library: it is opened for
// kernels that need that too.
#include <cstdio>
#include <exception>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

extern "C" EXPORT void *kernos_guard(
    void *(*run)(void *, void *, void *), void *first, void *second, void *third, char *caught, std::size_t size) {
    try {
        return run(first, second, third);
    } catch (const std::exception &e) {
        std::snprintf(caught, size, "%s", e.what()[0] == 0 ? "an exception without a text" : e.what());
    } catch (...) {
        std::snprintf(caught, size, "an exception that is no std::exception");
    }
    return nullptr;
}
