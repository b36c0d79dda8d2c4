package org.kernos.container;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kernos.api.Problem;
import org.kernos.api.SwapReport;
import org.kernos.container.bundle.BundleSynthesizer;
import org.kernos.container.bundle.ModuleHeaders;
import org.kernos.container.history.History;
import org.kernos.container.life.ModuleEntry;
import org.kernos.container.life.ModuleListener;
import org.osgi.framework.Bundle;

/** Says what becomes of modules as events of Event Admin: topics and properties stand in {@code docs/swapping.md}. */
final class ModuleEvents implements ModuleListener {

    static final String TOPICS = "org/kernos/module/";

    private final EventPoster poster;
    private final History history;

    ModuleEvents(EventPoster poster, History history) {
        this.poster = poster;
        this.history = history;
    }

    void installed(Bundle bundle) {
        post("INSTALLED", bundle);
    }

    void uninstalled(Bundle bundle) {
        post("UNINSTALLED", bundle);
    }

    private void post(String topic, Bundle bundle) {
        if (poster.isHeard() && ModuleHeaders.isModule(bundle)) {
            String name = bundle.getSymbolicName().substring(BundleSynthesizer.NAME_PREFIX.length());
            post(
                    topic,
                    new Properties(bundle, name)
                            .with("version", bundle.getVersion().toString())
                            .with("revision", ModuleHeaders.of(bundle).revision()));
        }
    }

    @Override
    public void opened(ModuleEntry entry) {
        history.opened(
                entry.bundle().getBundleId(),
                entry.headers().revision(),
                entry.descriptor().version());
        post("STARTED", entry, List.of());
    }

    @Override
    public void closed(ModuleEntry entry) {
        post("STOPPED", entry, List.of());
    }

    @Override
    public void troubled(ModuleEntry entry, List<Problem> problems) {
        post("PROBLEM", entry, problems);
    }

    private void post(String topic, ModuleEntry entry, List<Problem> problems) {
        if (poster.isHeard()) {
            Properties properties = new Properties(entry.bundle(), entry.name())
                    .with("version", entry.descriptor().version().toString())
                    .with("revision", entry.headers().revision());
            post(topic, problems.isEmpty() ? properties : properties.with(problems));
        }
    }

    /**
     * @param reason as in {@link org.kernos.api.RevisionRecord}
     * @param entry what served before
     */
    void swapEnded(SwapReport report, String reason, ModuleEntry entry) {
        if (!poster.isHeard()) {
            return;
        }
        String topic =
                switch (report.result()) {
                    case SWITCHED -> "SWAPPED";
                    case ROLLED_BACK -> "ROLLED_BACK";
                    case REFUSED, UNCHANGED -> "REFUSED";
                };
        post(
                topic,
                new Properties(entry.bundle(), entry.name())
                        .with("version", report.newVersion().toString())
                        .with("revision", report.newRevision())
                        .with("old.version", report.oldVersion().toString())
                        .with("old.revision", report.oldRevision())
                        .with("reason", reason)
                        .with("state.bytes", report.stateBytes())
                        .with("gate.closed.nanos", report.gateClosed().toNanos())
                        .with(report.problems()));
    }

    private void post(String topic, Properties properties) {
        poster.post(TOPICS + topic, properties.values);
    }

    /** An event's properties as they are collected. */
    private static final class Properties {
        private final Map<String, Object> values = new HashMap<>();

        Properties(Bundle bundle, String module) {
            with("module", module);
            with("bundle.id", bundle.getBundleId());
            with("timestamp", Instant.now().toEpochMilli());
        }

        Properties with(String key, Object value) {
            values.put(key, value);
            return this;
        }

        Properties with(List<Problem> problems) {
            with(
                    "problem.codes",
                    problems.stream().map(each -> each.code().label()).toArray(String[]::new));
            return with("problems", problems.stream().map(Problem::toString).toArray(String[]::new));
        }
    }
}
