/* The samples that reach outside: clocks, entropy, the standard output, database files, threads. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

#define THREADS 8
#define CALLS_PER_THREAD 50

static void in_threads(void *(*body)(void *), void *argument) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, body, argument) != 0) abort();
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
}

/* ---- clock ---- */

void clock_cases(void) {
    long long first = int_of_outcome(CALL0("clock/monotonic_ns"));
    CHECK(int_of_outcome(CALL0("clock/monotonic_ns")) >= first);
    CHECK(int_of_outcome(CALL0("clock/now_ns")) > 1700000000000000000LL);
    CHECK(strlen(text_of_outcome(CALL0("clock/iso"))) == strlen("2001-09-09T01:46:40.000000000Z"));
    CHECK(gives(CALL("clock/iso_of", I(0)), S("1970-01-01T00:00:00.000000000Z")));
    CHECK(gives(CALL("clock/iso_of", I(-1)), S("1969-12-31T23:59:59.999999999Z")));
    CHECK(gives(CALL("clock/iso_of", I(1000000000000000000LL)), S("2001-09-09T01:46:40.000000000Z")));
    CHECK(gives(CALL("clock/iso_of", I(LLONG_MIN)), S("1677-09-21T00:12:43.145224192Z")));
    CHECK(gives(CALL("clock/iso_of", I(LLONG_MAX)), S("2262-04-11T23:47:16.854775807Z")));
}

/* ---- random ---- */

static void random_ints(void) {
    int seen[6] = {0}, below = 0;
    for (int i = 0; i < 6000; i++) {
        long long value = int_of_outcome(CALL("random/int_range", I(-2), I(3)));
        if (value < -2 || value > 3) below = 1;
        else seen[value + 2]++;
    }
    CHECK(!below);
    /* 1,000 each are expected, with a deviation of 29: this fails once in 10^60 runs. */
    for (int i = 0; i < 6; i++) CHECK(seen[i] > 500 && seen[i] < 1500);
    CHECK(gives(CALL("random/int_range", I(7), I(7)), I(7)));
    CHECK(gives(CALL("random/int_range", I(LLONG_MIN), I(LLONG_MIN)), I(LLONG_MIN)));
    CHECK(gives(CALL("random/int_range", I(LLONG_MAX), I(LLONG_MAX)), I(LLONG_MAX)));
    int negative = 0;
    for (int i = 0; i < 200; i++)
        negative += int_of_outcome(CALL("random/int_range", I(LLONG_MIN), I(LLONG_MAX))) < 0;
    CHECK(negative > 20 && negative < 180);
    CHECK(raises(CALL("random/int_range", I(4), I(3)), 1, "min 4 is greater than max 3"));
}

static int real_within(double min, double max) {
    outcome_t outcome = CALL("random/real_range", R(min), R(max));
    double value = host_api.as_real(outcome.object);
    return !outcome.raised && value >= min && value <= max;
}

static void random_reals(void) {
    for (int i = 0; i < 200; i++) {
        CHECK(real_within(-0.5, 0.5));
        CHECK(real_within(-1.7e308, 1.7e308));
        CHECK(real_within(0.1, 0.1));
    }
    CHECK(raises(CALL("random/real_range", R(1.0), R(0.5)), 1, "min 1 is greater"));
    CHECK(raises(CALL("random/real_range", R(NAN), R(0.5)), 5, "finite"));
    CHECK(raises(CALL("random/real_range", R(0.0), R(INFINITY)), 5, "finite"));
}

/* Whether all characters lie in one of two ranges, and each end of both has come up. */
static int covers(const char *text, const char *ends) {
    for (const char *c = text; *c != 0; c++)
        if (!((*c >= ends[0] && *c <= ends[1]) || (*c >= ends[2] && *c <= ends[3]))) return 0;
    for (int i = 0; i < 4; i++)
        if (strchr(text, ends[i]) == NULL) return 0;
    return 1;
}

