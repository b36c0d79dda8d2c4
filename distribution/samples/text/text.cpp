// Text functions, as an example of a kernel in C++: the functions throw, the boundary raises.
#include <new>
#include <stdexcept>
#include <string>
#include <sxs/kernel_api.h>
#include <vector>

namespace {

enum { BAD_ARGUMENT = 1, TOO_LONG = 2, OUT_OF_MEMORY = 3, OTHER = 4 };

const std::size_t LONGEST = 16 * 1024 * 1024;

const sxs_api_table_t *api;

// What a C++ exception may not do is leave a kernel function: the caller is C, where nobody can catch
// it and the process ends. So each function is registered as guarded<function>.
template <sxs_object_t (*function)(sxs_object_t args)>
sxs_object_t guarded(sxs_context_t ctx, sxs_object_t args) {
    try {
        return function(args);
    } catch (const std::invalid_argument &problem) {
        return api->raise(ctx, BAD_ARGUMENT, problem.what());
    } catch (const std::length_error &problem) {
        return api->raise(ctx, TOO_LONG, problem.what());
    } catch (const std::bad_alloc &) {
        return api->raise(ctx, OUT_OF_MEMORY, "no memory for the result");
    } catch (const std::exception &problem) {
        return api->raise(ctx, OTHER, problem.what());
    } catch (...) {
        return api->raise(ctx, OTHER, "an exception of an unknown type");
    }
}

sxs_object_t argument(sxs_object_t args, std::size_t index) {
    return api->list_at(api->as_list(args), index);
}

std::string to_string(sxs_object_t object) {
    std::size_t length = 0;
    const uint8_t *bytes = api->as_bytes(object, &length);
    return std::string(bytes, bytes + length);
}

sxs_object_t to_object(const std::string &text) {
    return api->create_bytes(reinterpret_cast<const uint8_t *>(text.data()), text.size());
}

void check_length(std::size_t length) {
    if (length > LONGEST) throw std::length_error("the result would be longer than 16777216 bytes");
}

// Not std::toupper: it asks the host's locale, and knows no character of more than one byte.
char upper_letter(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

sxs_object_t upper(sxs_object_t args) {
    std::string text = to_string(argument(args, 0));
    for (char &c : text) c = upper_letter(c);
    return to_object(text);
}

sxs_object_t split(sxs_object_t args) {
    const std::string text = to_string(argument(args, 0)), separator = to_string(argument(args, 1));
    if (separator.empty()) throw std::invalid_argument("split: 'separator' is empty");
    std::vector<sxs_object_t> parts;
    std::size_t from = 0, at;
    while ((at = text.find(separator, from)) != std::string::npos) {
        parts.push_back(to_object(text.substr(from, at - from)));
        from = at + separator.size();
    }
    parts.push_back(to_object(text.substr(from)));
    return api->create_bracket_list(parts.data(), parts.size());
}

std::string part(void *list, std::size_t index) {
    sxs_object_t object = api->list_at(list, index);
    if (api->get_type(object) != SXS_TYPE_STRING)
        throw std::invalid_argument("join: element " + std::to_string(index) + " of 'parts' is no :str");
    return to_string(object);
}

sxs_object_t join(sxs_object_t args) {
    void *parts = api->as_list(argument(args, 0));
    const std::string separator = to_string(argument(args, 1));
    std::string text;
    for (std::size_t i = 0, count = api->list_size(parts); i < count; i++) {
        if (i != 0) text += separator;
        text += part(parts, i);
        check_length(text.size());
    }
    return to_object(text);
}

sxs_object_t repeat(sxs_object_t args) {
    const std::string text = to_string(argument(args, 0));
    const long long times = api->as_int(argument(args, 1));
    if (times < 0) throw std::invalid_argument("repeat: 'times' is " + std::to_string(times));
    if (text.empty()) return to_object(text);
    const unsigned long long most = LONGEST / text.size();
    check_length(static_cast<unsigned long long>(times) > most ? LONGEST + 1 : 0);
    std::string result;
    for (long long i = 0; i < times; i++) result += text;
    return to_object(result);
}

}  // namespace

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "upper", guarded<upper>, SXS_TYPE_STRING, 0);
    api->register_function(registry, "split", guarded<split>, SXS_TYPE_BRACKET_LIST, 0);
    api->register_function(registry, "join", guarded<join>, SXS_TYPE_STRING, 0);
    api->register_function(registry, "repeat", guarded<repeat>, SXS_TYPE_STRING, 0);
}
