package org.kernos.runtime.micropython.interpreter;

import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;

/**
 * MicroPython's functions, as Java calls them. Arguments are addresses of texts that end with 0, numbers of objects that Java holds,
 * and slots.
 */
final class Exports {

    /** (source, length, result slot) */
    final ExportFunction exec;

    /** (name, slot): puts what the slot has into {@code sys.modules}. */
    final ExportFunction registerModule;

    /** (object, argument count, argument slots, result slot) */
    final ExportFunction call;

    /** (object, name, result slot) */
    final ExportFunction attribute;

    /** (object): what its {@code __iter__} gives, as an object that Java holds; what it raises passes through. */
    final ExportFunction iterator;

    /** (object): Java does not hold it any more. */
    final ExportFunction release;

    /** (object, two words): for containers, their kind; their length and the address of their elements go into the words. */
    final ExportFunction elements;

    /** (object word, slot): puts any object into the slot. */
    final ExportFunction convert;

    /** Raises KeyboardInterrupt soon; the only one that another thread may call. */
    final ExportFunction interrupt;

    /** How many bytes of the C code's stack are free. */
    final ExportFunction freeStack;

    Exports(Instance instance) {
        exec = instance.export("mp_js_do_exec");
        registerModule = instance.export("mp_js_register_js_module");
        call = instance.export("proxy_c_to_js_call");
        attribute = instance.export("proxy_c_to_js_lookup_attr");
        iterator = instance.export("proxy_c_to_js_get_iter");
        release = instance.export("proxy_c_free_obj");
        elements = instance.export("proxy_c_to_js_get_type_and_data");
        convert = instance.export("proxy_convert_mp_to_js_obj_cside");
        freeStack = instance.export("emscripten_stack_get_free");
        interrupt = instance.export("mp_sched_keyboard_interrupt");
    }
}
