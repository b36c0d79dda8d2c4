/*
 * Uniform random values. They come from getentropy, 256 bytes at a time, and not from a seeded
 * generator: people make tokens and passwords with a function named `string`.
 */
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sxs/kernel_api.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif

enum { EMPTY_RANGE = 1, BAD_LENGTH = 2, NO_ENTROPY = 3, OUT_OF_MEMORY = 4, NOT_FINITE = 5 };

#define POOL_SIZE 256 /* the most that one getentropy gives */
#define LONGEST (16 * 1024 * 1024)

/* Per thread, so that no lock is needed; plain bytes, because a destructor would pin the library. */
static __thread uint8_t pool[POOL_SIZE];
static __thread size_t pool_left;

static const sxs_api_table_t *api;

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

static sxs_object_t no_entropy(sxs_context_t ctx) {
    char message[128];
    snprintf(message, sizeof message, "the system gives no random bytes: %s", strerror(errno));
    return api->raise(ctx, NO_ENTROPY, message);
}

/* Takes bytes out of the pool and wipes them there. 0 when the system gives none. */
static int take(void *bytes, size_t count) {
    if (pool_left < count) {
        if (getentropy(pool, POOL_SIZE) != 0) return 0;
        pool_left = POOL_SIZE;
    }
    pool_left -= count;
    memcpy(bytes, pool + pool_left, count);
    memset(pool + pool_left, 0, count);
    return 1;
}

/*
 * A number in [0, span]. 2^64 is no multiple of most counts, so that a plain remainder would
 * favour small results: numbers below 2^64 mod count are thrown away.
 */
static int take_up_to(uint64_t span, uint64_t *number) {
    uint64_t count = span + 1;
    uint64_t rejected = count == 0 ? 0 : (0 - count) % count;
    do {
        if (!take(number, sizeof *number)) return 0;
    } while (*number < rejected);
    if (count != 0) *number %= count;
    return 1;
}

static sxs_object_t int_range(sxs_context_t ctx, sxs_object_t args) {
    long long min = api->as_int(argument(args, 0)), max = api->as_int(argument(args, 1));
    uint64_t number;
    if (min > max) {
        char message[96];
        snprintf(message, sizeof message, "min %lld is greater than max %lld", min, max);
        return api->raise(ctx, EMPTY_RANGE, message);
    }
    if (!take_up_to((uint64_t)max - (uint64_t)min, &number)) return no_entropy(ctx);
    return api->create_int((long long)((uint64_t)min + number));
}

static sxs_object_t real_range_error(sxs_context_t ctx, double min, double max) {
    char message[96];
    if (!isfinite(min) || !isfinite(max))
        return api->raise(ctx, NOT_FINITE, "min and max have to be finite numbers");
    if (min <= max) return NULL;
    snprintf(message, sizeof message, "min %g is greater than max %g", min, max);
    return api->raise(ctx, EMPTY_RANGE, message);
}

static sxs_object_t real_range(sxs_context_t ctx, sxs_object_t args) {
    double min = api->as_real(argument(args, 0)), max = api->as_real(argument(args, 1));
    sxs_object_t error = real_range_error(ctx, min, max);
    uint64_t number;
    if (error != NULL) return error;
    if (!take(&number, sizeof number)) return no_entropy(ctx);
    double part = (double)(number >> 11) / 9007199254740991.0; /* 53 bits: [0, 1], both included */
    /* Not min + part * (max - min), which overflows for the widest ranges. */
    double value = min * (1.0 - part) + max * part;
    return api->create_real(fmin(fmax(value, min), max)); /* rounding may leave a narrow range */
}

/* Fills the text with characters of the alphabet; bytes beyond its last multiple are thrown away. */
static int fill(char *text, size_t length, const char *alphabet, size_t letters) {
    size_t accepted = 256 - 256 % letters;
    for (size_t i = 0; i < length;) {
        uint8_t byte;
        if (!take(&byte, 1)) return 0;
        if (byte < accepted) text[i++] = alphabet[byte % letters];
    }
    return 1;
}

static sxs_object_t bad_length(sxs_context_t ctx, long long length) {
    char message[96];
    snprintf(message, sizeof message, "length %lld is not between 0 and %d", length, LONGEST);
    return api->raise(ctx, BAD_LENGTH, message);
}

static sxs_object_t text_of(sxs_context_t ctx, sxs_object_t args, const char *alphabet) {
    long long length = api->as_int(argument(args, 0));
    if (length < 0 || length > LONGEST) return bad_length(ctx, length);
    char *text = malloc((size_t)length + 1);
    if (text == NULL) return api->raise(ctx, OUT_OF_MEMORY, "no memory for the string");
    sxs_object_t result = fill(text, (size_t)length, alphabet, strlen(alphabet))
                              ? api->create_bytes((const uint8_t *)text, (size_t)length)
                              : no_entropy(ctx);
    free(text);
    return result;
}

static sxs_object_t string(sxs_context_t ctx, sxs_object_t args) {
    return text_of(ctx, args,
                   " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                   "abcdefghijklmnopqrstuvwxyz{|}~");
}

static sxs_object_t string_alpha(sxs_context_t ctx, sxs_object_t args) {
    return text_of(ctx, args, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "int_range", int_range, SXS_TYPE_INT, 0);
    api->register_function(registry, "real_range", real_range, SXS_TYPE_REAL, 0);
    api->register_function(registry, "string", string, SXS_TYPE_STRING, 0);
    api->register_function(registry, "string_alpha", string_alpha, SXS_TYPE_STRING, 0);
}
