package org.kernos.container.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Orders modules so that nothing comes before what it has to follow; otherwise they keep the order they came in. */
public final class DependencyOrder {

    private DependencyOrder() {}

    /**
     * @param before what has to come before an item; items that are not among {@code items} do not count
     * @return all items; those on a cycle come last, in the order they came in
     */
    public static <T> List<T> sort(Collection<T> items, Function<T, ? extends Collection<T>> before) {
        Map<T, Integer> position = new LinkedHashMap<>();
        items.forEach(item -> position.put(item, position.size()));
        Map<T, Integer> waitingFor = new HashMap<>();
        Map<T, List<T>> followers = new HashMap<>();
        for (T item : position.keySet()) {
            for (T earlier : before.apply(item)) {
                if (position.containsKey(earlier) && !earlier.equals(item)) {
                    followers.computeIfAbsent(earlier, k -> new ArrayList<>()).add(item);
                    waitingFor.merge(item, 1, Integer::sum);
                }
            }
        }
        return release(position, waitingFor, followers);
    }

    private static <T> List<T> release(
            Map<T, Integer> position, Map<T, Integer> waitingFor, Map<T, List<T>> followers) {
        PriorityQueue<T> ready = new PriorityQueue<>((a, b) -> order(position, a) - order(position, b));
        position.keySet().stream().filter(item -> !waitingFor.containsKey(item)).forEach(ready::add);
        Map<T, Integer> rest = new LinkedHashMap<>(position);
        List<T> sorted = new ArrayList<>(position.size());
        while (!ready.isEmpty()) {
            T next = ready.remove();
            rest.remove(next);
            sorted.add(next);
            for (T follower : followers.getOrDefault(next, List.of())) {
                if (waitingFor.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        sorted.addAll(rest.keySet());
        return sorted;
    }

    private static <T> int order(Map<T, Integer> position, T item) {
        return position.getOrDefault(item, Integer.MAX_VALUE);
    }
}
