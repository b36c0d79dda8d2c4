package org.kernos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        TextTable table = new TextTable(List.of("id", "module", "from"), Set.of(0));
        table.row(7, "alu", "modules/alu");
        table.row(1024, "io", "modules/io");
        assertThat(table)
                .hasToString("  id  module  from\n" + "   7  alu     modules/alu\n" + "1024  io      modules/io");
    }

    @Test
    void aLineBreakInACellDoesNotBreakTheTable() {
        TextTable table = new TextTable(List.of("a"), Set.of());
        table.row("x\ny");
        assertThat(table).hasToString("a\nx y");
    }
}