static void random_strings(void) {
    outcome_t text = CALL("random/string", I(20000)), letters = CALL("random/string_alpha", I(20000));
    CHECK(strlen(text_of_outcome(text)) == 20000 && covers(text_of_outcome(text), " ~ ~"));
    CHECK(strlen(text_of_outcome(letters)) == 20000 && covers(text_of_outcome(letters), "AZaz"));
    CHECK(gives(CALL("random/string", I(0)), S("")));
    CHECK(strlen(text_of_outcome(CALL("random/string_alpha", I(16 * 1024 * 1024)))) == 16 * 1024 * 1024);
    CHECK(raises(CALL("random/string", I(-1)), 2, "length -1"));
    CHECK(raises(CALL("random/string_alpha", I(LLONG_MIN)), 2, "length"));
    CHECK(raises(CALL("random/string", I(16 * 1024 * 1024 + 1)), 2, "16777216"));
}

#define DRAWS 2000

static long long drawn[THREADS * DRAWS];
static int drawn_count;

static void *draw(void *unused) {
    (void)unused;
    for (int i = 0; i < DRAWS; i++) {
        long long value = int_of_outcome(CALL("random/int_range", I(LLONG_MIN), I(LLONG_MAX)));
        drawn[__atomic_fetch_add(&drawn_count, 1, __ATOMIC_SEQ_CST)] = value;
    }
    return NULL;
}

static int by_value(const void *a, const void *b) {
    long long x = *(const long long *)a, y = *(const long long *)b;
    return (x > y) - (x < y);
}

/* Threads that shared a state without care would draw the same number. */
static void random_in_threads(void) {
    int equal = 0;
    in_threads(draw, NULL);
    qsort(drawn, THREADS * DRAWS, sizeof *drawn, by_value);
    for (int i = 1; i < THREADS * DRAWS; i++) equal += drawn[i] == drawn[i - 1];
    CHECK(drawn_count == THREADS * DRAWS && equal == 0);
}

void random_cases(void) {
    random_ints();
    random_reals();
    random_strings();
    random_in_threads();
}

/* ---- io ---- */

static FILE *caught;
static int real_output;

static void catch_output(void) {
    fflush(stdout);
    caught = tmpfile();
    real_output = dup(STDOUT_FILENO);
    if (caught == NULL || dup2(fileno(caught), STDOUT_FILENO) < 0) abort();
}

/* What was written since catch_output; of any bytes. */
static sxs_object_t caught_output(void) {
    char bytes[4096];
    fflush(stdout);
    dup2(real_output, STDOUT_FILENO);
    close(real_output);
    rewind(caught);
    size_t count = fread(bytes, 1, sizeof bytes, caught);
    fclose(caught);
    return host_api.create_bytes((const uint8_t *)bytes, count);
}

/* Whether put gives the length of the text and has written just that. */
#define PUTS(text, ...) \
    (catch_output(), outcome = CALL("io/put", __VA_ARGS__), written = caught_output(), \
     gives(outcome, I(sizeof(text) - 1)) && same(written, B(text)))

/* Whether put raises and has written nothing. */
#define REFUSES(code, part, ...) \
    (catch_output(), outcome = CALL("io/put", __VA_ARGS__), written = caught_output(), \
     raises(outcome, code, part) && same(written, S("")))

static void io_output(void) {
    outcome_t outcome;
    sxs_object_t written;
    CHECK(PUTS("", S("")));
    CHECK(PUTS("plain\n", S("plain\n")));
    CHECK(PUTS("a -5 b", S("a %d b"), I(-5)));
    CHECK(PUTS("-9223372036854775808", S("%d"), I(LLONG_MIN)));
    CHECK(PUTS("1.500000|inf", S("%f|%f"), R(1.5), R(INFINITY)));
    CHECK(PUTS("x=alu/add!", S("%s=%s!"), S("x"), Y("alu/add")));
    CHECK(PUTS("100%%d", S("100%%%%d")));
    CHECK(PUTS("a\0b\0c", B("a\0%s"), B("b\0c")));
    CHECK(PUTS("%d", S("%s"), S("%d")));
}

static void io_refusals(void) {
    outcome_t outcome;
    sxs_object_t written;
    CHECK(REFUSES(1, "directive 2", S("%d %d"), I(1)));
    CHECK(REFUSES(2, "takes 1 arguments, got 2", S("%d"), I(1), I(2)));
    CHECK(REFUSES(2, "takes 0 arguments, got 1", S("x"), I(1)));
    CHECK(REFUSES(3, "directive 1, %d, wants :int, got :str", S("%d"), S("x")));
    CHECK(REFUSES(3, "wants :real, got :int", S("ok %f"), I(1)));
    CHECK(REFUSES(3, "wants :str or :symbol, got :list-b", S("%s"), EMPTY_LIST));
    CHECK(REFUSES(3, "got :none", S("%s"), NONE));
    CHECK(REFUSES(4, "lone %", S("ok %")));
    CHECK(REFUSES(4, "byte 3", S("ok %x"), I(1)));
}

