package org.kernos.samples.rrsched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kernos.api.KernelException;
import org.kernos.api.Message;
import org.kernos.api.value.Value;

/** The schedulers in C and in Rust have the same tests. */
class RoundRobinSchedulerTest {

    private static final long GREATEST = 4_294_967_295L;

    /** Two tasks, the second one's turn. */
    private static final String TWO_TASKS = "02000000" + "07000000" + "03000000" + "ffffffff" + "00000000" + "01000000";

    private final RoundRobinScheduler scheduler = new RoundRobinScheduler();

    private static void assertRaises(int code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KernelException.class, e -> {
            assertThat(e.raisedCode()).hasValue(code);
            assertThat(e.problem().message()).isEqualTo(message);
        });
    }

    private void add(long... ids) {
        for (long id : ids) {
            scheduler.addTask(id, 0);
        }
    }

    private List<Long> turns(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ((Value.Int)
                                ((Value.ListValue) scheduler.next()).elements().get(0))
                        .value())
                .toList();
    }

    @Test
    void tasksHaveTheirTurnsInACircle() {
        add(5, 6, 7);

        assertThat(turns(7)).containsExactly(5L, 6L, 7L, 5L, 6L, 7L, 5L);
        assertThat(scheduler.count()).isEqualTo(3);
    }

    @Test
    void aTurnIsTheIdAndThePriority() {
        scheduler.addTask(GREATEST, 3);

        assertThat(scheduler.next()).isEqualTo(Value.ints(GREATEST, 3));
    }

    @Test
    void withoutTasksThereIsNoTurn() {
        assertThat(scheduler.next()).isEqualTo(Value.NONE);
        assertThat(scheduler.count()).isZero();
    }

    @Test
    void aTaskThatIsThereIsNotAddedTwice() {
        add(7);

        assertRaises(1, "task 7 is already there", () -> scheduler.addTask(7, 9));
        assertThat(scheduler.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, GREATEST + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersOutsideOfU32AreRefused(long number) {
        String message = "'" + number + "' is outside of u32";

        assertRaises(2, message, () -> scheduler.addTask(number, 0));
        assertRaises(2, message, () -> scheduler.addTask(0, number));
        assertRaises(2, message, () -> scheduler.removeTask(number));
        assertThat(scheduler.count()).isZero();
    }

    @ParameterizedTest(name = "after {0} turns of 5, 6, 7, 8 without {1}: {2}")
    @CsvSource({
        // Before the one whose turn it is, that one itself, behind it.
        "2, 5, 7 8 6",
        "2, 7, 8 5 6",
        "2, 8, 7 5 6",
        // The last one, with its turn and without.
        "3, 8, 5 6 7",
        "0, 8, 5 6 7",
        // The first one, with its turn and without.
        "0, 5, 6 7 8",
        "1, 5, 6 7 8",
    })
    void removingATaskKeepsTheTurnOfTheOthers(int before, long removed, String then) {
        add(5, 6, 7, 8);
        turns(before);

        assertThat(scheduler.removeTask(removed)).isTrue();

        assertThat(turns(3)).map(String::valueOf).containsExactly(then.split(" "));
    }

    @Test
    void theLastTaskLeavesAnEmptyQueue() {
        add(5);
        turns(1);

        assertThat(scheduler.removeTask(5)).isTrue();
        assertThat(scheduler.removeTask(5)).isFalse();
        assertThat(scheduler.next()).isEqualTo(Value.NONE);
        add(6, 7);
        assertThat(turns(3)).containsExactly(6L, 7L, 6L);
    }

    private String send(String type, String payload) {
        Message answer = scheduler
                .handleMessage(new Message("shell", type, new Value.Str(payload)))
                .orElseThrow();
        assertThat(answer.sender()).isEqualTo("rr-sched-java");
        return answer.type() + ":" + answer.payload().text();
    }

    @Test
    void messagesDoWhatFunctionsDo() {
        assertThat(send("next", "")).isEqualTo("none:");
        assertThat(send("add-task", "7 3")).isEqualTo("count:1");
        assertThat(send("add-task", GREATEST + " 0")).isEqualTo("count:2");
        assertThat(send("next", "")).isEqualTo("task:7 3");
        assertThat(send("next", "")).isEqualTo("task:4294967295 0");
        assertThat(send("count", "")).isEqualTo("count:2");
        assertThat(scheduler.count()).isEqualTo(2);
    }

    @Test
    void aTaskThatIsThereIsNotAddedByAMessageEither() {
        add(7);

        assertRaises(1, "task 7 is already there", () -> send("add-task", "7 3"));
    }

    @Test
    void anUnknownMessageIsNamed() {
        assertRaises(3, "unknown message 'remove'", () -> send("remove", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "7 ", " 7 3", "7 3 1", "7  3", "-1 3", "7 x", "+7 3", "4294967296 0", "0 99999999999"})
    void aPayloadThatIsNotTwoNumbersIsNoTask(String payload) {
        assertRaises(4, "payload '" + payload + "' is no task", () -> send("add-task", payload));
        assertThat(scheduler.count()).isZero();
    }

    @Test
    void stateIsTheSameBytesInEveryLanguage() {
        scheduler.addTask(7, 3);
        scheduler.addTask(GREATEST, 0);
        turns(1);

        assertThat(scheduler.stateVersion()).isEqualTo(1);
        assertThat(scheduler.stateSize()).isEqualTo(24);
        assertThat(scheduler.serializeState())
                .hasValueSatisfying(
                        state -> assertThat(HexFormat.of().formatHex(state)).isEqualTo(TWO_TASKS));
    }

    @Test
    void theNextRevisionGoesOnWhereTheFormerWas() {
        add(9);
        scheduler.deserializeState(HexFormat.of().parseHex(TWO_TASKS), 1);

        assertThat(turns(3)).containsExactly(GREATEST, 7L, GREATEST);
        assertThat(scheduler.count()).isEqualTo(2);
    }

    @Test
    void anEmptyQueueHasStateToo() {
        byte[] state = scheduler.serializeState().orElseThrow();
        assertThat(state).isEqualTo(new byte[8]);

        add(1);
        scheduler.deserializeState(state, 1);

        assertThat(scheduler.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                "0000000000",
                "0000000001000000",
                "0100000007000000030000000000000000",
                "010000000700000003000000",
                "01000000070000000300000001000000",
                "010000000700000003000000ffffffff",
                "ffffffff00000000",
            })
    void damagedStateIsRefusedAndChangesNothing(String hex) {
        byte[] state = HexFormat.of().parseHex(hex);
        add(5);

        assertRaises(5, "state of " + state.length + " bytes is damaged", () -> scheduler.deserializeState(state, 1));
        assertThat(turns(1)).containsExactly(5L);
    }

    @Test
    void cleanupEmptiesTheQueue() {
        add(5, 6);
        turns(1);

        scheduler.cleanup();

        assertThat(scheduler.count()).isZero();
        assertThat(scheduler.serializeState().orElseThrow()).isEqualTo(new byte[8]);
    }
}
