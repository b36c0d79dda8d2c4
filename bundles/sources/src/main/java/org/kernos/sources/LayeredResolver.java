package org.kernos.sources;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kernos.api.source.Attempt;
import org.kernos.api.source.ModuleLoadException;
import org.kernos.api.source.ModuleNotFoundException;
import org.kernos.api.source.ModuleSource;
import org.kernos.api.source.ModuleSourceResolver;
import org.kernos.spi.NearNames;

/** Asks one layer after the other; the first that has a module decides. */
final class LayeredResolver implements ModuleSourceResolver {

    private static final String FIX =
            "check the name, or say where it is: --hint file:PATH, or an entry in kernos.sources.overrides";

    private final List<Layer> layers;

    LayeredResolver(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /** The names of the layers, in the order in which they are asked. */
    List<String> layers() {
        return layers.stream().map(Layer::name).toList();
    }

    @Override
    public ModuleSource resolve(String moduleId, @Nullable Object sourceHint)
            throws ModuleNotFoundException, ModuleLoadException {
        List<Attempt> attempts = new ArrayList<>();
        for (Layer layer : layers) {
            Layer.Answer answer = layer.ask(moduleId, sourceHint);
            if (answer.source().isPresent()) {
                return answer.source().get();
            }
            attempts.add(new Attempt(layer.name(), answer.text()));
        }
        List<String> known =
                layers.stream().flatMap(layer -> layer.names().stream()).toList();
        throw new ModuleNotFoundException(moduleId, attempts, NearNames.of(moduleId, known), FIX);
    }

    /** Asks every layer, those behind the first that has it as well; none behind one that has it and fails, as that is the end of resolving too. */
    @Override
    public List<Attempt> explain(String moduleId, @Nullable Object sourceHint) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        boolean failed = false;
        for (Layer layer : layers) {
            Explained explained = failed
                    ? new Explained(new Attempt(layer.name(), "is not asked"), true)
                    : explain(layer, moduleId, sourceHint);
            failed = explained.failed();
            attempts.add(explained.attempt());
        }
        return attempts;
    }

    private static String text(ModuleNotFoundException e) {
        return e.attempts().stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }

    private record Explained(Attempt attempt, boolean failed) {}

    private static Explained explain(Layer layer, String moduleId, @Nullable Object hint) throws IOException {
        try {
            Layer.Answer answer = layer.ask(moduleId, hint);
            if (answer.source().isEmpty()) {
                return new Explained(new Attempt(layer.name(), answer.text()), false);
            }
            Optional<Path> found = Optional.of(answer.source().get().resolve());
            return new Explained(new Attempt(layer.name(), answer.text(), found), false);
        } catch (ModuleNotFoundException e) {
            return new Explained(new Attempt(layer.name(), text(e)), true);
        } catch (ModuleLoadException e) {
            return new Explained(new Attempt(layer.name(), e.problems().get(0).message()), true);
        }
    }
}
