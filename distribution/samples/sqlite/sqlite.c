/*
 * SQLite databases. The codes that are raised are SQLite's own primary result codes, the messages
 * its own as well.
 *
 * A handle is a number that is never used again. A database is closed when it is out of the table
 * and no call uses it any more, so that `close` in one thread does not pull it away from a query in
 * another.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sxs/kernel_api.h>

#define BUSY_WAIT_MS 5000

typedef struct database {
    long long handle;
    sqlite3 *connection;
    int users; /* the table is one; owned by table_lock */
    struct database *next;
} database_t;

typedef struct {
    sxs_object_t *items;
    size_t count, capacity;
} objects_t;

static const sxs_api_table_t *api;
static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static database_t *databases;  /* owned by table_lock */
static long long last_handle;  /* owned by table_lock */

static sxs_object_t argument(sxs_object_t args, size_t index) {
    return api->list_at(api->as_list(args), index);
}

static sxs_object_t failure(sxs_context_t ctx, int code, const char *function, const char *what) {
    char message[512];
    snprintf(message, sizeof message, "%s: %s", function, what);
    return api->raise(ctx, code & 0xff, message);
}

static sxs_object_t connection_failure(sxs_context_t ctx, sqlite3 *connection, const char *function) {
    return failure(ctx, sqlite3_errcode(connection), function, sqlite3_errmsg(connection));
}

static sxs_object_t no_memory(sxs_context_t ctx, const char *function) {
    return failure(ctx, SQLITE_NOMEM, function, sqlite3_errstr(SQLITE_NOMEM));
}

static sxs_object_t bad_handle(sxs_context_t ctx, const char *function, long long handle) {
    char what[160];
    snprintf(what, sizeof what, "no open database has the handle %lld (%s)", handle, sqlite3_errstr(SQLITE_MISUSE));
    return failure(ctx, SQLITE_MISUSE, function, what);
}

/* SQLite would take the part before a NUL byte for the whole: NULL for a text that holds one. */
static const char *text_argument(sxs_object_t args, size_t index) {
    size_t length;
    const char *text = (const char *)api->as_bytes(argument(args, index), &length);
    if (text == NULL || memchr(text, 0, length) != NULL) return NULL;
    return api->as_string(argument(args, index));
}

static sxs_object_t holds_nul(sxs_context_t ctx, const char *function) {
    return failure(ctx, SQLITE_MISUSE, function, "the text holds a NUL byte");
}

/* ---- the table of open databases ---- */

static database_t *use(long long handle) {
    pthread_mutex_lock(&table_lock);
    database_t *database = databases;
    while (database != NULL && database->handle != handle) database = database->next;
    if (database != NULL) database->users++;
    pthread_mutex_unlock(&table_lock);
    return database;
}

static void leave(database_t *database) {
    pthread_mutex_lock(&table_lock);
    int users = --database->users;
    pthread_mutex_unlock(&table_lock);
    if (users != 0) return;
    sqlite3_close_v2(database->connection);
    free(database);
}

static void insert(database_t *database) {
    pthread_mutex_lock(&table_lock);
    database->handle = ++last_handle;
    database->users = 1;
    database->next = databases;
    databases = database;
    pthread_mutex_unlock(&table_lock);
}

/* Takes one out of the table, any one for 0; the caller has its use then. */
static database_t *take_out(long long handle) {
    pthread_mutex_lock(&table_lock);
    database_t **place = &databases;
    while (*place != NULL && handle != 0 && (*place)->handle != handle) place = &(*place)->next;
    database_t *database = *place;
    if (database != NULL) *place = database->next;
    pthread_mutex_unlock(&table_lock);
    return database;
}

/*
 * A call holds its connection's mutex from beginning to end: the message and the number of changes
 * are the connection's, and would otherwise be those of whichever thread came last.
 */
static database_t *enter(sxs_object_t args) {
    database_t *database = use(api->as_int(argument(args, 0)));
    if (database != NULL) sqlite3_mutex_enter(sqlite3_db_mutex(database->connection));
    return database;
}

static void finish(database_t *database) {
    sqlite3_mutex_leave(sqlite3_db_mutex(database->connection));
    leave(database);
}

/* ---- rows ---- */

