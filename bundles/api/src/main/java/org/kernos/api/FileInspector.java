package org.kernos.api;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows what a file of one format says of itself, without running anything of it. An OSGi service whose property {@code
 * kernos.inspector} is its {@link #name}. Called from any thread.
 */
@ConsumerType
public interface FileInspector {

    /** The service property that has the {@link #name}. */
    String PROPERTY = "kernos.inspector";

    /** Of the format, for people and for commands: {@code helix}. */
    String name();

    /**
     * Reads the file as far as it goes.
     *
     * @throws ModuleException when it cannot be read, or is nothing of this format
     */
    Inspection inspect(Path file) throws ModuleException;

    /**
     * @param sections in the order in which they are to be shown
     * @param problems what is wrong with the file; what is shown may then be incomplete
     * @param warnings what its author should know although the file can be used
     */
    record Inspection(List<Section> sections, List<Problem> problems, List<Problem> warnings) {
        public Inspection {
            sections = List.copyOf(sections);
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param title one word or two; empty for the first section, which needs none
     * @param rows in the order in which they are to be shown
     */
    record Section(String title, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /**
     * @param name repeated where there are several values
     * @param value may have several lines
     */
    record Row(String name, String value) {}
}
