package org.kernos.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kernos.api.KernelFunction;
import org.kernos.api.ModuleInfo;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Problem;
import org.kernos.container.call.TypedModule;
import org.kernos.container.life.Attachments;
import org.kernos.container.life.ModuleTable;

/** The registry over the container's table: always what is there now. */
final class LiveModuleRegistry implements ModuleRegistry {

    private final ModuleTable table;
    private final Attachments attachments;
    private final WhyNot whyNot;

    LiveModuleRegistry(ModuleTable table, Attachments attachments, WhyNot whyNot) {
        this.table = table;
        this.attachments = attachments;
        this.whyNot = whyNot;
    }

    @Override
    public List<ModuleInfo> modules() {
        return table.infos();
    }

    @Override
    public Optional<ModuleInfo> findModule(String name) {
        return table.find(name).map(table::info);
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
        return whyNot.explain(name);
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
