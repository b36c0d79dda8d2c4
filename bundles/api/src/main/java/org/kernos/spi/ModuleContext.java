package org.kernos.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kernos.api.Evaluator;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Problem;
import org.kernos.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/** What a runtime is given to open a module. */
@ProviderType
public interface ModuleContext {

    ModuleDescriptor descriptor();

    /** Unique per module name in the life of the framework's storage. */
    long revision();

    ModuleFiles files();

    /** The modules it is wired to, all of them open; an optional one that is not there is left out. */
    List<Provider> providers();

    /** The load options' settings; they win over the descriptor's properties. */
    Map<String, String> settings();

    /**
     * The module's own settings when it is opened, in the order of their keys: what its descriptor says, over it what it was loaded with,
     * over both what Config Admin has for it. Keys are without {@link DescriptorKeys#CONFIG}.
     */
    Map<String, String> configuration();

    /** An existing empty directory of this revision alone; the container removes it when the module is closed. */
    Path dataDirectory();

    /** Evaluates outside any program: literals stand for themselves, a paren list calls an active function. */
    Evaluator evaluator();

    /** The scope of calls that come from no program: this very object is what the module's functions are given then. */
    default Evaluator usualScope() {
        return evaluator();
    }

    /**
     * Sends a message in this module's name: {@link org.kernos.api.ModuleContainer#send}.
     *
     * @throws KernelException as there, and when this module lacks a capability of the other one
     */
    Optional<Message> send(String module, String type, Value.Str payload, Duration limit);

    /** Reports something the author should know; shows in {@code module:info}. Any thread, any time. */
    void warn(Problem problem);

    /** One open revision of another module. */
    record Provider(String module, long revision) {}
}
