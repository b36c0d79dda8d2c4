/* Values, calls and checks, short enough that a case reads as a table. */
#ifndef SAMPLES_TEST_CHECK_H
#define SAMPLES_TEST_CHECK_H

#include "host.h"

#define I(value) host_api.create_int(value)
#define R(value) host_api.create_real(value)
#define S(value) host_api.create_string(value)
#define B(bytes) host_api.create_bytes((const uint8_t *)(bytes), sizeof(bytes) - 1) /* of a literal */
#define Y(name) host_api.create_symbol(name)
#define NONE host_api.create_none()

#define OBJECTS(...) ((sxs_object_t[]){__VA_ARGS__})
#define COUNT(...) (sizeof OBJECTS(__VA_ARGS__) / sizeof(sxs_object_t))
/* COUNT only asks for a size: the arguments are evaluated once. */
#define LIST(...) host_api.create_bracket_list(OBJECTS(__VA_ARGS__), COUNT(__VA_ARGS__))
#define EMPTY_LIST host_api.create_bracket_list(NULL, 0)
#define CALL(name, ...) host_call(name, COUNT(__VA_ARGS__), OBJECTS(__VA_ARGS__))
#define CALL0(name) host_call(name, 0, NULL)

#define CHECK(...) check((__VA_ARGS__) != 0, __FILE__, __LINE__, #__VA_ARGS__)

void check(int holds, const char *file, int line, const char *text);

/* Whether the call gave this value; what it gave instead is printed. */
int gives(outcome_t outcome, sxs_object_t expected);
/* Whether the call was raised with this code, and a message that has this part. */
int raises(outcome_t outcome, int code, const char *part);
/* Equality of two values: type, and content to any depth; reals by their bits, but any NaN is one. */
int same(sxs_object_t a, sxs_object_t b);
const char *text_of_outcome(outcome_t outcome);
long long int_of_outcome(outcome_t outcome);

void alu_cases(void);
void calls_cases(void);
void clock_cases(void);
void hash_cases(void);
void io_cases(void);
void random_cases(void);
void sqlite_cases(void);
void stats_cases(void);
void text_cases(void);
void vector_cases(void);

/* A Helix module of DIRECTORY from create to unloading. 0 when it is not there. */
int scheduler_cases(const char *directory, const char *name);

/* What has to hold once the kernel is gone. */
void sqlite_after_unload(void);

#endif
