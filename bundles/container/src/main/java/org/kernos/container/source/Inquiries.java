package org.kernos.container.source;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.api.source.RequestedModule;
import org.kernos.container.source.Answers.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the mounted resolver for the modules that loads want, and reads what it finds. That may take as long as a download, so it never happens on the
 * thread of operations.
 */
public final class Inquiries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);

    /** So many modules are asked for at the same time. */
    private static final int AT_ONCE = 8;

    /** So many are asked for in one load: a resolver that makes up modules which need further ones has to come to an end. */
    private static final int MOST = 1_000;

    private final Mounts mounts;
    private final ResolverCalls calls;
    private final DirectoryReader reader;
    private final BooleanSupplier isOperation;
    private final Runnable changed;

    /** Reads the module in a directory. */
    @FunctionalInterface
    public interface DirectoryReader {

        /**
         * @throws ModuleException with every problem that reading it alone shows
         */
        ModuleDescriptor read(Path directory) throws ModuleException;
    }

    /**
     * @param isOperation whether the calling thread is the one of operations
     * @param changed is run when another resolver may be the one to ask
     */
    public Inquiries(
            Mounts mounts, ResolverCalls calls, DirectoryReader reader, BooleanSupplier isOperation, Runnable changed) {
        this.mounts = mounts;
        this.calls = calls;
        this.reader = reader;
        this.isOperation = isOperation;
        this.changed = changed;
    }

    public void open() {
        mounts.follow(changed);
    }

    /** Ends all questions, without an answer. */
    @Override
    public void close() {
        mounts.unfollow(changed);
        calls.close();
    }

    /**
     * What a load begins with: no answers yet. Loads that are a part of an operation ask nobody, since all others would wait meanwhile; nor do those of a
     * resolver, which would be asked by what it loads to answer.
     */
    public Answers begin() {
        return isOperation.getAsBoolean() || ResolverCalls.isAsking()
                ? Answers.none()
                : new Answers(mounts.findResolver());
    }

    /** The same answers while the resolver that gave them is mounted; afterwards fresh ones. For loads that ask later, elsewhere. */
    public Answers renew(Answers former) {
        Optional<MountedResolver> now = mounts.findResolver();
        return now.map(MountedResolver::serviceId).equals(former.resolver().map(MountedResolver::serviceId))
                ? former
                : new Answers(now);
    }

    /**
     * Asks for what is wanted, several at the same time, and returns when each has its answer.
     *
     * @throws IllegalStateException when the container has stopped
     */
    public void ask(Answers answers) {
        List<RequestedModule> wanted = answers.wanted();
        MountedResolver resolver = answers.resolver().orElse(null);
        if (resolver == null) {
            return;
        }
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            Map<RequestedModule, ResolverCalls.Inquiry> asked = new LinkedHashMap<>();
            for (RequestedModule module : wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()))) {
                if (answers.count() + asked.size() < MOST) {
                    asked.put(
                            module,
                            calls.begin(resolver, module.name(), module.hint().orElse(null)));
                } else {
                    answers.put(module, new Answer.Failed(List.of(tooMany(module, resolver))));
                }
            }
            asked.forEach((module, inquiry) -> answers.put(module, answer(module, inquiry)));
        }
    }

    private static Problem tooMany(RequestedModule module, MountedResolver resolver) {
        return Problem.of(
                        ProblemCode.SOURCE_RESOLVER,
                        resolver.name() + ", was not asked for '" + module.name() + "': it was asked for " + MOST
                                + " modules before in the same load")
                .fix("see that the modules it finds do not need ever further ones");
    }

    private Answer answer(RequestedModule module, ResolverCalls.Inquiry inquiry) {
        try {
            Path directory = inquiry.answer();
            ModuleDescriptor descriptor = reader.read(directory);
            refuseOther(module.name(), descriptor.name(), directory.toString());
            return new Answer.Found(directory, descriptor);
        } catch (ModuleException e) {
            return new Answer.Failed(e.problems());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("what was found for {} could not be read", module.name(), e);
            return new Answer.Failed(
                    List.of(Problem.of(ProblemCode.FRAMEWORK, "reading '" + module.name() + "' ended with " + e)
                            .fix("the log has the stack trace")));
        }
    }

    /**
     * @throws ModuleException when it is another module that was found
     */
    public static void refuseOther(String asked, String found, String location) throws ModuleException {
        if (!found.equals(asked)) {
            throw new ModuleException(Problem.of(
                            ProblemCode.NAME_MISMATCH,
                            "module '" + asked + "' was asked for, and the directory holds '" + found + "'")
                    .at(Place.of(location))
                    .fix("ask for '" + found + "', or have the resolver name the directory of '" + asked + "'"));
        }
    }
}
