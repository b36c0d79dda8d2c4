package org.kernos.shell.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kernos.api.ModuleDescriptor;

/**
 * The forms that a module's name takes in the sources of its project. The templates are projects of a module of the name {@code yourname}.
 *
 * @param name see {@link ModuleDescriptor#isModuleName}
 */
public record ProjectNames(String name) {

    private static final Pattern TEMPLATE = Pattern.compile("yourname|your_name|YourName");

    /** What no file in Python can be imported as: its keywords, and what MicroPython has by itself. Elsewhere the identifier never stands alone. */
    private static final Set<String> TAKEN = Set.of(
            ("and as assert async await break class continue def del elif else except finally for from global if import in is "
                            + "lambda nonlocal not or pass raise return try while with yield none true false "
                            + "array asyncio binascii builtins cmath collections deflate errno framebuf gc hashlib heapq io json "
                            + "kernos marshal math micropython os platform random re select struct sys time uctypes vfs main")
                    .split(" "));

    public ProjectNames {
        if (!ModuleDescriptor.isModuleName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no module name");
        }
    }

    /** For files, and for identifiers where they are small: {@code rr_sched} of {@code rr-sched}. */
    String identifier() {
        String identifier = name.toLowerCase(Locale.ROOT).replaceAll("[.-]", "_");
        if (Character.isDigit(identifier.charAt(0))) {
            return "m" + identifier;
        }
        return TAKEN.contains(identifier) ? identifier + "_module" : identifier;
    }

    /** For types and interfaces: {@code RrSched} of {@code rr-sched}. */
    String type() {
        String type = Arrays.stream(name.split("[._-]+"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT)
                        + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return Character.isDigit(type.charAt(0)) ? "M" + type : type;
    }

    /** A text or a path of a template, for this name. In one pass: a name may itself be one of those that are replaced. */
    String in(String template) {
        Map<String, String> forms = Map.of("yourname", name, "your_name", identifier(), "YourName", type());
        return TEMPLATE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(forms.getOrDefault(found.group(), "")));
    }
}
