package org.kernos.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kernos.api.RevisionRecord;
import org.kernos.container.history.History;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleTable;

/** The history of modules by their names: of several versions side by side, all of theirs. */
record Histories(ModuleTable table, History history) {

    List<RevisionRecord> of(String module) {
        List<RevisionRecord> records = new ArrayList<>();
        List<ModuleEntry> versions = table.all(module);
        for (ModuleEntry entry : versions) {
            long serving = table.isServing(entry) ? entry.headers().revision() : 0;
            records.addAll(history.records(entry.bundle().getBundleId(), serving));
        }
        if (versions.size() > 1) {
            records.sort(Comparator.comparing(RevisionRecord::since).reversed());
        }
        return List.copyOf(records);
    }
}
