package org.kernos.sxs.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes engines of {@code javax.script} that call every active function of the container. */
@Component(service = ScriptEngineFactory.class, property = ProgramLanguage.NAME + "=" + SxsScriptEngineFactory.WORD)
public final class SxsScriptEngineFactory implements ScriptEngineFactory {

    static final String WORD = "sxs";

    private static final String LANGUAGE_VERSION = "1.0";

    private final String version;
    private final ModuleContainer container;
    private final ProgramLimits limits;

    @Activate
    public SxsScriptEngineFactory(
            BundleContext context,
            @Reference ModuleContainer container,
            @Reference(target = "(" + ProgramLanguage.NAME + "=" + WORD + ")") ProgramLanguage language) {
        this(context.getBundle().getVersion().toString(), container, language.limits());
    }

    /**
     * @param version what the engine gives for its own
     * @param limits of each evaluation
     */
    SxsScriptEngineFactory(String version, ModuleContainer container, ProgramLimits limits) {
        this.version = version;
        this.container = container;
        this.limits = limits;
    }

    @Override
    public String getEngineName() {
        return "Kernos SXS";
    }

    @Override
    public String getEngineVersion() {
        return version;
    }

    @Override
    public List<String> getExtensions() {
        return List.of(WORD);
    }

    @Override
    public List<String> getMimeTypes() {
        return List.of("application/x-sxs");
    }

    @Override
    public List<String> getNames() {
        return List.of(WORD);
    }

    @Override
    public String getLanguageName() {
        return "SXS";
    }

    @Override
    public String getLanguageVersion() {
        return LANGUAGE_VERSION;
    }

    /** Null for {@code THREADING}: an engine is for one thread at a time. */
    @Override
    public @Nullable Object getParameter(String key) {
        return switch (key) {
            case ScriptEngine.ENGINE -> getEngineName();
            case ScriptEngine.ENGINE_VERSION -> getEngineVersion();
            case ScriptEngine.LANGUAGE -> getLanguageName();
            case ScriptEngine.LANGUAGE_VERSION -> getLanguageVersion();
            case ScriptEngine.NAME -> WORD;
            default -> null;
        };
    }

    /** A call of a module's or an import's function, {@code (alu/add a b)}; without an object that of a lambda, {@code (f a b)}. */
    @Override
    public String getMethodCallSyntax(@Nullable String object, String method, String... arguments) {
        String function = object == null || object.isEmpty() ? method : object + "/" + method;
        return Stream.concat(Stream.of(function), Stream.of(arguments)).collect(Collectors.joining(" ", "(", ")"));
    }

    /** The only way a program prints: {@code debug}, whose line begins with {@code [DEBUG]}. */
    @Override
    public String getOutputStatement(String toDisplay) {
        return "(debug " + new Value.Str(toDisplay) + ")";
    }

    /** A bracket list of the statements, each on lines of its own, so that a comment ends with it. */
    @Override
    public String getProgram(String... statements) {
        return Stream.of(statements).map(statement -> "\n" + statement).collect(Collectors.joining("", "[", "\n]"));
    }

    @Override
    public ScriptEngine getScriptEngine() {
        return new SxsScriptEngine(this, container, limits);
    }
}
