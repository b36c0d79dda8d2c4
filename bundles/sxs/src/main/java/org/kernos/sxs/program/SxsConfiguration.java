package org.kernos.sxs.program;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What a run of a program may use up when whoever starts it does not say, PID {@value #PID}. A key that is not set there is read from the
 * framework property of the same name. An empty value means the default.
 */
@ObjectClassDefinition(name = "Kernos SXS")
@interface SxsConfiguration {

    String PID = "org.kernos.sxs";

    @AttributeDefinition(name = "Steps", description = "Calls and passes of loops in one run, 1 to 10^18.")
    String kernos_sxs_steps() default "10000000000";

    @AttributeDefinition(name = "Depth", description = "How deep calls of lambdas may be nested, 1 to 100000.")
    String kernos_sxs_depth() default "10000";

    @AttributeDefinition(name = "Time", description = "Milliseconds of one run, 1 to 31536000000.")
    String kernos_sxs_time_ms() default "3600000";

    @AttributeDefinition(name = "Output", description = "Bytes that debug may print in one run, 0 to 10^18.")
    String kernos_sxs_output() default "67108864";

    @AttributeDefinition(name = "Memory", description = "About how many bytes a run's values may take, 1 to 10^18.")
    String kernos_sxs_memory() default "536870912";
}
