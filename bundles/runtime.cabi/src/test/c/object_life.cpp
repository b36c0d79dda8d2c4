// Static objects, constructors and destructors: what runs when, written into a file. Exceptions inside and out of functions.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>
#include "sxs/kernel_api.h"
static const sxs_api_table_t *api;
static void trace(const char *word) {
    if (FILE *file = std::fopen(TRACE, "a")) {
        std::fprintf(file, "%s\n", word);
        std::fclose(file);
    }
}
struct Noted {
    const char *name;
    explicit Noted(const char *n) : name(n) { trace((std::string("make ") + name).c_str()); }
    ~Noted() { trace((std::string("destroy ") + name).c_str()); }
};
static Noted first("first");
static Noted second("second");
__attribute__((constructor(200))) static void early() { trace("constructor 200"); }
__attribute__((constructor)) static void plain() { trace("constructor"); }
__attribute__((destructor)) static void last() { trace("destructor"); }
__attribute__((destructor(200))) static void very_last() { trace("destructor 200"); }
static Noted &lazy() { static Noted made("lazy"); return made; }

struct Shape { virtual ~Shape() {} virtual int area() const = 0; };
struct Square : Shape { int side; explicit Square(int s) : side(s) {} int area() const override { return side * side; } };
inline int &shared_counter() { static int value = 0; return value; }
template <typename T> T twice(T value) { return value + value; }
struct Refused : std::runtime_error { using std::runtime_error::runtime_error; };
static int deep(int n) { std::vector<int> held(8, n); if (n == 0) throw Refused("deep inside"); return deep(n - 1) + held[3]; }

static sxs_object_t argument(sxs_object_t args) { return api->list_at(api->as_list(args), 0); }
static sxs_object_t catches(sxs_context_t, sxs_object_t args) {
    try { return api->create_int(deep(api->as_int(argument(args)))); }
    catch (const Refused &e) { return api->create_string(e.what()); }
}
static sxs_object_t throws(sxs_context_t, sxs_object_t args) { throw Refused(api->as_string(argument(args))); }
static sxs_object_t calls(sxs_context_t, sxs_object_t) {
    std::unique_ptr<Shape> shape(new Square(6));
    std::map<std::string, int> known{{"a", 1}, {"b", twice(3)}};
    return api->create_int(dynamic_cast<Square *>(shape.get())->area() * 100 + known.at("b") * 10 + ++shared_counter());
}
static sxs_object_t makes(sxs_context_t, sxs_object_t) { return api->create_string(lazy().name); }
extern "C" void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    trace("init");
    table->register_function(registry, "catches", catches, SXS_TYPE_STRING, 0);
    table->register_function(registry, "throws", throws, SXS_TYPE_STRING, 0);
    table->register_function(registry, "calls", calls, SXS_TYPE_INT, 0);
    table->register_function(registry, "makes", makes, SXS_TYPE_STRING, 0);
}
