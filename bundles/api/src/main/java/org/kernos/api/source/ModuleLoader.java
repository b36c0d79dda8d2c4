package org.kernos.api.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleInfo;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Loads modules by their names: one that is installed is started; others come from wherever the mounted {@link ModuleSourceResolver} finds them or,
 * without one, from the search path. An OSGi service.
 */
@ProviderType
public interface ModuleLoader {

    /** The service property with the directories that are searched without a resolver, a {@code String[]}; the working directory is the last one. */
    String SEARCH_PATH = "kernos.search.path";

    /**
     * Finds a module, installs and starts it. One that is active already is left as it is. The resolver has
     * {@code kernos.sources.limit.ms}; an interrupt of the calling thread cancels it.
     *
     * @param moduleId the module's name: what is found under it has to have it
     * @param config for the module, over what its own files say; kept with its bundle
     * @param sourceHint for the resolver
     * @return the module as it is now
     * @throws ModuleNotFoundException as the resolver says it
     * @throws ModuleLoadException when it was found and cannot be loaded, or the resolver failed; nothing is installed then
     */
    ModuleInfo load(String moduleId, Map<String, String> config, @Nullable Object sourceHint)
            throws ModuleNotFoundException, ModuleLoadException;

    /**
     * What {@link #load} would try, place by place, with what is found; installs nothing.
     *
     * @throws ModuleLoadException when the resolver failed
     */
    List<Attempt> explain(String moduleId, @Nullable Object sourceHint) throws ModuleLoadException;
}
