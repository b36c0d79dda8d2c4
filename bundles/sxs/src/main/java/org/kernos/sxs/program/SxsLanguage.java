package org.kernos.sxs.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kernos.api.ModuleContainer;
import org.kernos.api.ModuleException;
import org.kernos.api.Problem;
import org.kernos.api.program.Program;
import org.kernos.api.program.ProgramLanguage;
import org.kernos.api.program.ProgramLimits;
import org.kernos.api.program.ProgramOptions;
import org.kernos.api.program.ProgramSession;
import org.kernos.api.value.Value;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** SXS over the functions of the container. */
@Component(property = ProgramLanguage.NAME + "=" + SxsLanguage.WORD, configurationPid = SxsConfiguration.PID)
@Designate(ocd = SxsConfiguration.class)
public final class SxsLanguage implements ProgramLanguage {

    static final String WORD = "sxs";

    private final ModuleContainer container;
    private final ProgramLimits limits;

    /**
     * @throws IllegalArgumentException when a configured value is out of its range
     */
    @Activate
    public SxsLanguage(BundleContext context, @Reference ModuleContainer container, Map<String, Object> properties) {
        this(container, SxsSettings.limits(key -> configured(properties.get(key), context.getProperty(key))));
    }

    /** Over a container, with these limits. */
    public SxsLanguage(ModuleContainer container, ProgramLimits limits) {
        this.container = container;
        this.limits = limits;
    }

    private static @Nullable String configured(@Nullable Object value, @Nullable String property) {
        return value == null ? property : value.toString();
    }

    @Override
    public ProgramLimits limits() {
        return limits;
    }

    @Override
    public String name() {
        return WORD;
    }

    @Override
    public Program parse(String name, String text) throws ModuleException {
        return new Bound(SxsProgram.parse(name, text), container);
    }

    @Override
    public Program parse(Path file) throws ModuleException {
        return new Bound(SxsProgram.parse(file), container);
    }

    @Override
    public ProgramSession open(ProgramOptions options) {
        return new SxsSession(container, options);
    }

    private record Bound(SxsProgram program, ModuleContainer container) implements Program {
        @Override
        public List<Problem> check(ProgramOptions options) {
            return program.check(container, options);
        }

        @Override
        public Value run(ProgramOptions options) {
            return program.run(container, options);
        }
    }
}
