package org.kernos.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.kernos.api.BootReport;
import org.kernos.api.LoadOptions;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.ModuleInfo;
import org.kernos.api.Outcome;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.RequestedModule;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;
import org.kernos.container.source.Answers;
import org.kernos.container.source.Answers.Answer;
import org.kernos.container.source.Inquiries;

/**
 * Loads modules with what they need. A load is tried as an operation; where that shows that a resolver has to be asked first, it is asked beside the
 * operations, which go on meanwhile, and the load is tried again on the state of then. So nothing is decided on a state that has passed.
 */
final class ModuleLoads {

    private final OperationThread operations;
    private final ModuleInstaller installer;
    private final ModuleSearch search;
    private final MemoryModules memory;
    private final Supplier<BatchLoad> batches;
    private final ModuleTable table;
    private final Inquiries inquiries;

    /**
     * @param batches makes a fresh one for each load
     */
    ModuleLoads(
            OperationThread operations,
            ModuleInstaller installer,
            ModuleSearch search,
            MemoryModules memory,
            Supplier<BatchLoad> batches,
            ModuleTable table,
            Inquiries inquiries) {
        this.operations = operations;
        this.installer = installer;
        this.search = search;
        this.memory = memory;
        this.batches = batches;
        this.table = table;
        this.inquiries = inquiries;
    }

    Outcome load(String name, LoadOptions options) {
        return inRounds(answers -> byName(name, options, answers));
    }

    Outcome loadFromMemory(String name, byte[] content) {
        return inRounds(answers -> memory.load(name, content, directory -> from(directory, LoadOptions.NONE, answers)));
    }

    /**
     * @param attempt an operation, whose outcome counts when the answers lack nothing after it
     */
    private Outcome inRounds(Function<Answers, Outcome> attempt) {
        Answers answers = inquiries.begin();
        while (true) {
            Outcome outcome = operations.run(() -> attempt.apply(answers));
            if (!answers.isAwaited()) {
                return outcome;
            }
            inquiries.ask(answers);
        }
    }

    private Outcome byName(String name, LoadOptions options, Answers answers) {
        Optional<ModuleEntry> loaded = serving(name, options);
        if (loaded.isPresent()) {
            return new Outcome.Unchanged(table.info(loaded.get()));
        }
        try {
            Optional<Path> directory = find(name, options, answers);
            return directory.isPresent() ? from(directory.get(), options, answers) : new Outcome.Refused(List.of());
        } catch (ModuleException e) {
            table.refused(RequestedModule.find(name).map(RequestedModule::name).orElse(name), e.problems());
            return new Outcome.Refused(e.problems());
        }
    }

    /** What looks like a module with a hint may be a directory as well, which comes first. */
    private Optional<ModuleEntry> serving(String name, LoadOptions options) {
        Optional<ModuleEntry> loaded = table.find(name).filter(table::isServing);
        Optional<RequestedModule> request =
                RequestedModule.find(name).filter(each -> each.hint().isPresent());
        return loaded.isPresent() || request.isEmpty() || isOnPath(name, options)
                ? loaded
                : table.find(request.get().name()).filter(table::isServing);
    }

    private boolean isOnPath(String name, LoadOptions options) {
        try {
            search.find(name, options);
            return true;
        } catch (ModuleException e) {
            return false;
        }
    }

    /**
     * Looks at the paths first, so that a resolver changes nothing for what is found without one.
     *
     * @return empty when the resolver has to be asked, which is noted
     * @throws ModuleException when the module is nowhere
     */
    private Optional<Path> find(String name, LoadOptions options, Answers answers) throws ModuleException {
        Optional<RequestedModule> request = RequestedModule.find(name);
        try {
            return Optional.of(search.find(name, options));
        } catch (ModuleException e) {
            if (request.isPresent() && answers.canBeAsked()) {
                return answered(request.get(), e, answers);
            } else if (request.isPresent() && request.get().hint().isPresent()) {
                throw new ModuleException(List.of(withoutResolver(request.get())), e);
            }
            throw e;
        }
    }

    private static Optional<Path> answered(RequestedModule request, ModuleException notOnPath, Answers answers)
            throws ModuleException {
        Optional<Answer> answer = answers.find(request);
        if (answer.isEmpty()) {
            answers.want(request);
            return Optional.empty();
        } else if (answer.get() instanceof Answer.Found found) {
            return Optional.of(found.directory());
        }
        List<Problem> problems = new ArrayList<>(request.hint().isPresent() ? List.of() : notOnPath.problems());
        problems.addAll(((Answer.Failed) answer.get()).problems());
        throw new ModuleException(problems);
    }

    /** What a module is told that has a hint, and nobody who would understand it. */
    static Problem withoutResolver(RequestedModule request) {
        return Problem.of(
                        ProblemCode.MODULE_NOT_FOUND,
                        "module '" + request.name() + "' was not found: it was asked for as '" + request
                                + "', and no module source resolver is mounted")
                .fix("install and start a bundle that registers a resolver; module:sources lists the mounted ones");
    }

    private Outcome from(Path directory, LoadOptions options, Answers answers) {
        Optional<ModuleEntry> sameDirectory = installer.findInstalled(directory).filter(table::isServing);
        if (sameDirectory.isPresent()) {
            return new Outcome.Unchanged(table.info(sameDirectory.get()));
        }
        BatchLoad.Result result = batches.get().run(List.of(directory), options, answers);
        BootReport report = result.report();
        if (!result.waiting().isEmpty()) {
            return new Outcome.Done(result.waiting(), result.waiting().get(0).problems());
        }
        return !result.loaded().contains(directory.toAbsolutePath().normalize())
                ? new Outcome.Refused(Stream.of(report.refused(), report.optional())
                        .flatMap(problems -> problems.values().stream())
                        .flatMap(List::stream)
                        .toList())
                : new Outcome.Done(
                        report.active(),
                        report.active().stream()
                                .flatMap(module -> module.problems().stream())
                                .toList());
    }

    /** Loads these, asking on the calling thread. */
    BootReport loadAll(List<Path> directories) {
        Answers answers = inquiries.begin();
        List<ModuleInfo> active = new ArrayList<>();
        Map<String, List<Problem>> refused = new LinkedHashMap<>();
        Map<String, List<Problem>> optional = new LinkedHashMap<>();
        Duration took = Duration.ZERO;
        List<Path> todo = directories;
        do {
            inquiries.ask(answers);
            List<Path> now = todo;
            BatchLoad.Result result = operations.run(() -> load(now, answers));
            active.addAll(result.report().active());
            refused.putAll(result.report().refused());
            optional.putAll(result.report().optional());
            took = took.plus(result.report().took());
            todo = List.copyOf(result.awaiting());
        } while (!todo.isEmpty());
        return new BootReport(active, refused, optional, took);
    }

    /** Loads those of these that lack no answer; a part of an operation. */
    BatchLoad.Result load(List<Path> directories, Answers answers) {
        return batches.get().run(directories, LoadOptions.NONE, answers);
    }

    ModuleDescriptor describe(String name, LoadOptions options) throws ModuleException {
        Optional<ModuleEntry> loaded = serving(name, options);
        if (loaded.isPresent()) {
            return loaded.get().descriptor();
        }
        Answers answers = inquiries.begin();
        Optional<Path> directory = find(name, options, answers);
        while (directory.isEmpty()) {
            inquiries.ask(answers);
            directory = find(name, options, answers);
        }
        return installer.read(directory.get(), options).descriptor();
    }
}
