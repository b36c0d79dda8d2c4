/*
 * Checksums of byte strings: CRC-32C (RFC 3720), FNV-1a with 64 bits, SHA-256 (FIPS 180-4).
 * Nothing here can go wrong, so that nothing is raised.
 */
#include <string.h>
#include <sxs/kernel_api.h>

#define BLOCK 64 /* bytes that SHA-256 takes at once */

static const sxs_api_table_t *api;
static uint32_t crc_table[256];

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t initial_state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static const uint8_t *data_argument(sxs_object_t args, size_t *length) {
    return api->as_bytes(api->list_at(api->as_list(args), 0), length);
}

static void fill_crc_table(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) ? 0x82f63b78u : 0);
        crc_table[byte] = crc;
    }
}

static sxs_object_t crc32c(sxs_context_t ctx, sxs_object_t args) {
    size_t length;
    const uint8_t *data = data_argument(args, &length);
    uint32_t crc = 0xffffffffu;
    (void)ctx;
    for (size_t i = 0; i < length; i++) crc = (crc >> 8) ^ crc_table[(crc ^ data[i]) & 0xff];
    return api->create_int((long long)(crc ^ 0xffffffffu));
}

static sxs_object_t fnv1a(sxs_context_t ctx, sxs_object_t args) {
    size_t length;
    const uint8_t *data = data_argument(args, &length);
    uint64_t hash = 0xcbf29ce484222325u;
    (void)ctx;
    for (size_t i = 0; i < length; i++) hash = (hash ^ data[i]) * 0x100000001b3u;
    return api->create_int((long long)hash);
}

static uint32_t rotated(uint32_t word, int bits) {
    return (word >> bits) | (word << (32 - bits));
}

static void fill_schedule(uint32_t schedule[64], const uint8_t block[BLOCK]) {
    for (int i = 0; i < 16; i++)
        schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                      (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t early = schedule[i - 15], late = schedule[i - 2];
        uint32_t s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3);
        uint32_t s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10);
        schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
    }
}

/* One round; s holds the standard's a to h. */
static void mix(uint32_t s[8], uint32_t word) {
    uint32_t e = s[4], a = s[0];
    uint32_t choice = (e & s[5]) ^ (~e & s[6]);
    uint32_t majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
    uint32_t t1 = s[7] + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + word;
    uint32_t t2 = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += t1;
    s[0] = t1 + t2;
}

static void absorb(uint32_t state[8], const uint8_t block[BLOCK]) {
    uint32_t schedule[64], s[8];
    fill_schedule(schedule, block);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) mix(s, round_constants[i] + schedule[i]);
    for (int i = 0; i < 8; i++) state[i] += s[i];
}

/* The rest, a 1 bit, zeros, and the length in bits fill one block or two. */
static void absorb_end(uint32_t state[8], const uint8_t *rest, size_t count, uint64_t length) {
    uint8_t end[2 * BLOCK] = {0};
    size_t size = count + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
    if (count != 0) memcpy(end, rest, count);
    end[count] = 0x80;
    for (size_t i = 0; i < 8; i++) end[size - 1 - i] = (uint8_t)(length * 8 >> 8 * i);
    for (size_t at = 0; at < size; at += BLOCK) absorb(state, end + at);
}

static sxs_object_t sha256(sxs_context_t ctx, sxs_object_t args) {
    static const char digits[] = "0123456789abcdef";
    size_t length, at = 0;
    const uint8_t *data = data_argument(args, &length);
    uint32_t state[8];
    char text[65] = "";
    (void)ctx;
    memcpy(state, initial_state, sizeof state);
    for (; length - at >= BLOCK; at += BLOCK) absorb(state, data + at);
    absorb_end(state, length == 0 ? NULL : data + at, length - at, length);
    for (int i = 0; i < 64; i++) text[i] = digits[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    return api->create_string(text);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    fill_crc_table();
    api->register_function(registry, "crc32c", crc32c, SXS_TYPE_INT, 0);
    api->register_function(registry, "fnv1a", fnv1a, SXS_TYPE_INT, 0);
    api->register_function(registry, "sha256", sha256, SXS_TYPE_STRING, 0);
}
