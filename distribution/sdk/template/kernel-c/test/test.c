/* Tests what needs no Kernos. The source itself is included, so that its static functions can be called. */
#include "../your_name.c"

#include <string.h>

static int failures;

static void check(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "%s\n", what);
    failures++;
}

static void greetings_are_whole_or_refused(void) {
    char greeting[14];
    check(greet(greeting, sizeof greeting, "World") && strcmp(greeting, "Hello, World!") == 0, "World is greeted");
    check(!greet(greeting, sizeof greeting, "Worlds"), "a greeting that does not fit is refused");
}

static void sums_are_right_or_refused(void) {
    long long sum = 40;
    check(add(&sum, 2) && sum == 42, "40 + 2 is 42");
    sum = INT64_MAX;
    check(!add(&sum, 1) && sum == INT64_MAX, "the greatest number and 1 do not fit");
    sum = INT64_MIN;
    check(!add(&sum, -1) && add(&sum, 1), "the least number and -1 do not fit, but the least number and 1 do");
}

static void the_state_goes_over(void) {
    uint8_t *state;
    size_t length;
    greetings = 300;
    check(kernel_save_state(&state, &length) == 0, "the state is saved");
    greetings = 0;
    check(kernel_restore_state(state, length, 1) == 0 && greetings == 300, "the state is restored");
    kernel_free_state(state, length);
}

int main(void) {
    greetings_are_whole_or_refused();
    sums_are_right_or_refused();
    the_state_goes_over();
    return failures != 0;
}
