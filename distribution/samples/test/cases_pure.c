/* The samples whose results depend on their arguments only. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "check.h"

void alu_cases(void) {
    CHECK(gives(CALL("alu/add", I(5), I(3)), I(8)));
    CHECK(gives(CALL("alu/sub", I(5), I(8)), I(-3)));
    CHECK(gives(CALL("alu/mul", I(-5), I(3)), I(-15)));
    CHECK(gives(CALL("alu/div", I(-7), I(2)), I(-3)));
    CHECK(gives(CALL("alu/mod", I(-7), I(2)), I(-1)));
    CHECK(gives(CALL("alu/mod", I(7), I(-2)), I(1)));

    CHECK(gives(CALL("alu/add", I(LLONG_MAX), I(1)), I(LLONG_MIN)));
    CHECK(gives(CALL("alu/sub", I(LLONG_MIN), I(1)), I(LLONG_MAX)));
    CHECK(gives(CALL("alu/mul", I(LLONG_MIN), I(-1)), I(LLONG_MIN)));
    CHECK(gives(CALL("alu/mul", I(LLONG_MAX), I(2)), I(-2)));
    CHECK(gives(CALL("alu/div", I(LLONG_MIN), I(1)), I(LLONG_MIN)));

    CHECK(raises(CALL("alu/div", I(1), I(0)), 1, "division by zero"));
    CHECK(raises(CALL("alu/mod", I(0), I(0)), 1, "division by zero"));
    CHECK(raises(CALL("alu/div", I(LLONG_MIN), I(-1)), 2, "does not fit"));
    CHECK(raises(CALL("alu/mod", I(LLONG_MIN), I(-1)), 2, "does not fit"));

    CHECK(gives(CALL("alu/add_r", R(0.5), R(0.25)), R(0.75)));
    CHECK(gives(CALL("alu/sub_r", R(0.5), R(0.75)), R(-0.25)));
    CHECK(gives(CALL("alu/mul_r", R(1e-160), R(1e-160)), R(1e-160 * 1e-160)));
    CHECK(gives(CALL("alu/div_r", R(1.0), R(0.0)), R(INFINITY)));
    CHECK(gives(CALL("alu/div_r", R(-1.0), R(0.0)), R(-INFINITY)));
    CHECK(gives(CALL("alu/div_r", R(0.0), R(0.0)), R(NAN)));
}

static sxs_object_t increment(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return I(host_api.as_int(host_api.list_at(host_api.as_list(args), 0)) + 1);
}

/* Gives its argument back, for what has to pass through a form unevaluated. */
static sxs_object_t identity(sxs_context_t ctx, sxs_object_t args) {
    (void)ctx;
    return host_api.list_at(host_api.as_list(args), 0);
}

static void calls_pass_values_unevaluated(void) {
    sxs_object_t call[] = {Y("no/function"), I(1)};
    sxs_object_t values = LIST(I(1), R(0.5), S("x"), Y("alu/add"), NONE, LIST(I(1), I(2)), EMPTY_LIST,
                               host_api.create_paren_list(call, 2), host_api.create_some(Y("a")));
    CHECK(gives(CALL("calls/map", Y("host/identity"), values), values));
}

void calls_cases(void) {
    host_define("increment", increment, SXS_TYPE_INT);
    host_define("identity", identity, SXS_TYPE_NONE);

    CHECK(gives(CALL("calls/twice", Y("host/increment"), I(5)), I(7)));
    CHECK(raises(CALL("calls/twice", Y("no/function"), I(5)), -1, "unknown"));
    CHECK(raises(CALL("calls/twice", Y("clock/iso_of"), I(5)), 1, "clock/iso_of"));
    CHECK(gives(CALL("calls/apply", Y("alu/add"), LIST(I(5), I(3))), I(8)));
    CHECK(raises(CALL("calls/apply", Y("alu/div"), LIST(I(5), I(0))), 1, "division by zero"));
    CHECK(!CALL("calls/apply", Y("clock/now_ns"), EMPTY_LIST).raised);
    CHECK(gives(CALL("calls/map", Y("host/increment"), LIST(I(1), I(2))), LIST(I(2), I(3))));
    CHECK(gives(CALL("calls/map", Y("host/increment"), EMPTY_LIST), EMPTY_LIST));
    CHECK(raises(CALL("calls/map", Y("no/function"), LIST(I(1), I(2))), -1, "unknown"));
    CHECK(gives(CALL("calls/fold", Y("alu/mul"), I(1), LIST(I(2), I(3), I(4))), I(24)));
    CHECK(gives(CALL("calls/fold", Y("no/function"), S("x"), EMPTY_LIST), S("x")));
    CHECK(raises(CALL("calls/fold", Y("alu/div"), I(1), LIST(I(1), I(0), I(1))), 1, "zero"));
    CHECK(gives(CALL("calls/sum_of_squares", LIST(I(1), I(2), I(-3))), I(14)));
    CHECK(gives(CALL("calls/sum_of_squares", EMPTY_LIST), I(0)));
    CHECK(raises(CALL("calls/sum_of_squares", LIST(I(1), R(2.0))), 3, "integers"));
    calls_pass_values_unevaluated();
}

