/* The system's clocks, and timestamps as ISO 8601 text in UTC. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sxs/kernel_api.h>
#include <time.h>

enum { CLOCK_UNREADABLE = 1 };

#define NS_PER_S 1000000000LL

static const sxs_api_table_t *api;

static int read_clock(clockid_t clock, long long *time_ns) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) return 0;
    *time_ns = (long long)time.tv_sec * NS_PER_S + time.tv_nsec;
    return 1;
}

static sxs_object_t unreadable(sxs_context_t ctx) {
    return api->raise(ctx, CLOCK_UNREADABLE, strerror(errno));
}

static sxs_object_t format_iso(long long time_ns) {
    /* Division truncates towards zero; a time before 1970 needs the floor. */
    long long seconds = time_ns / NS_PER_S, rest = time_ns % NS_PER_S;
    if (rest < 0) {
        seconds -= 1;
        rest += NS_PER_S;
    }
    time_t whole = (time_t)seconds;
    struct tm utc;
    char text[96]; /* for any six ints, so that the compiler need not know their ranges */
    gmtime_r(&whole, &utc); /* cannot fail: 64-bit nanoseconds stay within the years 1677 to 2262 */
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%09dZ", utc.tm_year + 1900,
             utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, (int)rest);
    return api->create_string(text);
}

static sxs_object_t now_ns(sxs_context_t ctx, sxs_object_t args) {
    long long time_ns;
    (void)args;
    return read_clock(CLOCK_REALTIME, &time_ns) ? api->create_int(time_ns) : unreadable(ctx);
}

static sxs_object_t monotonic_ns(sxs_context_t ctx, sxs_object_t args) {
    long long time_ns;
    (void)args;
    return read_clock(CLOCK_MONOTONIC, &time_ns) ? api->create_int(time_ns) : unreadable(ctx);
}

static sxs_object_t iso(sxs_context_t ctx, sxs_object_t args) {
    long long time_ns;
    (void)args;
    return read_clock(CLOCK_REALTIME, &time_ns) ? format_iso(time_ns) : unreadable(ctx);
}

static sxs_object_t iso_of(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return format_iso(api->as_int(api->list_at(api->as_list(args), 0)));
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "now_ns", now_ns, SXS_TYPE_INT, 0);
    api->register_function(registry, "monotonic_ns", monotonic_ns, SXS_TYPE_INT, 0);
    api->register_function(registry, "iso", iso, SXS_TYPE_STRING, 0);
    api->register_function(registry, "iso_of", iso_of, SXS_TYPE_STRING, 0);
}
