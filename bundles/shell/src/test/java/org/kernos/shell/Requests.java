package org.kernos.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.BootReport;
import org.kernos.api.KernelException;
import org.kernos.api.LoadOptions;
import org.kernos.api.Message;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleRegistry;
import org.kernos.api.Outcome;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.RevisionRecord;
import org.kernos.api.SwapReport;
import org.kernos.api.value.Value;

/** A container that notes what it is asked, refuses whatever is called greet, and otherwise answers with alu. */
final class Requests implements ModuleContainer {

    final List<String> noted = new ArrayList<>();

    private Outcome answer(String request, String name) {
        noted.add(request);
        return name.endsWith("greet")
                ? new Outcome.Refused(List.of(Problem.of(ProblemCode.DEPENDENCY_MISSING, "'greet' needs 'tts'")
                        .fix("load 'tts' first")))
                : new Outcome.Done(List.of(TwoModules.alu()), List.of());
    }

    @Override
    public Outcome load(String name, LoadOptions options) {
        return answer("load " + name + " " + options.settings(), name);
    }

    @Override
    public Outcome install(Path directory, LoadOptions options) {
        return answer("install " + directory, directory.toString());
    }

    @Override
    public BootReport loadAll(List<Path> directories) {
        return new BootReport(List.of(), Map.of(), Duration.ZERO);
    }

    @Override
    public Outcome start(String module) {
        noted.add("start " + module);
        return new Outcome.Unchanged(TwoModules.alu());
    }

    @Override
    public Outcome stop(String module, boolean force) {
        return answer("stop " + module + " " + force, module);
    }

    @Override
    public Outcome uninstall(String module, boolean force) {
        return answer("uninstall " + module + " " + force, module);
    }

    @Override
    public Outcome loadFromMemory(String name, byte[] content) {
        return answer("load from memory " + name, name);
    }

    @Override
    public ModuleDescriptor describe(String name, LoadOptions options) throws ModuleException {
        if (name.endsWith("greet")) {
            throw new ModuleException(
                    Files.exists(Path.of(name, "kernel.sxs"))
                            ? Problem.of(ProblemCode.SYNTAX, "'(' is not closed")
                                    .at(new Place(name + "/kernel.sxs", 1, 2))
                            : Problem.of(ProblemCode.MODULE_NOT_FOUND, "module '" + name + "' was not found"));
        }
        return TwoModules.alu().descriptor();
    }

    @Override
    public SwapReport swap(String module, Path directory) {
        noted.add("swap " + module + " " + directory);
        return directory.startsWith("/same")
                ? Swaps.unchanged()
                : directory.startsWith("/stuck") ? Swaps.withRemains() : Swaps.switched();
    }

    @Override
    public SwapReport swap(String module) {
        noted.add("swap " + module);
        return module.equals("greet") ? Swaps.refused() : Swaps.switched();
    }

    @Override
    public SwapReport rollback(String module) {
        noted.add("rollback " + module);
        return module.equals("greet") ? Swaps.refused() : Swaps.takenBack();
    }

    @Override
    public List<RevisionRecord> history(String module) {
        return module.equals("alu") ? Swaps.history() : List.of();
    }

    @Override
    public Outcome pause(String module) {
        return answer("pause " + module, module);
    }

    @Override
    public Outcome resume(String module) {
        return answer("resume " + module, module);
    }

    /** Alu answers; anything else is not active. */
    @Override
    public Optional<Message> send(String module, Message message, Duration limit) {
        noted.add("send " + module + " " + message + " within " + limit);
        if (!module.equals("alu")) {
            throw new KernelException(Problem.of(
                    ProblemCode.NOT_ACTIVE,
                    "message '" + message.type() + "' was not sent: '" + module + "' is Error"));
        }
        return message.type().equals("ping")
                ? Optional.empty()
                : Optional.of(new Message(
                        "alu", "sum", new Value.Str("of " + message.payload().text())));
    }

    @Override
    public ModuleRegistry registry() {
        return new TwoModules();
    }

    @Override
    public boolean isLoadAllowed() {
        return !noted.contains("lock");
    }

    @Override
    public void lock() {
        noted.add("lock");
    }
}
