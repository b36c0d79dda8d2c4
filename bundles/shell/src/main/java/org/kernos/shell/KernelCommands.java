package org.kernos.shell;

import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.kernos.api.Leak;
import org.kernos.api.LeakSource;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What people do with kernels, except {@link CallCommand}. */
// The display is only held open.
@SuppressWarnings("try")
@Component(service = KernelCommands.class)
@GogoCommand(
        scope = KernelCommands.SCOPE,
        function = {"load", "unload", "list", "functions", "info", "lock", "leaks", "why"})
public final class KernelCommands {

    static final String SCOPE = "kernel";
    private static final String KIND = "kernel";

    private final BundleContext context;
    private final ModuleContainer container;
    private final ModuleRegistry registry;
    private final List<LeakSource> leakSources;
    private final KnownModules modules;

    @Activate
    public KernelCommands(
            BundleContext context,
            @Reference ModuleContainer container,
            @Reference ModuleRegistry registry,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<LeakSource> leakSources) {
        this.context = context;
        this.container = container;
        this.leakSources = leakSources;
        this.registry = registry;
        this.modules = new KnownModules(registry);
    }

    @Descriptor("load a kernel by name or directory and start it")
    public String load(
            @Descriptor("calling convention of its functions: values or form")
                    @Parameter(
                            names = {"-a", "--args"},
                            absentValue = "")
                    @Offers(Choice.CONVENTION)
                    String convention,
            @Descriptor("name on the search path, or a directory") @Offers(Choice.DIRECTORY) String name) {
        Map<String, String> settings = convention.isEmpty() ? Map.of() : Map.of("args", checked(convention));
        try (FetchDisplay fetches = new FetchDisplay(context)) {
            return ModuleReport.outcome(container.load(name, new LoadOptions(settings)), "active");
        }
    }

    private static String checked(String convention) {
        if (convention.equals("values") || convention.equals("form")) {
            return convention;
        }
        throw new CommandFailure(List.of(
                Problem.of(ProblemCode.MANIFEST, "--args is '" + convention + "', expected 'values' or 'form'")));
    }

    @Descriptor("stop a kernel, unload its library and remove its bundle")
    public String unload(
            @Descriptor(Force.MEANING)
                    @Parameter(
                            names = {Force.SHORT, Force.LONG},
                            presentValue = Force.PRESENT,
                            absentValue = Force.ABSENT)
                    boolean force,
            @Descriptor("the kernel's name") @Offers(Choice.KERNEL) String name) {
        return ModuleReport.outcome(container.uninstall(name, force), "unloaded");
    }

    @Descriptor("list the kernels")
    public String list() {
        return ModuleReport.table(modules.all().stream()
                .filter(module -> module.descriptor().kind().equals(KIND))
                .toList());
    }

    @Descriptor("list the functions of all modules")
    public String functions() {
        return ModuleReport.functions(modules.all());
    }

    @Descriptor("list the functions of one module")
    public String functions(@Descriptor("the module's name") @Offers(Choice.MODULE) String module) {
        return ModuleReport.functions(List.of(modules.named(module)));
    }

    @Descriptor("show all that is known of a kernel: library, counters, functions, problems")
    public String info(@Descriptor("the kernel's name") @Offers(Choice.KERNEL) String kernel) {
        return modules.details(kernel);
    }

    @Descriptor("end the loading phase: no new module can be loaded afterwards")
    public String lock() {
        container.lock();
        return "loading is locked";
    }

    @Descriptor("list what unloaded modules have left in this process, and why")
    public String leaks() {
        List<Leak> leaks =
                leakSources.stream().flatMap(source -> source.leaks().stream()).toList();
        return leaks.isEmpty() ? "everything that was unloaded is gone" : ModuleReport.leaks(leaks);
    }

    @Descriptor("say why a module or a function is not there")
    public String why(@Descriptor("module, or module/function") @Offers(Choice.MODULE_OR_FUNCTION) String name) {
        List<Problem> problems = registry.why(name);
        return problems.isEmpty() ? "'" + name + "' is there" : CommandFailure.text(problems);
    }
}