static sxs_object_t repeated(int byte, size_t count) {
    static uint8_t bytes[1000000];
    memset(bytes, byte, count);
    return host_api.create_bytes(bytes, count);
}

static sxs_object_t counting(size_t count) {
    uint8_t bytes[256];
    for (size_t i = 0; i < count; i++) bytes[i] = (uint8_t)i;
    return host_api.create_bytes(bytes, count);
}

/* Every way in which the end of the data can lie in a block; made with Python's hashlib. */
static void sha256_block_ends(void) {
    static const struct {
        size_t count;
        const char *digest;
    } ends[] = {
        {55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
        {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
        {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
        {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
        {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        CHECK(gives(CALL("hash/sha256", repeated('a', ends[i].count)), S(ends[i].digest)));
}

void hash_cases(void) {
    /* The check value of the CRC catalogue, and RFC 3720, B.4. */
    CHECK(gives(CALL("hash/crc32c", S("")), I(0)));
    CHECK(gives(CALL("hash/crc32c", S("123456789")), I(0xe3069283)));
    CHECK(gives(CALL("hash/crc32c", repeated(0, 32)), I(0x8a9136aa)));
    CHECK(gives(CALL("hash/crc32c", repeated(0xff, 32)), I(0x62a8ab43)));
    CHECK(gives(CALL("hash/crc32c", counting(32)), I(0x46dd794e)));

    /* draft-eastlake-fnv, appendix C. */
    CHECK(gives(CALL("hash/fnv1a", S("")), I((long long)0xcbf29ce484222325u)));
    CHECK(gives(CALL("hash/fnv1a", S("a")), I((long long)0xaf63dc4c8601ec8cu)));
    CHECK(gives(CALL("hash/fnv1a", S("foobar")), I((long long)0x85944171f73967e8u)));

    /* FIPS 180-4 examples (NIST CSRC). */
    CHECK(gives(CALL("hash/sha256", S("")),
                S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
    CHECK(gives(CALL("hash/sha256", S("abc")),
                S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    CHECK(gives(CALL("hash/sha256", S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
                S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")));
    CHECK(gives(CALL("hash/sha256", repeated('a', 1000000)),
                S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")));
    sha256_block_ends();
}

void stats_cases(void) {
    CHECK(gives(CALL("stats/sum", LIST(I(1), I(2), I(4))), R(7.0)));
    CHECK(gives(CALL("stats/sum", EMPTY_LIST), R(0.0)));
    CHECK(gives(CALL("stats/sum", LIST(I(LLONG_MAX), I(1), I(LLONG_MIN))), R(0.0)));
    CHECK(gives(CALL("stats/sum", LIST(R(1e100), R(1.0), R(-1e100))), R(1.0)));
    CHECK(gives(CALL("stats/sum", LIST(R(INFINITY), R(1.0))), R(INFINITY)));
    CHECK(raises(CALL("stats/sum", LIST(I(1), R(2.0))), 1, "only"));
    CHECK(raises(CALL("stats/sum", LIST(S("x"))), 1, "only"));

    CHECK(gives(CALL("stats/mean", LIST(R(1.0), R(2.0))), R(1.5)));
    CHECK(gives(CALL("stats/mean", LIST(I(1), I(2))), R(1.5)));
    CHECK(raises(CALL("stats/mean", EMPTY_LIST), 2, "empty"));

    CHECK(gives(CALL("stats/histogram", LIST(I(0), I(1), I(5), I(9), I(10)), I(2)), LIST(I(2), I(3))));
    CHECK(gives(CALL("stats/histogram", LIST(R(3.0), R(3.0)), I(3)), LIST(I(2), I(0), I(0))));
    CHECK(gives(CALL("stats/histogram", LIST(R(-1.7e308), R(0.1), R(1.7e308)), I(2)), LIST(I(1), I(2))));
    CHECK(raises(CALL("stats/histogram", EMPTY_LIST, I(2)), 2, "empty"));
    CHECK(raises(CALL("stats/histogram", LIST(I(1)), I(0)), 3, "bins 0"));
    CHECK(raises(CALL("stats/histogram", LIST(I(1)), I(LLONG_MAX)), 3, "1000000"));
    CHECK(raises(CALL("stats/histogram", LIST(R(1.0), R(NAN)), I(2)), 4, "NaN"));
}

void text_cases(void) {
    sxs_object_t empty[18] = {NULL};
    for (size_t i = 0; i < 18; i++) empty[i] = S("");
    CHECK(gives(CALL("text/upper", S("az AZ 19 \xc3\xa4")), S("AZ AZ 19 \xc3\xa4")));
    CHECK(gives(CALL("text/upper", B("a\0b")), B("A\0B")));
    CHECK(gives(CALL("text/upper", S("")), S("")));
    CHECK(gives(CALL("text/split", S("a,b,,c"), S(",")), LIST(S("a"), S("b"), S(""), S("c"))));
    CHECK(gives(CALL("text/split", S("a--b--"), S("--")), LIST(S("a"), S("b"), S(""))));
    CHECK(gives(CALL("text/split", S(""), S(",")), LIST(S(""))));
    CHECK(raises(CALL("text/split", S("abc"), S("")), 1, "separator"));
    CHECK(gives(CALL("text/join", LIST(S("a"), S("b"), S("")), S(", ")), S("a, b, ")));
    CHECK(gives(CALL("text/join", EMPTY_LIST, S(",")), S("")));
    CHECK(raises(CALL("text/join", LIST(S("a"), I(1)), S(",")), 1, "element 1"));
    CHECK(raises(CALL("text/join", host_api.create_bracket_list(empty, 18), repeated('y', 1000000)), 2, "16777216"));
    CHECK(gives(CALL("text/repeat", S("ab"), I(3)), S("ababab")));
    CHECK(gives(CALL("text/repeat", S(""), I(LLONG_MAX)), S("")));
    CHECK(raises(CALL("text/repeat", S("ab"), I(-1)), 1, "-1"));
    CHECK(raises(CALL("text/repeat", S("ab"), I(LLONG_MAX)), 2, "16777216"));
    CHECK(raises(CALL("text/repeat", S("a"), I(16777217)), 2, "16777216"));
    CHECK(!CALL("text/repeat", S("a"), I(16777216)).raised);
}

void vector_cases(void) {
    CHECK(gives(CALL("vector/dot", LIST(R(1.0), R(2.0)), LIST(R(3.0), R(4.0))), R(11.0)));
    CHECK(gives(CALL("vector/dot", EMPTY_LIST, EMPTY_LIST), R(0.0)));
    CHECK(raises(CALL("vector/dot", LIST(I(1)), LIST(R(1.0))), 1, "'a'"));
    CHECK(raises(CALL("vector/dot", LIST(R(1.0)), LIST(S("x"))), 1, "'b'"));
    CHECK(raises(CALL("vector/dot", LIST(R(1.0)), EMPTY_LIST), 2, "1 elements and 'b' has 0"));
    CHECK(gives(CALL("vector/scale", LIST(R(1.0), R(-2.0)), R(0.5)), LIST(R(0.5), R(-1.0))));
    CHECK(gives(CALL("vector/scale", EMPTY_LIST, R(2.0)), EMPTY_LIST));
    CHECK(raises(CALL("vector/scale", LIST(I(1)), R(2.0)), 1, "'values'"));
    CHECK(gives(CALL("vector/norm", LIST(R(3.0), R(-4.0))), R(5.0)));
    CHECK(gives(CALL("vector/norm", LIST(R(0x3p700), R(0x4p700))), R(0x5p700)));
    CHECK(gives(CALL("vector/norm", LIST(R(5e-324))), R(5e-324)));
    CHECK(gives(CALL("vector/norm", LIST(R(1.7976931348623157e308), R(0.0))), R(1.7976931348623157e308)));
    CHECK(gives(CALL("vector/norm", EMPTY_LIST), R(0.0)));
    CHECK(gives(CALL("vector/norm", LIST(R(0.0), R(0.0))), R(0.0)));
    CHECK(gives(CALL("vector/norm", LIST(R(1.0), R(-INFINITY))), R(INFINITY)));
    CHECK(gives(CALL("vector/norm", LIST(R(1.0), R(NAN))), R(NAN)));
    CHECK(raises(CALL("vector/norm", LIST(R(1.0), I(1))), 1, "'values'"));
}
