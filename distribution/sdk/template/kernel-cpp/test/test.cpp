// Tests what needs no Kernos. The source itself is included, so that the functions inside it can be called.
#include "../your_name.cpp"

#include <iostream>

static int failures = 0;

static void check(bool holds, const char *what) {
    if (holds) return;
    std::cerr << what << '\n';
    failures++;
}

static bool refuses_an_empty_name() {
    try {
        hello("");
        return false;
    } catch (const std::invalid_argument &) {
        return true;
    }
}

int main() {
    check(hello("World") == "Hello, World!", "World is greeted");
    check(refuses_an_empty_name(), "an empty name is refused");
    check(join(", ", {"a", "b", "c"}) == "a, b, c", "three parts have two separators");
    check(join(", ", {}).empty(), "no parts are an empty text");
    return failures != 0;
}
