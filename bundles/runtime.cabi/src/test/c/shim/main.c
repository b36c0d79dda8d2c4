/* The kernel table on its own: every path of memory, under tools that see what Java's tests cannot. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "copy.h"
#include "fake_host.h"
#include "table.h"

#define API (&shim_table)
#define AT(args, i) API->list_at(API->as_list(args), (i))
#define FN(name) static sxs_object_t name(sxs_context_t ctx, sxs_object_t args)

static int checks, failed;
static sxs_object_t kept_object, kept_list, retained, from_init;
static sxs_context_t kept_context;
static frame *in;
static kernel *of;

void check(int holds, const char *what, const char *file, int line) {
    checks++;
    if (!holds) {
        failed++;
        fprintf(stderr, "%s:%d: %s does not hold\n", file, line, what);
    }
}

static int64_t run(kernel *k, sxs_kernel_fn_t fn, int count, int64_t a, int64_t b) {
    return call_numbers(function_new(k, fn), in, count, a, b, 0);
}

static void drop_block(void) {
    if (in->status & STATUS_APART) {
        memory_give_back(in->block, in->block_bytes);
    }
}

FN(add) { (void)ctx; return API->create_int(API->as_int(AT(args, 0)) + API->as_int(AT(args, 1))); }

FN(odd) {
    char text[4] = "abc";
    size_t n = 9;
    sxs_object_t one = API->create_int(1), items[2], list;
    items[0] = NULL;
    items[1] = one;
    list = API->create_brace_list(items, 2);
    (void)args;
    CHECK(API->get_type(NULL) == SXS_TYPE_NONE);
    CHECK(API->get_type((sxs_object_t)text) == SXS_TYPE_ERROR);
    CHECK(API->get_type(ctx) == SXS_TYPE_ERROR);
    CHECK(API->as_int(list) == 0 && API->as_real(one) == 0.0);
    CHECK(strcmp(API->as_string(NULL), "") == 0 && strcmp(API->as_symbol(one), "") == 0);
    CHECK(API->list_size(NULL) == 0 && API->list_size(list) == 2);
    CHECK(API->get_type(API->list_at(list, 2)) == SXS_TYPE_NONE);
    CHECK(API->get_type(API->list_at(list, (size_t)-1)) == SXS_TYPE_NONE);
    CHECK(API->get_type(API->list_at(list, 0)) == SXS_TYPE_NONE);
    CHECK(API->as_int(API->list_at(list, 1)) == 1);
    CHECK(API->as_ints(list, &n) == NULL && n == 0);
    CHECK(API->as_ints(NULL, NULL) == NULL);
    CHECK(API->as_bytes(API->create_string("xy"), &n) != NULL && n == 2);
    CHECK(API->get_type(API->create_string(NULL)) == SXS_TYPE_NONE);
    CHECK(API->list_size(API->create_paren_list(NULL, 5)) == 0);
    CHECK(API->get_type(API->some_get_value(one)) == SXS_TYPE_NONE);
    CHECK(API->get_type(API->eval((sxs_context_t)text, one)) == SXS_TYPE_ERROR);
    CHECK(API->as_int(API->eval(ctx, one)) == 1 && evaluations == 0);
    CHECK(API->as_int(API->eval(ctx, list)) == SXS_TYPE_BRACE_LIST + 1 && evaluations == 1);
    API->release((sxs_object_t)text);
    API->release(one);
    return NULL;
}

/* Whatever number is used as a handle: nothing is read outside our memory. */
FN(garbage) {
    uint64_t random = 88172645463325252u, own = (uint64_t)(uintptr_t)args;
    size_t n;
    int i;
    (void)ctx;
    for (i = 0; i < 200000; i++) {
        uint64_t h;
        sxs_object_t o;
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        h = i % 3 == 0 ? random : i % 3 == 1 ? (own & ~(uint64_t)0xfffffff) | (random & 0xfff) : own ^ (1ull << (random & 63));
        o = (sxs_object_t)(uintptr_t)h;
        API->get_type(o);
        API->as_int(o);
        API->as_bytes(o, &n);
        API->as_ints(o, &n);
        API->list_at(API->as_list(o), random & 7);
        API->some_get_value(o);
    }
    return NULL;
}

FN(keep) {
    sxs_object_t text = API->create_string("kept");
    kept_object = AT(args, 0);
    kept_list = API->create_bracket_list(&text, 1);
    kept_context = ctx;
    return NULL;
}

FN(read_kept) {
    (void)ctx;
    (void)args;
    CHECK(API->get_type(kept_object) == SXS_TYPE_ERROR);
    CHECK(API->get_type(API->list_at(kept_list, 0)) == SXS_TYPE_ERROR);
    CHECK(API->get_type(API->eval(kept_context, NULL)) == SXS_TYPE_ERROR);
    return kept_object;
}

