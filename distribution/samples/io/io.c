/*
 * Formatted output to the standard output. The whole text is made first and written then, so that a
 * call that fails has written nothing, and calls from several threads do not mix.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sxs/kernel_api.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

enum {
    TOO_FEW_ARGUMENTS = 1,
    TOO_MANY_ARGUMENTS = 2,
    WRONG_TYPE = 3,
    UNKNOWN_DIRECTIVE = 4,
    WRITE_FAILED = 5,
    OUT_OF_MEMORY = 6
};

/* One running call: where it reads, what it has made so far, and its first error. */
typedef struct {
    sxs_context_t ctx;
    void *args;
    size_t next; /* the argument that the next directive takes */
    char *text;
    size_t length, capacity;
    sxs_object_t error;
} put_t;

static const sxs_api_table_t *api;
static locale_t c_locale;
static pthread_mutex_t output_lock = PTHREAD_MUTEX_INITIALIZER;

static const char *type_name(sxs_type_t type) {
    switch (type) {
        case SXS_TYPE_NONE: return ":none";
        case SXS_TYPE_SOME: return ":some";
        case SXS_TYPE_PAREN_LIST: return ":list-p";
        case SXS_TYPE_BRACE_LIST: return ":list-c";
        case SXS_TYPE_STRING: return ":str";
        case SXS_TYPE_SYMBOL: return ":symbol";
        case SXS_TYPE_INT: return ":int";
        case SXS_TYPE_REAL: return ":real";
        case SXS_TYPE_BRACKET_LIST: return ":list-b";
        case SXS_TYPE_ERROR: return ":error";
        case SXS_TYPE_DATUM: return ":datum";
        default: return ":aberrant";
    }
}

__attribute__((format(printf, 3, 4))) static void fail(put_t *put, int code, const char *format, ...) {
    char message[160];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    put->error = api->raise(put->ctx, code, message);
}

static int reserve(put_t *put, size_t more) {
    if (put->capacity - put->length >= more) return 1;
    size_t capacity = 2 * (put->length + more);
    char *text = realloc(put->text, capacity);
    if (text == NULL) {
        fail(put, OUT_OF_MEMORY, "no memory for %zu bytes of output", capacity);
        return 0;
    }
    put->text = text;
    put->capacity = capacity;
    return 1;
}

static void append(put_t *put, const void *bytes, size_t count) {
    if (count == 0 || !reserve(put, count)) return;
    memcpy(put->text + put->length, bytes, count);
    put->length += count;
}

static void append_text(put_t *put, sxs_object_t value) {
    size_t count;
    const uint8_t *bytes = api->as_bytes(value, &count);
    append(put, bytes, count);
}

static void append_int(put_t *put, sxs_object_t value) {
    char digits[24];
    append(put, digits, (size_t)snprintf(digits, sizeof digits, "%lld", api->as_int(value)));
}

static void append_real(put_t *put, sxs_object_t value) {
    char digits[352]; /* the largest double has 309 digits before the point */
    append(put, digits, (size_t)snprintf(digits, sizeof digits, "%f", api->as_real(value)));
}

static const char *wanted_types(char directive) {
    return directive == 'd' ? ":int" : directive == 'f' ? ":real" : ":str or :symbol";
}

static int fits(char directive, sxs_type_t type) {
    if (directive == 'd') return type == SXS_TYPE_INT;
    if (directive == 'f') return type == SXS_TYPE_REAL;
    return type == SXS_TYPE_STRING || type == SXS_TYPE_SYMBOL;
}

static void append_argument(put_t *put, char directive) {
    size_t index = put->next++;
    if (index >= api->list_size(put->args)) {
        fail(put, TOO_FEW_ARGUMENTS, "put: no argument for directive %zu, %%%c", index, directive);
        return;
    }
    sxs_object_t value = api->list_at(put->args, index);
    sxs_type_t type = api->get_type(value);
    if (!fits(directive, type))
        fail(put, WRONG_TYPE, "put: directive %zu, %%%c, wants %s, got %s", index, directive,
             wanted_types(directive), type_name(type));
    else if (directive == 'd')
        append_int(put, value);
    else if (directive == 'f')
        append_real(put, value);
    else
        append_text(put, value);
}

/* Takes the byte after a percent sign; `at` is its place in the format. */
static void append_directive(put_t *put, const char *format, size_t length, size_t at) {
    if (at == length)
        fail(put, UNKNOWN_DIRECTIVE, "put: the format ends with a lone %%, write %%%% for a percent sign");
    else if (format[at] == '%')
        append(put, "%", 1);
    else if (format[at] == 'd' || format[at] == 'f' || format[at] == 's')
        append_argument(put, format[at]);
    else
        fail(put, UNKNOWN_DIRECTIVE, "put: unknown directive at byte %zu, expected %%d %%f %%s or %%%%", at - 1);
}

static void render(put_t *put) {
    size_t length, given = api->list_size(put->args), at = 0;
    const char *format = (const char *)api->as_bytes(api->list_at(put->args, 0), &length);
    while (at < length && put->error == NULL) {
        const char *percent = memchr(format + at, '%', length - at);
        size_t end = percent == NULL ? length : (size_t)(percent - format);
        append(put, format + at, end - at);
        if (percent != NULL && put->error == NULL) append_directive(put, format, length, end + 1);
        at = end + 2;
    }
    if (put->error == NULL && put->next < given)
        fail(put, TOO_MANY_ARGUMENTS, "put: the format takes %zu arguments, got %zu", put->next - 1, given - 1);
}

/* Straight to descriptor 1, after what other native code has left in the C library's buffer. */
static int write_out(const put_t *put) {
    size_t done = 0;
    if (fflush(stdout) != 0) return 0;
    while (done < put->length) {
        ssize_t count = write(STDOUT_FILENO, put->text + done, put->length - done);
        if (count < 0 && errno != EINTR) return 0;
        if (count > 0) done += (size_t)count;
    }
    return 1;
}

static sxs_object_t finish(put_t *put) {
    if (put->error != NULL) return put->error;
    pthread_mutex_lock(&output_lock);
    int written = write_out(put), reason = errno;
    pthread_mutex_unlock(&output_lock);
    if (written) return api->create_int((long long)put->length);
    fail(put, WRITE_FAILED, "put: the standard output took not all of %zu bytes: %s", put->length, strerror(reason));
    return put->error;
}

static sxs_object_t put(sxs_context_t ctx, sxs_object_t args) {
    put_t call = {ctx, api->as_list(args), 1, NULL, 0, 0, NULL};
    /* The host may have set a locale that writes 1,5: the output must not depend on it. */
    locale_t before = uselocale(c_locale);
    render(&call);
    uselocale(before);
    sxs_object_t result = finish(&call);
    free(call.text);
    return result;
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    api->register_function(registry, "put", put, SXS_TYPE_INT, 1);
}

void kernel_shutdown(const sxs_api_table_t *table) {
    (void)table;
    if (c_locale != (locale_t)0) freelocale(c_locale);
}