static int append(objects_t *list, sxs_object_t object) {
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        sxs_object_t *items = realloc(list->items, capacity * sizeof *items);
        if (items == NULL) return SQLITE_NOMEM;
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = object;
    return SQLITE_OK;
}

/* The pointer has to be asked for before the length: it converts text to UTF-8, if need be. */
static sxs_object_t bytes_of(sqlite3_stmt *statement, int index) {
    const void *bytes = sqlite3_column_type(statement, index) == SQLITE_TEXT
                            ? (const void *)sqlite3_column_text(statement, index)
                            : sqlite3_column_blob(statement, index);
    size_t length = (size_t)sqlite3_column_bytes(statement, index);
    /* SQLite gives NULL for an empty blob. */
    return bytes == NULL ? api->create_string("") : api->create_bytes(bytes, length);
}

static sxs_object_t column(sqlite3_stmt *statement, int index) {
    switch (sqlite3_column_type(statement, index)) {
        case SQLITE_INTEGER: return api->create_int(sqlite3_column_int64(statement, index));
        case SQLITE_FLOAT: return api->create_real(sqlite3_column_double(statement, index));
        case SQLITE_NULL: return api->create_none();
        default: return bytes_of(statement, index);
    }
}

static int append_row(sqlite3_stmt *statement, objects_t *rows) {
    objects_t row = {NULL, 0, 0};
    int result = SQLITE_OK;
    for (int i = 0; i < sqlite3_column_count(statement) && result == SQLITE_OK; i++)
        result = append(&row, column(statement, i));
    if (result == SQLITE_OK) result = append(rows, api->create_bracket_list(row.items, row.count));
    free(row.items);
    return result;
}

static sxs_object_t rows_of(sxs_context_t ctx, sqlite3_stmt *statement) {
    objects_t rows = {NULL, 0, 0};
    int memory = SQLITE_OK, step = SQLITE_ROW;
    while (memory == SQLITE_OK && (step = sqlite3_step(statement)) == SQLITE_ROW)
        memory = append_row(statement, &rows);
    sxs_object_t result = memory != SQLITE_OK ? no_memory(ctx, "query")
                          : step != SQLITE_DONE ? connection_failure(ctx, sqlite3_db_handle(statement), "query")
                                                : api->create_bracket_list(rows.items, rows.count);
    free(rows.items);
    return result;
}

/* ---- parameters ---- */