FN(retains) {
    sxs_object_t items[2], list;
    (void)ctx;
    (void)args;
    items[0] = API->create_string("long lived");
    items[1] = API->create_some(items[0]);
    list = API->create_bracket_list(items, 2);
    retained = API->retain(list);
    CHECK(API->retain(retained) == retained);
    API->release(retained);
    return NULL;
}

FN(embeds) {
    sxs_object_t list = API->create_paren_list(&retained, 1);
    (void)ctx;
    (void)args;
    API->release(retained);
    CHECK(API->get_type(retained) == SXS_TYPE_ERROR);
    CHECK(strcmp(API->as_string(API->list_at(API->list_at(list, 0), 0)), "long lived") == 0);
    return list;
}

FN(spills) {
    long long n = API->as_int(AT(args, 0)), i;
    sxs_object_t *items = malloc((size_t)n * sizeof *items), list;
    (void)ctx;
    for (i = 0; i < n; i++) {
        items[i] = i % 2 ? API->create_int(i) : API->create_string("text");
    }
    list = API->create_bracket_list(items, (size_t)n);
    free(items);
    return list;
}

FN(nests) {
    long long n = API->as_int(AT(args, 0)), i;
    sxs_object_t inner = API->create_int(7);
    (void)ctx;
    for (i = 0; i < n; i++) {
        inner = i % 2 ? API->create_some(inner) : API->create_brace_list(&inner, 1);
    }
    return inner;
}

FN(counts) { (void)ctx; (void)args; API->create_ints((const long long *)args, (size_t)-1); return NULL; }
FN(returns_init) { (void)ctx; (void)args; return from_init; }

static void *work(void *ctx) {
    sxs_object_t items[2];
    int i;
    for (i = 0; i < 5000; i++) {
        items[0] = API->create_string("of a thread");
    }
    items[1] = API->eval(ctx, NULL);
    return API->create_bracket_list(items, 2);
}

FN(threads) {
    pthread_t started[4];
    void *made[4];
    int i;
    (void)args;
    for (i = 0; i < 4; i++) {
        pthread_create(&started[i], NULL, work, ctx);
    }
    for (i = 0; i < 4; i++) {
        pthread_join(started[i], &made[i]);
        CHECK(strcmp(API->as_string(API->list_at(made[i], 0)), "of a thread") == 0);
    }
    return API->create_bracket_list(made, 4);
}

static void init(sxs_registry_t registry, const struct sxs_api_table_t *api) {
    api->register_function(registry, "add", add, SXS_TYPE_INT, 0);
    api->register_function(NULL, "late", add, SXS_TYPE_INT, 0);
    from_init = api->create_symbol("made-in-init");
    api->log(1, NULL);
}

static void calls(void) {
    int64_t given = run(of, add, 2, 2, 3);
    CHECK(given == 5 && in->status == SXS_TYPE_INT);
    run(of, odd, 0, 0, 0);
    CHECK(in->status == SXS_TYPE_NONE);
    run(of, garbage, 2, 1, 2);
    run(of, keep, 1, 41, 0);
    run(of, read_kept, 0, 0, 0);
    CHECK(in->status == (SXS_TYPE_ERROR | STATUS_APART));
    drop_block();
    run(of, counts, 0, 0, 0);
    CHECK((in->status & STATUS_FAILED) && last_failure == FAIL_COUNT && last_number == -1);
}

static void lifetimes(void) {
    run(of, retains, 0, 0, 0);
    CHECK(of->retained == 1);
    run(of, embeds, 0, 0, 0);
    CHECK(of->retained == 0 && in->status == SXS_TYPE_PAREN_LIST);
    run(of, retains, 0, 0, 0); /* left to kernel_free */
    call_init(of, in, init);
    CHECK(registrations == 2 && open_registrations == 1 && lines == 1 && of->kept_objects == 1);
    run(of, returns_init, 0, 0, 0);
    CHECK(in->status == (SXS_TYPE_SYMBOL | STATUS_APART) && in->block_bytes == 2 * sizeof(node));
    drop_block();
}

static void large(void) {
    uint64_t in_use = memory_allocated() - memory_freed();
    int i;
    for (i = 0; i < 3; i++) {
        run(of, spills, 1, 100000, 0);
        CHECK(in->status == (SXS_TYPE_BRACKET_LIST | STATUS_APART) && in->block[0].length == 100000);
        drop_block();
        run(of, nests, 1, 100000, 0);
        CHECK(in->status & STATUS_APART);
        drop_block();
        run(of, threads, 0, 0, 0);
        CHECK(in->status == SXS_TYPE_BRACKET_LIST || (in->status & STATUS_APART));
        drop_block();
    }
    CHECK(of->spills > 10);
    CHECK(memory_allocated() - memory_freed() == in_use);
    CHECK(foreign_batches == 0);
}

