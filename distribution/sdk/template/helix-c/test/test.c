/* Tests what needs no Kernos. The source itself is included, so that its static functions can be called. */
#include "../your_name.c"

static int failures;

static void check(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "%s\n", what);
    failures++;
}

static void amounts_are_added_up(void) {
    check(add(5) == 0 && add(UINT32_MAX) == 0 && total() == 5 + (int64_t)UINT32_MAX, "two amounts are added up");
    check(add(-1) == NOT_U32 && add((long long)UINT32_MAX + 1) == NOT_U32, "what is no u32 is refused");
    check(total() == 5 + (int64_t)UINT32_MAX, "what is refused changes nothing");
}

static void the_total_is_told(void *module) {
    struct helix_message question = {"test", "total", NULL, 0};
    struct helix_message answer = {NULL, NULL, NULL, 0};
    check(helix_handle_message(module, &question, &answer) == 0, "the message 'total' is answered");
    check(answer.size == 10 && memcmp(answer.data, "4294967300", 10) == 0, "the answer is the total");
    helix_free_message(module, &answer);
}

static void other_messages_are_refused(void *module) {
    struct helix_message question = {"test", "reset", NULL, 0};
    struct helix_message answer = {NULL, NULL, NULL, 0};
    check(helix_handle_message(module, &question, &answer) == UNKNOWN_MESSAGE, "another message is refused");
    check(strcmp(helix_error_message(module), "the message is not 'total'") == 0, "and the refusal has a text");
}

int main(void) {
    void *module = create();
    check(module != NULL && init(module) == 0, "the module begins");
    amounts_are_added_up();
    the_total_is_told(module);
    other_messages_are_refused(module);
    check(cleanup(module) == 0, "the module ends");
    destroy(module);
    return failures != 0;
}
