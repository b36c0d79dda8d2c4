package org.kernos.runtime.micropython;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What an interpreter may use up when a module's manifest does not say, PID {@value #PID}. A key that is not set there is read from the
 * framework property of the same name. An empty value means the default.
 */
@ObjectClassDefinition(name = "Kernos Python")
@interface PythonConfiguration {

    String PID = "org.kernos.runtime.micropython";

    @AttributeDefinition(
            name = "Heap",
            description = "Bytes for Python objects in one interpreter, 262144 to 536870912.")
    String kernos_python_heap_bytes() default "8388608";

    @AttributeDefinition(name = "Time", description = "Milliseconds of one call, 1 to 31536000000.")
    String kernos_python_call_ms() default "10000";

    @AttributeDefinition(
            name = "Grace",
            description =
                    "Milliseconds that a call has to end after its time, 1 to 31536000000; then its interpreter is lost.")
    String kernos_python_grace_ms() default "1000";

    @AttributeDefinition(name = "Output", description = "Bytes that one call may print, 0 to 2147483647.")
    String kernos_python_output_bytes() default "1048576";

    @AttributeDefinition(name = "Waiting", description = "Callers that may wait for one interpreter, 0 to 1000000.")
    String kernos_python_waiting() default "100";

    @AttributeDefinition(
            name = "Roots",
            description =
                    "Comma-separated directories whose files the modules and programs of the group main may read and write.")
    String kernos_python_roots() default "";
}