static int bind_text(sqlite3_stmt *statement, int index, sxs_object_t value) {
    size_t length;
    const char *text = (const char *)api->as_bytes(value, &length);
    /* Static: the argument outlives the statement, so that SQLite need not copy it. */
    return sqlite3_bind_text64(statement, index, text, length, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind(sqlite3_stmt *statement, int index, sxs_object_t value) {
    switch (api->get_type(value)) {
        case SXS_TYPE_NONE: return sqlite3_bind_null(statement, index);
        case SXS_TYPE_INT: return sqlite3_bind_int64(statement, index, api->as_int(value));
        case SXS_TYPE_REAL: return sqlite3_bind_double(statement, index, api->as_real(value));
        case SXS_TYPE_STRING: return bind_text(statement, index, value);
        default: return SQLITE_MISMATCH;
    }
}

static sxs_object_t bind_failure(sxs_context_t ctx, int code, int index) {
    char what[160];
    const char *rule = code == SQLITE_MISMATCH ? "expected :int, :real, :str or :none" : sqlite3_errstr(code);
    snprintf(what, sizeof what, "parameter %d: %s", index, rule);
    return failure(ctx, code, "query", what);
}

/* NULL when all is bound. */
static sxs_object_t bind_all(sxs_context_t ctx, sqlite3_stmt *statement, sxs_object_t args) {
    size_t given = api->list_size(api->as_list(args)) - 2;
    int wanted = sqlite3_bind_parameter_count(statement);
    if (given != (size_t)wanted) {
        char what[96];
        snprintf(what, sizeof what, "the statement takes %d parameters, got %zu", wanted, given);
        return failure(ctx, SQLITE_RANGE, "query", what);
    }
    for (int i = 1; i <= wanted; i++) {
        int code = bind(statement, i, argument(args, (size_t)i + 1));
        if (code != SQLITE_OK) return bind_failure(ctx, code, i);
    }
    return NULL;
}

/* ---- the functions ---- */

static sxs_object_t open_failure(sxs_context_t ctx, database_t *database) {
    sxs_object_t error = database->connection == NULL ? no_memory(ctx, "open")
                                                      : connection_failure(ctx, database->connection, "open");
    sqlite3_close_v2(database->connection);
    free(database);
    return error;
}

static sxs_object_t open_database(sxs_context_t ctx, sxs_object_t args) {
    const char *path = text_argument(args, 0);
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    if (path == NULL) return holds_nul(ctx, "open");
    database_t *database = calloc(1, sizeof *database);
    if (database == NULL) return no_memory(ctx, "open");
    if (sqlite3_open_v2(path, &database->connection, flags, NULL) != SQLITE_OK) return open_failure(ctx, database);
    sqlite3_busy_timeout(database->connection, BUSY_WAIT_MS);
    insert(database);
    return api->create_int(database->handle);
}

/* The total's growth and not sqlite3_changes, which knows the last of several statements only. */
static sxs_object_t exec(sxs_context_t ctx, sxs_object_t args) {
    const char *sql = text_argument(args, 1);
    if (sql == NULL) return holds_nul(ctx, "exec");
    database_t *database = enter(args);
    if (database == NULL) return bad_handle(ctx, "exec", api->as_int(argument(args, 0)));
    int before = sqlite3_total_changes(database->connection);
    int code = sqlite3_exec(database->connection, sql, NULL, NULL, NULL);
    sxs_object_t result = code != SQLITE_OK
                              ? connection_failure(ctx, database->connection, "exec")
                              : api->create_int(sqlite3_total_changes(database->connection) - before);
    finish(database);
    return result;
}

/*
 * Whether anything but blanks and comments follows, which SQLite would ignore without a word. It
 * makes no statement of those; what it cannot make one of is something else, too.
 */
static int has_more(sqlite3 *connection, const char *tail) {
    sqlite3_stmt *second = NULL;
    int code = sqlite3_prepare_v2(connection, tail, -1, &second, NULL);
    sqlite3_finalize(second);
    return code != SQLITE_OK || second != NULL;
}

static sxs_object_t run(sxs_context_t ctx, sqlite3 *connection, const char *sql, sxs_object_t args) {
    sqlite3_stmt *statement;
    const char *tail;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, &tail) != SQLITE_OK)
        return connection_failure(ctx, connection, "query");
    sxs_object_t result = statement == NULL ? failure(ctx, SQLITE_MISUSE, "query", "'sql' holds no statement")
                          : has_more(connection, tail)
                              ? failure(ctx, SQLITE_MISUSE, "query", "'sql' holds more than one statement")
                              : bind_all(ctx, statement, args);
    if (result == NULL) result = rows_of(ctx, statement);
    sqlite3_finalize(statement);
    return result;
}

static sxs_object_t query(sxs_context_t ctx, sxs_object_t args) {
    const char *sql = text_argument(args, 1);
    if (sql == NULL) return holds_nul(ctx, "query");
    database_t *database = enter(args);
    if (database == NULL) return bad_handle(ctx, "query", api->as_int(argument(args, 0)));
    sxs_object_t result = run(ctx, database->connection, sql, args);
    finish(database);
    return result;
}

static sxs_object_t close_database(sxs_context_t ctx, sxs_object_t args) {
    long long handle = api->as_int(argument(args, 0));
    database_t *database = handle == 0 ? NULL : take_out(handle);
    if (database == NULL) return bad_handle(ctx, "close", handle);
    leave(database);
    return api->create_int(0);
}

void kernel_init(sxs_registry_t registry, const sxs_api_table_t *table) {
    api = table;
    api->register_function(registry, "open", open_database, SXS_TYPE_INT, 0);
    api->register_function(registry, "exec", exec, SXS_TYPE_INT, 0);
    api->register_function(registry, "query", query, SXS_TYPE_BRACKET_LIST, 1);
    api->register_function(registry, "close", close_database, SXS_TYPE_INT, 0);
}

void kernel_shutdown(const sxs_api_table_t *table) {
    database_t *database;
    (void)table;
    while ((database = take_out(0)) != NULL) leave(database);
}
