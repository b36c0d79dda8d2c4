package org.kernos.deployer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How watched directories are turned into modules, PID {@value #PID}. A key that is not set there is read from the framework property of
 * the same name. An empty value means the default. Which directories are watched, and how often, is FileInstall's configuration.
 */
@ObjectClassDefinition(name = "Kernos deployer")
@interface DeployerConfiguration {

    String PID = "org.kernos.deployer";

    @AttributeDefinition(
            name = "Quiet period",
            description =
                    "Milliseconds without a change after which a module directory or archive counts as complete, 0 to 3600000.")
    String kernos_deployer_quiet_ms() default "1000";
}
