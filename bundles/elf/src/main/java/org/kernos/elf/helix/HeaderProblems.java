package org.kernos.elf.helix;

import java.util.ArrayList;
import java.util.List;

/** Problems of one header, the first hundred of them: a damaged table may have ten thousand. */
final class HeaderProblems {

    private static final int LISTED = 100;

    private final List<String> listed = new ArrayList<>();
    private int others;

    void add(String problem) {
        if (listed.size() < LISTED) {
            listed.add(problem);
        } else {
            others++;
        }
    }

    List<String> toList() {
        List<String> all = new ArrayList<>(listed);
        if (others > 0) {
            all.add(others + " more were found and are not listed");
        }
        return all;
    }
}
