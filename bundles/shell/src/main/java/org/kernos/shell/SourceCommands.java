package org.kernos.shell;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;
import org.kernos.api.source.ModuleLoader;
import org.kernos.api.source.ModuleSourceResolver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Where modules come from. */
// The display is only held open.
@SuppressWarnings("try")
@Component(service = SourceCommands.class)
@GogoCommand(
        scope = ModuleCommands.SCOPE,
        function = {"install", "resolve", "sources"})
public final class SourceCommands {

    private static final String HINT = "--hint";
    private static final String HINT_MEANING =
            "what the module source resolver is told of it: file:PATH, zip:PATH, git+https://HOST/PATH#REF, mvn:GROUP:ARTIFACT:VERSION";

    private final BundleContext context;
    private final ModuleContainer container;
    private final ModuleLoader loader;
    private final List<Map<String, Object>> resolvers;

    /**
     * @param resolvers the properties of the mounted ones
     */
    @Activate
    public SourceCommands(
            BundleContext context,
            @Reference ModuleContainer container,
            @Reference ModuleLoader loader,
            @Reference(
                            service = ModuleSourceResolver.class,
                            collectionType = CollectionType.PROPERTIES,
                            cardinality = ReferenceCardinality.MULTIPLE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<Map<String, Object>> resolvers) {
        this.context = context;
        this.container = container;
        this.loader = loader;
        this.resolvers = resolvers.stream()
                .sorted(Comparator.comparingLong((Map<String, Object> each) -> -number(each, Constants.SERVICE_RANKING))
                        .thenComparingLong(each -> number(each, Constants.SERVICE_ID)))
                .toList();
    }

    private static long number(Map<String, Object> properties, String key) {
        return properties.get(key) instanceof Number number ? number.longValue() : 0;
    }

    @Descriptor(
            "install the module in a directory without starting it, or load one by its name from wherever it is found")
    public String install(
            @Descriptor(HINT_MEANING)
                    @Parameter(
                            names = {HINT},
                            absentValue = "")
                    String hint,
            @Descriptor("the module's directory, or its name") @Offers(Choice.DIRECTORY) String module) {
        if (hint.isEmpty() && isDirectory(module)) {
            return ModuleReport.outcome(container.install(CommandPaths.one(module), LoadOptions.NONE), "installed");
        }
        try (FetchDisplay fetches = new FetchDisplay(context)) {
            ModuleInfo loaded = loader.load(module, Map.of(), given(hint));
            return ModuleReport.outcome(new Outcome.Done(List.of(loaded), loaded.problems()), "active");
        } catch (ModuleException e) {
            throw new CommandFailure(e.problems());
        }
    }

    /** A word that is no module's name, or names what is there. */
    private static boolean isDirectory(String module) {
        return !ModuleDescriptor.isModuleName(module) || Files.isDirectory(CommandPaths.one(module));
    }

    private static @Nullable String given(String hint) {
        return hint.isEmpty() ? null : hint;
    }

    @Descriptor("show where a module would come from and what every place that is asked answers, without installing it")
    public String resolve(
            @Descriptor(HINT_MEANING)
                    @Parameter(
                            names = {HINT},
                            absentValue = "")
                    String hint,
            @Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        try (FetchDisplay fetches = new FetchDisplay(context)) {
            SourceLookup lookup = SourceLookup.of(loader, module, given(hint));
            return lookup.answers() + "\n" + module + " comes from " + lookup.found();
        }
    }

    @Descriptor("list the mounted module source resolvers; the first one is asked")
    public String sources() {
        if (resolvers.isEmpty()) {
            return "no resolver is mounted: modules are looked for among the installed bundles, "
                    + "then in kernos.path and the working directory";
        }
        TextTable table = new TextTable(List.of("service", "ranking", "bundle", "profile", "layers"), Set.of(0, 1, 2));
        for (Map<String, Object> resolver : resolvers) {
            table.row(
                    number(resolver, Constants.SERVICE_ID),
                    number(resolver, Constants.SERVICE_RANKING),
                    number(resolver, Constants.SERVICE_BUNDLEID),
                    resolver.getOrDefault("kernos.sources.profile", "-"),
                    resolver.get("kernos.sources.layers") instanceof String[] layers ? String.join(", ", layers) : "-");
        }
        return table.toString();
    }
}
