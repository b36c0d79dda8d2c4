package org.kernos.descriptor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kernos.api.ModuleDescriptor;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.spi.NearNames;
import org.osgi.framework.Version;

/** Takes single values from a manifest.json and notes, with place and JSON pointer, the ones that are wrong. */
public final class ManifestProblems {

    /** Nine digits each, so that the framework's versions can hold the number and the one above it. */
    private static final Pattern VERSION =
            Pattern.compile("(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})");

    private final Source source;
    private final ProblemList problems;
    private final ProblemList warnings;

    public ManifestProblems(Source source, ProblemList problems, ProblemList warnings) {
        this.source = source;
        this.problems = problems;
        this.warnings = warnings;
    }

    public Place place(Json json) {
        return source.place(json.offset());
    }

    /** Notes a problem of the value that this pointer leads to. */
    public void add(Json json, ProblemCode code, String pointer, String message, String fix) {
        String text = pointer.isEmpty() ? message : pointer + ": " + message;
        problems.add(Problem.of(code, text).at(place(json)).fix(fix));
    }

    /** Notes that something else is expected. */
    public void addExpected(Json json, String pointer, String expected, String fix) {
        add(json, ProblemCode.MANIFEST, pointer, "expected " + expected + ", found " + json.found(), fix);
    }

    /** Warns of keys that mean nothing: nothing is wrong with them, unless one is mistyped. */
    public void warnOfUnknown(Json.Members object, String pointer, Collection<String> known) {
        object.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                Problem warning = Problem.of(
                        ProblemCode.MANIFEST, pointer + "/" + Source.excerpt(key) + ": the key is unknown and ignored");
                warnings.add(warning.at(source.place(member.keyOffset()))
                        .suggest(warnings.isFull() ? List.of() : NearNames.of(key, known))
                        .fix("use one of " + String.join(", ", known)));
            }
        });
    }

    /** The text of this key; empty when the key is not there, or not a text, which is noted. */
    public Optional<Json.Text> text(Json.Members object, String key, String pointer) {
        Json.Member member = object.members().get(key);
        if (member == null) {
            return Optional.empty();
        } else if (member.value() instanceof Json.Text text) {
            return Optional.of(text);
        }
        addExpected(member.value(), pointer + "/" + key, "a string", "write it in double quotes");
        return Optional.empty();
    }

    /**
     * The elements of this key's list; none when the key is not there, or something else, which is noted.
     *
     * @param example of such a list, for the fix
     */
    public List<Json> list(Json.Members object, String key, String pointer, String example) {
        Json.Member member = object.members().get(key);
        if (member == null) {
            return List.of();
        } else if (member.value() instanceof Json.Items list) {
            return list.items();
        }
        addExpected(member.value(), pointer + "/" + key, "a list", "write " + example);
        return List.of();
    }

    /** The truth value of this key; empty when the key is not there, or something else, which is noted. */
    public Optional<Boolean> bool(Json.Members object, String key, String pointer) {
        Json.Member member = object.members().get(key);
        if (member == null) {
            return Optional.empty();
        } else if (member.value() instanceof Json.Bool bool) {
            return Optional.of(bool.value());
        }
        addExpected(member.value(), pointer + "/" + key, "true or false", "write true or false without quotes");
        return Optional.empty();
    }

    /** The text, where it is a module's name; empty when it is none, which is noted. */
    public Optional<String> moduleName(Json.Text text, String pointer) {
        if (ModuleDescriptor.isModuleName(text.value())) {
            return Optional.of(text.value());
        }
        add(
                text,
                ProblemCode.NAME,
                pointer,
                "expected a module's name, found " + text.found(),
                "use 1 to 128 of A-Z a-z 0-9 _ . - with a letter or digit first");
        return Optional.empty();
    }

    /** The version of this key; empty when the key is not there, or no version, which is noted. */
    public Optional<Version> version(Json.Members object, String key, String pointer) {
        Optional<Json.Text> text = text(object, key, pointer);
        if (text.isPresent() && !VERSION.matcher(text.get().value()).matches()) {
            addExpected(
                    text.get(),
                    pointer + "/" + key,
                    "a version of three numbers",
                    "write it as \"1.2.3\", each number from 0 to 999999999 without leading zeros");
            return Optional.empty();
        }
        return text.map(written -> Version.parseVersion(written.value()));
    }
}
