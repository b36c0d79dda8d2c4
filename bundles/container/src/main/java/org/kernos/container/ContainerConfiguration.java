package org.kernos.container;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The container's configuration, PID {@value #PID}. A key that is not set there is read from the framework property of the
 * same name. An empty value means the default.
 */
@ObjectClassDefinition(name = "Kernos container")
@interface ContainerConfiguration {

    String PID = "org.kernos.container";

    @AttributeDefinition(
            name = "Boot list",
            description =
                    "Comma-separated directories, whose module directories are loaded before any user program runs, and "
                            + "modules, as NAME or NAME@HINT for the module source resolver; what has commas in it in double quotes.")
    String kernos_boot() default "";

    @AttributeDefinition(
            name = "Search path",
            description = "Comma-separated directories in which load looks for a module by its name, in this order.")
    String kernos_path() default "";

    @AttributeDefinition(
            name = "Lock",
            description = "'none', or 'after-boot': no new module may be loaded once the boot directories are.")
    String kernos_lock() default "none";

    @AttributeDefinition(
            name = "Privileged modules",
            description = "Comma-separated names of the modules that may be flagged as privileged.")
    String kernos_privileged() default "";

    @AttributeDefinition(
            name = "Calling convention of kernels",
            description = "'values', 'form', or a comma-separated list of DIRECTORY=values and DIRECTORY=form.")
    String kernos_sxs_args() default "values";

    @AttributeDefinition(
            name = "Drain limit",
            description = "Milliseconds that running calls have to end when their module is stopped, 0 to 3600000.")
    String kernos_drain_limit_ms() default "5000";

    @AttributeDefinition(
            name = "Shutdown limit",
            description = "Milliseconds that a module's shutdown function has, 1 to 3600000.")
    String kernos_shutdown_limit_ms() default "10000";

    @AttributeDefinition(
            name = "Limit of configuring",
            description = "Milliseconds that an open module has for its changed configuration, 1 to 3600000.")
    String kernos_configure_limit_ms() default "10000";

    @AttributeDefinition(
            name = "Limit of module sources",
            description = "Milliseconds that a module source resolver has for one module, 1 to 3600000.")
    String kernos_sources_limit_ms() default "30000";

    @AttributeDefinition(
            name = "Asynchronous calls",
            description = "Threads for callAsync, 1 to 10000; by default twice the processors, at least 4.")
    String kernos_async_threads() default "";

    @AttributeDefinition(
            name = "Waiting asynchronous calls",
            description = "Calls that may wait for a thread before further ones are refused, 1 to 1000000.")
    String kernos_async_queue() default "1000";

    @AttributeDefinition(
            name = "Kept revisions",
            description = "How many former contents of each module a roll back can return to, 0 to 100.")
    String kernos_revisions_kept() default "3";

    @AttributeDefinition(
            name = "Persistent states",
            description =
                    "The directory for the states that outlive the container; by default in the container's own storage.")
    String kernos_state() default "";

    @AttributeDefinition(
            name = "Damaged states",
            description = "'fresh': a module whose saved state is damaged begins without; 'refuse': it stays down.")
    String kernos_state_damaged() default "fresh";
}