static void keeping(void) {
    kernel *all = kernel_new(NULL, NULL, 1);
    run(all, keep, 1, 41, 0);
    CHECK(API->as_int(kept_object) == 41 && all->kept_objects >= 3);
    run(all, spills, 1, 20000, 0);
    drop_block();
    CHECK(API->as_int(kept_object) == 41);
    kernel_free(all);
    CHECK(find_node((handle)(uintptr_t)kept_object) == NULL);
}

static void generations(void) {
    int64_t i;
    int alike = 0;
    run(of, keep, 1, 41, 0);
    for (i = 0; i < 70000; i++) {
        run(of, add, 2, i, i);
        alike += find_node((handle)(uintptr_t)kept_object) != NULL;
    }
    CHECK(alike == 0);
}

FN(settings) {
    sxs_object_t fair = API->config(ctx, "fair");
    CHECK(SXS_HAS(API, config));
    CHECK(API->get_type(fair) == SXS_TYPE_STRING && strcmp(API->as_string(fair), "fair") == 0);
    CHECK(API->get_type(API->config(NULL, "fair")) == SXS_TYPE_STRING);
    CHECK(API->get_type(API->config(ctx, "other")) == SXS_TYPE_NONE);
    CHECK(API->get_type(API->config(ctx, NULL)) == SXS_TYPE_NONE);
    CHECK(API->get_type(API->config(args, "fair")) == SXS_TYPE_ERROR);
    return fair;
}

static void configuration(void) {
    run(of, settings, 0, 0, 0);
    CHECK(in->status == SXS_TYPE_STRING);
    CHECK(API->get_type(API->config(NULL, "fair")) == SXS_TYPE_ERROR);
}

FN(finds_no_frame) {
    (void)ctx;
    CHECK(frame_usual(7) == NULL);
    kept_object = AT(args, 1);
    return API->create_int(API->list_size(args));
}

FN(gives_text) { (void)ctx; return API->create_string(API->as_int(AT(args, 0)) == 2 ? "two" : "other"); }

/* The way of two integers in the frame that nobody names. */
static void usual_frames(void) {
    frame *inner = frame_new(16, NULL);
    int64_t given;
    CHECK(frame_usual(7) == NULL);
    frame_adopt(in, NULL, 7, NULL);
    frame_adopt(inner, in, 7, NULL);
    CHECK(frame_usual(7) == in && frame_usual(8) == NULL && in->inner == inner && inner->outer == in);
    CHECK(call_ints_usual(function_new(of, add), in, INT64_MIN, 1, &given) && given == INT64_MIN + 1);
    CHECK(call_ints_usual(function_new(of, finds_no_frame), in, 2, 3, &given) && given == 2);
    CHECK(find_node((handle)(uintptr_t)kept_object) == NULL && this_thread.current == NULL);
    CHECK(!call_ints_usual(function_new(of, gives_text), in, 2, 3, &given));
    CHECK(in->status == SXS_TYPE_STRING && in->own[given].length == 3);
    CHECK(call_ints_usual(function_new(of, add), in, 2, 3, &given) && given == 5);
    CHECK(!call_ints_usual(function_new(of, counts), in, 2, 3, &given) && (in->status & STATUS_FAILED));
    CHECK(frame_usual(7) == in && in->odd == 0);
    frame_free(inner);
}

/* Of any count the numbers are where Java puts them: behind as many bytes as they take themselves. */
static void spreading(void) {
    size_t count, i;
    for (count = 1; count < 20; count++) {
        node *nodes = malloc(count * sizeof(node));
        int64_t *numbers = (int64_t *)(void *)nodes + count;
        for (i = 0; i < count; i++) {
            numbers[i] = (int64_t)i - 7;
        }
        spread_numbers(nodes, count, SXS_TYPE_INT);
        for (i = 0; i < count; i++) {
            CHECK(nodes[i].head == SXS_TYPE_INT && nodes[i].as.integer == (int64_t)i - 7);
        }
        free(nodes);
    }
}

int main(int argc, char **argv) {
    slots_open();
    in = frame_new(4096, NULL);
    of = kernel_new(NULL, NULL, 0);
    calls();
    lifetimes();
    large();
    keeping();
    generations();
    spreading();
    configuration();
    usual_frames();
    kernel_free(of);
    foreign_clear();
    frame_free(in);
    CHECK(memory_allocated() == memory_freed());
    printf("kernel table %s: %d checks passed, %d failed\n", argc > 1 ? argv[1] : "", checks - failed, failed);
    return failed != 0;
}
