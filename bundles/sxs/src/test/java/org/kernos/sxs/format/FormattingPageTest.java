package org.kernos.sxs.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/formatting.md} and the code together. */
class FormattingPageTest {

    private static final Pattern BLOCK = Pattern.compile("^```scheme\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void theSecondSourceIsTheFirstOneFormatted() throws Exception {
        String page = Files.readString(Path.of("../../docs/formatting.md"));
        List<String> blocks =
                BLOCK.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(blocks).hasSize(2);
        assertThat(new SxsFormatter().format("before", blocks.get(0))).isEqualTo(blocks.get(1));
    }
}
