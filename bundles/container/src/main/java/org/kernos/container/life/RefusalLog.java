package org.kernos.container.life;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kernos.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why a module is not there, once: the same module is tried when the container starts, by boot, and again whenever
 * a reader or a runtime comes, and mostly fails for the same reasons. Other reasons, or the same after it was there, are news.
 */
public final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final int MOST_REMEMBERED = 1_000;

    private final Map<String, List<Problem>> said = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Problem>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * One entry with all problems, unless it would repeat the last one.
     *
     * @param directory the module's directory as people know it
     */
    public void refused(String directory, List<Problem> problems) {
        if (isNews(directory, problems)) {
            LOG.error("{}: {}", directory, text(problems));
        }
    }

    /** The same of a module that its author has flagged as optional: nobody has to act. */
    public void without(String directory, List<Problem> problems) {
        if (isNews(directory, problems)) {
            LOG.warn("{}: an optional module is not active: {}", directory, text(problems));
        }
    }

    private boolean isNews(String directory, List<Problem> problems) {
        synchronized (said) {
            return !problems.equals(said.put(directory, problems));
        }
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** The module is there. */
    public void accepted(String directory) {
        synchronized (said) {
            said.remove(directory);
        }
    }
}
