package org.kernos.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.api.VersionRequirement;
import org.kernos.api.interfaces.InterfaceId;
import org.kernos.container.call.TypedModule;
import org.kernos.container.contract.HostContract;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.Dependents;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.life.Wiring;
import org.kernos.container.resolve.DependencyResolver;
import org.kernos.container.resolve.Node;
import org.osgi.framework.VersionRange;

/** The registry over the container's table: always what is there now. */
final class LiveModuleRegistry implements ModuleRegistry {

    private final ModuleTable table;
    private final Attachments attachments;
    private final WhyNot whyNot;

    private final Wiring wiring;
    private final Dependents dependents;
    private final BuiltInFunctions builtIn;

    LiveModuleRegistry(
            ModuleTable table, Attachments attachments, WhyNot whyNot, Wiring wiring, BuiltInFunctions builtIn) {
        this.table = table;
        this.attachments = attachments;
        this.whyNot = whyNot;
        this.wiring = wiring;
        this.dependents = new Dependents(table, wiring);
        this.builtIn = builtIn;
    }

    @Override
    public List<ModuleInfo> modules() {
        return table.infos();
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return name.equals(HostContract.OWN_NAME)
                ? Optional.of(builtIn.info())
                : table.find(name).map(table::info);
    }

    @Override
    public Optional<ModuleInfo> findModule(String name, VersionRequirement requirement) {
        VersionRange range = requirement.range();
        return table.find(name, entry -> range.includes(entry.descriptor().version()))
                .map(table::info);
    }

    @Override
    public List<ModuleInfo> findByInterface(InterfaceId id) {
        return table.providing(id).stream().map(table::info).toList();
    }

    @Override
    public List<ModuleInfo> providers(ModuleInfo module) {
        return table.all(module.name()).stream()
                .filter(entry -> entry.bundle().getBundleId() == module.bundleId())
                .flatMap(entry -> wiring.providers(entry.bundle()).stream())
                .map(table::find)
                .filter(Objects::nonNull)
                .map(table::info)
                .toList();
    }

    @Override
    public List<ModuleInfo> dependents(String module) {
        return table.find(module)
                .map(entry ->
                        dependents.activeOf(entry).stream().map(table::info).toList())
                .orElse(List.of());
    }

    @Override
    public List<String> loadOrder() {
        List<Node> nodes =
                table.all().stream().map(entry -> Node.of(entry.descriptor())).toList();
        return DependencyResolver.resolve(nodes).loadOrder().stream()
                .map(Node::name)
                .toList();
    }

    @Override
    public List<KernelFunction> functions() {
        return new ArrayList<>(table.functions());
    }

    @Override
    public Optional<KernelFunction> findFunction(String qualifiedName) {
        return table.findFunction(qualifiedName);
    }

    @Override
    public long changes() {
        return table.changes();
    }

    @Override
    public List<Problem> why(String name) {
        return name.equals(HostContract.OWN_NAME) ? List.of() : whyNot.explain(name);
    }

    @Override
    public List<String> stopOrder() {
        return attachments.stopOrder();
    }

    @Override
    public <T> T bind(Class<T> type, String module) {
        return TypedModule.bind(type, module, table::findFunction);
    }
}
