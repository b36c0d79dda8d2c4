package org.kernos.descriptor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.kernos.api.ModuleCapability;
import org.kernos.api.ModuleFlag;
import org.kernos.api.ProblemCode;
import org.kernos.spi.DescriptorKeys;
import org.kernos.spi.NearNames;

/** Reads the lists of words in a manifest.json, and the settings that a module's author gives it. */
final class TraitsReader {

    private static final int LONGEST_KEY = 128;
    private static final String PERSISTENT = "persistent";

    private final Json.Members root;
    private final ManifestProblems problems;

    TraitsReader(Json.Members root, ManifestProblems problems) {
        this.root = root;
        this.problems = problems;
    }

    Set<ModuleFlag> flags() {
        return words("flags", ModuleFlag::find, ModuleFlag.values());
    }

    /** Empty when the manifest says nothing of them, which is something else than none. */
    Optional<Set<ModuleCapability>> capabilities() {
        return root.members().containsKey("capabilities")
                ? Optional.of(words("capabilities", ModuleCapability::find, ModuleCapability.values()))
                : Optional.empty();
    }

    private <T> Set<T> words(String key, Function<String, Optional<T>> find, T[] all) {
        List<String> known = Arrays.stream(all).map(Object::toString).toList();
        Set<T> words = new LinkedHashSet<>();
        List<Json> items = problems.list(root, key, "", "[\"" + known.get(0) + "\"]");
        for (int i = 0; i < items.size(); i++) {
            Json item = items.get(i);
            String pointer = "/" + key + "/" + i;
            Optional<T> word = item instanceof Json.Text text ? find.apply(text.value()) : Optional.empty();
            if (word.isEmpty()) {
                problems.addExpected(item, pointer, "one of " + String.join(", ", known), fix(item, known));
            } else if (!words.add(word.get())) {
                problems.add(
                        item,
                        ProblemCode.DUPLICATE,
                        pointer,
                        "'" + word.get() + "' is given twice",
                        "remove one of the two");
            }
        }
        return words;
    }

    private static String fix(Json item, List<String> known) {
        List<String> near = item instanceof Json.Text text ? NearNames.of(text.value(), known) : List.of();
        return near.isEmpty() ? "write one of them in double quotes" : "write \"" + near.get(0) + "\"";
    }

    /** Whether the module's state outlives the process. */
    Optional<String> state() {
        Optional<Json.Text> state = problems.text(root, DescriptorKeys.STATE, "");
        if (state.isPresent() && !state.get().value().equals(PERSISTENT)) {
            problems.addExpected(
                    state.get(),
                    "/" + DescriptorKeys.STATE,
                    "'" + PERSISTENT + "'",
                    "leave it out for a state that ends with the process");
            return Optional.empty();
        }
        return state.map(Json.Text::value);
    }

    /** The settings as properties of the descriptor, all as texts. */
    Map<String, String> config() {
        Map<String, String> properties = new TreeMap<>();
        Json.Member member = root.members().get("config");
        if (member == null) {
            return properties;
        }
        if (!(member.value() instanceof Json.Members settings)) {
            problems.addExpected(member.value(), "/config", "an object", "write {\"key\": \"value\"}");
            return properties;
        }
        settings.members().forEach((key, setting) -> {
            String pointer = "/config/" + Source.excerpt(key);
            if (key.isEmpty() || key.length() > LONGEST_KEY || hasControl(key)) {
                problems.addExpected(
                        setting.value(),
                        pointer,
                        "a key of 1 to " + LONGEST_KEY + " characters, none of them a control character",
                        "rename the key");
            }
            value(setting.value(), pointer).ifPresent(value -> properties.put(DescriptorKeys.CONFIG + key, value));
        });
        return properties;
    }

    private static boolean hasControl(String key) {
        return key.chars().anyMatch(Character::isISOControl);
    }

    private Optional<String> value(Json json, String pointer) {
        Optional<String> text = Optional.empty();
        if (json instanceof Json.Text string && string.value().indexOf('\0') < 0) {
            text = Optional.of(string.value());
        } else if (json instanceof Json.Bool bool) {
            text = Optional.of(Boolean.toString(bool.value()));
        } else if (json instanceof Json.Other other && !other.text().equals("null")) {
            text = Optional.of(other.text());
        }
        if (text.isEmpty()) {
            problems.addExpected(
                    json, pointer, "a string without U+0000, a number, true or false", "write one of these");
        }
        return text;
    }
}
