package org.kernos.sources;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where modules are looked for, PID {@value #PID}. A key that is not set there is read from the framework property of the same name. An empty value
 * means the default.
 */
@ObjectClassDefinition(name = "Kernos sources")
@interface SourcesConfiguration {

    String PID = "org.kernos.sources";

    @AttributeDefinition(
            name = "Profile",
            description = "'development', 'production' or 'testing': which layers count, in which order.")
    String kernos_sources_profile() default "development";

    @AttributeDefinition(
            name = "Overrides",
            description =
                    "Comma-separated MODULE=HINT: where these modules come from before anything else is looked at.")
    String kernos_sources_overrides() default "";

    @AttributeDefinition(
            name = "Workspace",
            description = "Comma-separated directories with module directories; by default those of kernos.path.")
    String kernos_sources_workspace() default "";

    @AttributeDefinition(
            name = "Packages",
            description = "Comma-separated directories with archives, each named MODULE.zip.")
    String kernos_sources_packages() default "";

    @AttributeDefinition(
            name = "Digests",
            description = "Comma-separated MODULE=sha256:HEX: what an archive of the packages has to be.")
    String kernos_sources_digests() default "";

    @AttributeDefinition(
            name = "Cache",
            description =
                    "The directory for what was unpacked and fetched, of one process; by default the bundle's own.")
    String kernos_sources_cache() default "";

    @AttributeDefinition(
            name = "Silence",
            description = "Milliseconds for which the host of a source may say nothing, 1000 to 3600000.")
    int kernos_sources_silence_ms() default 10000;

    @AttributeDefinition(
            name = "Offline",
            description = "Whether only the local Maven repository counts, and no other is asked.")
    boolean kernos_sources_maven_offline() default false;

    @AttributeDefinition(
            name = "Local Maven repository",
            description = "Its directory, where archives of Maven repositories are looked for first and come to; by "
                    + "default .m2/repository in the user's home.")
    String kernos_sources_maven_local() default "";

    @AttributeDefinition(
            name = "Maven repositories",
            description = "Comma-separated http, https and file addresses, in the order in which they are asked; by "
                    + "default those that every Maven project has.")
    String kernos_sources_maven_repositories() default "";
}
