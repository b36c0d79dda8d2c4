package org.kernos.runtime.micropython.interpreter;

/** The objects that {@code start.py} hands to Java, in its order: they do what only Python can do to Python objects. */
enum Helper {
    /** Asked for an iterator, it raises what was prepared. */
    RAISER,
    /** Asked for an iterator, it gives what was put into it. */
    BOX,
    /** (type, message, attribute, value...) */
    PREPARE,
    /** (exception) */
    PREPARE_AGAIN,
    /** (function, arguments...): calls it, and puts an exception into the box. */
    KEEPING,
    /** The exception that is in the box. */
    KEPT,
    /** (hexadecimal digits): into the box. */
    BIG_INT,
    /** (upper, lower 32 bits): into the box. */
    LONG_INT,
    /** (length) */
    LIST,
    /** (list, first index, elements...) */
    FILL,
    /** (elements...) */
    TUPLE,
    /** (list) */
    TUPLE_OF,
    DICT,
    /** (dict, anything, key, value...) */
    UPDATE,
    /** (address, length) */
    BYTES,
    /** (source) */
    EVALUATE,
    /** (name): the module that the whole of a dotted name stands for. */
    IMPORT,
    /** (name): takes a module out of {@code sys.modules}. */
    FORGET,
    /** (name, module): puts it into {@code sys.modules}. */
    PUT,
    /** (old, new): gives those that have imported one module the other one. */
    REBIND,
    /** (module): the names of its public functions. */
    FUNCTIONS,
    /** (object): the name of its class. */
    TYPE_NAME,
    /** Runs long enough for an interrupt that came too late. */
    SETTLE,
    /** (module or its name, dict): gives it its {@code __config__}. */
    CONFIGURE
}
