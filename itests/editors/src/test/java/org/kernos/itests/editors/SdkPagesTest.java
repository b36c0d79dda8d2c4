package org.kernos.itests.editors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the SDK are read where Kernos is installed, without its sources: what they link has to be in the SDK too. */
final class SdkPagesTest {

    private static final Path SDK = Path.of(System.getProperty("kernos.root"), "distribution/sdk");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(SDK)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfThePageLeadsToSomethingInTheSdk(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            Path target = links.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(links.group(1)).normalize();
            if (!target.startsWith(SDK) || !Files.exists(target) || !hasHeading(target, links.group(2))) {
                dead.add(links.group());
            }
        }
        assertThat(dead).as("dead links of %s", SDK.relativize(page)).isEmpty();
    }

    private static boolean hasHeading(Path page, String anchor) throws IOException {
        return anchor == null
                || HEADING.matcher(Files.readString(page)).results().anyMatch(heading -> anchorOf(heading.group(1))
                        .equals(anchor));
    }

    /** As those who show Markdown make it. */
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Alnum} _-]", "")
                .replace(' ', '-');
    }
}