/* The largest double has 309 digits; the text also has to grow while it is made. */
static void io_long_output(void) {
    outcome_t outcome;
    catch_output();
    outcome = CALL("io/put", S("%f %f %f"), R(1.7976931348623157e308), R(-1.7976931348623157e308), R(0.0));
    sxs_object_t written = caught_output();
    CHECK(gives(outcome, I(316 + 1 + 317 + 1 + 8)));
    CHECK(strlen(host_api.as_string(written)) == 643);
}

static void io_full_device(void) {
    int full = open("/dev/full", O_WRONLY);
    if (full < 0) return; /* only Linux has one */
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    dup2(full, STDOUT_FILENO);
    outcome_t outcome = CALL("io/put", S("x"));
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(full);
    CHECK(raises(outcome, 5, "No space left"));
}

static void io_ignores_locale(void) {
    outcome_t outcome;
    sxs_object_t written;
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL) return; /* not installed */
    CHECK(PUTS("1.500000", S("%f"), R(1.5)));
    setlocale(LC_ALL, "C");
}

void io_cases(void) {
    io_output();
    io_refusals();
    io_long_output();
    io_full_device();
    io_ignores_locale();
}

/* ---- sqlite ---- */

static char directory[] = "/tmp/kernos-samples-XXXXXX";
static char path[64];
static int files_before;

static int open_files(void) {
    int count = 0;
    for (int file = 0; file < 256; file++) count += fcntl(file, F_GETFD) != -1;
    return count;
}

static sxs_object_t open_database(const char *name) {
    outcome_t outcome = CALL("sqlite/open", S(name));
    CHECK(!outcome.raised);
    return outcome.object;
}

static void sqlite_values(void) {
    sxs_object_t db = open_database(":memory:");
    CHECK(gives(CALL("sqlite/exec", db, S("create table t(a, b, c, d, e)")), I(0)));
    CHECK(gives(CALL("sqlite/query", db, S("insert into t values(?, ?, ?, ?, x'00ff')"), I(LLONG_MIN), R(0.1),
                     B("n\0\xc3\xa4"), NONE), EMPTY_LIST));
    CHECK(gives(CALL("sqlite/query", db, S("select * from t")),
                LIST(LIST(I(LLONG_MIN), R(0.1), B("n\0\xc3\xa4"), NONE, B("\0\xff")))));
    CHECK(gives(CALL("sqlite/query", db, S("select '', x'', ?"), S("")), LIST(LIST(S(""), S(""), S("")))));
    CHECK(gives(CALL("sqlite/query", db, S("select a from t where a > 0; -- none")), EMPTY_LIST));
    CHECK(gives(CALL("sqlite/exec", db, S("insert into t(a) values(1),(2); update t set b = 5")), I(5)));
    CHECK(gives(CALL("sqlite/query", db, S("select a from t where a > 0 order by a")), LIST(LIST(I(1)), LIST(I(2)))));
    CHECK(gives(CALL("sqlite/exec", db, S("pragma encoding")), I(0)));
    CHECK(gives(CALL("sqlite/close", db), I(0)));
}

static void sqlite_utf16(void) {
    sxs_object_t db = open_database(":memory:");
    CHECK(gives(CALL("sqlite/exec", db, S("pragma encoding = 'UTF-16'; create table t(a)")), I(0)));
    CHECK(gives(CALL("sqlite/exec", db, S("insert into t values('x')")), I(1)));
    CHECK(gives(CALL("sqlite/query", db, S("select a from t")), LIST(LIST(S("x")))));
    CHECK(gives(CALL("sqlite/close", db), I(0)));
}

