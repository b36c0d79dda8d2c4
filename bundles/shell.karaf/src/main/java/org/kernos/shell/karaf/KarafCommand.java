package org.kernos.shell.karaf;

import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.kernos.shell.CommandSyntax;

/** One of our commands as Karaf's shell sees it. */
final class KarafCommand implements Command {

    private final CommandSyntax syntax;
    private final Call call;
    private final Completer completer;

    /** What carries the command out. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object run(Session session, List<Object> arguments) throws Exception;
    }

    KarafCommand(CommandSyntax syntax, Call call, Completer completer) {
        this.syntax = syntax;
        this.call = call;
        this.completer = completer;
    }

    @Override
    public String getScope() {
        return syntax.scope();
    }

    @Override
    public String getName() {
        return syntax.name();
    }

    @Override
    public String getDescription() {
        return syntax.description();
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return completer;
    }

    /** None: the session's own. */
    @Override
    public @Nullable Parser getParser() {
        return null;
    }

    @Override
    public @Nullable Object execute(Session session, List<Object> arguments) throws Exception {
        if (!arguments.isEmpty() && "--help".equals(String.valueOf(arguments.get(0)))) {
            // Karaf's help command runs this one and shows what it prints; a result it drops.
            System.out.println(syntax.help());
            return null;
        }
        return call.run(session, arguments);
    }
}