static void sqlite_refusals(void) {
    sxs_object_t db = open_database(":memory:");
    CHECK(raises(CALL("sqlite/exec", db, S("insert into t values(1)")), 1, "no such table: t"));
    CHECK(raises(CALL("sqlite/exec", db, S("nonsense")), 1, "syntax error"));
    CHECK(raises(CALL("sqlite/exec", db, B("select 1\0; drop")), 21, "NUL"));
    CHECK(raises(CALL("sqlite/query", db, S("select * from t")), 1, "no such table: t"));
    CHECK(raises(CALL("sqlite/query", db, S("select ?")), 25, "takes 1 parameters, got 0"));
    CHECK(raises(CALL("sqlite/query", db, S("select 1"), I(1)), 25, "takes 0 parameters, got 1"));
    CHECK(raises(CALL("sqlite/query", db, S("select ?"), EMPTY_LIST), 20, "parameter 1"));
    CHECK(raises(CALL("sqlite/query", db, S("  -- nothing")), 21, "no statement"));
    CHECK(raises(CALL("sqlite/query", db, S("select 1; select 2")), 21, "more than one"));
    CHECK(raises(CALL("sqlite/query", db, S("select abs(-9223372036854775808)")), 1, "overflow"));
    CHECK(gives(CALL("sqlite/exec", db, S("create table u(a unique); insert into u values(1)")), I(1)));
    CHECK(raises(CALL("sqlite/exec", db, S("insert into u values(1)")), 19, "UNIQUE"));
    CHECK(gives(CALL("sqlite/close", db), I(0)));
    CHECK(raises(CALL("sqlite/exec", db, S("select 1")), 21, "misuse"));
    CHECK(raises(CALL("sqlite/query", db, S("select 1")), 21, "misuse"));
    CHECK(raises(CALL("sqlite/close", db), 21, "misuse"));
    CHECK(raises(CALL("sqlite/close", I(0)), 21, "handle 0"));
    CHECK(raises(CALL("sqlite/close", I(-1)), 21, "handle -1"));
    CHECK(raises(CALL("sqlite/open", S("/no/such/directory/a.db")), 14, "unable to open"));
    CHECK(raises(CALL("sqlite/open", B("a\0b")), 21, "NUL"));
}

static void *insert_rows(void *db) {
    for (int i = 0; i < CALLS_PER_THREAD; i++)
        if (int_of_outcome(CALL("sqlite/exec", db, S("insert into t values(1)"))) != 1)
            host_problem("no row inserted");
    return NULL;
}

static void sqlite_in_threads(void) {
    sxs_object_t db = open_database(":memory:");
    CHECK(gives(CALL("sqlite/exec", db, S("create table t(a)")), I(0)));
    in_threads(insert_rows, db);
    CHECK(gives(CALL("sqlite/query", db, S("select count(*) from t")),
                LIST(LIST(I(THREADS * CALLS_PER_THREAD)))));
    CHECK(gives(CALL("sqlite/close", db), I(0)));
}

/* One thread queries until another has closed the database: a raise is right, a crash is not. */
static void *query_until_closed(void *db) {
    while (!CALL("sqlite/query", db, S("select 1")).raised) {
    }
    return NULL;
}

static void sqlite_close_in_use(void) {
    sxs_object_t db = open_database(":memory:");
    pthread_t thread;
    if (pthread_create(&thread, NULL, query_until_closed, db) != 0) abort();
    for (int i = 0; i < 100; i++) CHECK(!CALL("sqlite/query", db, S("select 1")).raised);
    CHECK(gives(CALL("sqlite/close", db), I(0)));
    pthread_join(thread, NULL);
}

/* Left open on purpose, with a file: sqlite_after_unload sees whether kernel_shutdown closes it. */
static void sqlite_file(void) {
    if (mkdtemp(directory) == NULL) abort();
    snprintf(path, sizeof path, "%s/test.db", directory);
    files_before = open_files();
    sxs_object_t writer = open_database(path), reader = open_database(path);
    CHECK(gives(CALL("sqlite/exec", writer, S("create table t(a); insert into t values(42)")), I(1)));
    CHECK(gives(CALL("sqlite/query", reader, S("select a from t")), LIST(LIST(I(42)))));
    CHECK(open_files() > files_before);
}

void sqlite_cases(void) {
    sqlite_values();
    sqlite_utf16();
    sqlite_refusals();
    sqlite_in_threads();
    sqlite_close_in_use();
    sqlite_file();
}

void sqlite_after_unload(void) {
    CHECK(open_files() == files_before);
    remove(path);
    remove(directory);
}
