package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.timetable.Overlap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What waits for a thread, while more has fired than there are. */
class FireQueueTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final FireQueue queue = new FireQueue();

    private static Fire fire(String route, Instant due) {
        return new Fire(new Occurrence(route, due), Overlap.ALLOW, Optional.empty());
    }

    private void crowd(String name, int routes, Instant due) {
        IntStream.range(0, routes).forEach(i -> queue.add(List.of(fire(name + i, due))));
    }

    /** The routes of the next, in their order. */
    private List<String> poll(int max) {
        return Stream.generate(queue::poll)
                .limit(max)
                .flatMap(List::stream)
                .map(fire -> fire.occurrence().route())
                .toList();
    }

    @Test
    void keepsTheOrderInWhichTheCrowdOfASecondFired() {
        crowd("r", 1_000, NOON);

        assertThat(poll(2_000))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "r" + i).toList());
    }

    @Test
    void hasNothingWaitForTheCrowdThatWasDueBefore() {
        crowd("r", 1_000, NOON);
        poll(100);
        queue.add(List.of(fire("late", NOON.plusSeconds(1))));

        assertThat(poll(3)).contains("late");
    }

    @Test
    void hasNothingWaitForOneOfTwoCrowds() {
        crowd("a", 1_000, NOON);
        queue.add(List.of(fire("between", NOON.plusSeconds(1))));
        crowd("b", 1_000, NOON.plusSeconds(2));

        assertThat(poll(9)).contains("between");
    }

    @Test
    void hasWhatIsDueNowPassWhatIsCaughtUpOfManyTimes() {
        IntStream.range(0, 1_000).forEach(i -> queue.add(List.of(fire("r" + i, NOON.minusSeconds(1_000 - i)))));
        queue.add(List.of(fire("now", NOON)));

        assertThat(poll(3)).contains("now");
    }

    @Test
    void hasACrowdGoOnHoweverManyBecomeDueLater() {
        crowd("r", 100, NOON);

        var begun = new ArrayList<String>();
        for (int second = 1; second <= 150; second++) {
            crowd("new" + second + "-", 2, NOON.plusSeconds(second));
            begun.addAll(poll(2));
        }

        assertThat(begun)
                .containsAll(IntStream.range(0, 100).mapToObj(i -> "r" + i).toList());
    }

    @Test
    void hasNoOccurrencePassAnEarlierOneOfItsRoute() {
        crowd("r", 100, NOON);
        queue.add(List.of(fire("r99", NOON.plusSeconds(1))));
        queue.add(List.of(fire("r99", NOON.minusSeconds(1))));

        var due = new ArrayList<Instant>();
        for (int i = 0; i < 102; i++) {
            queue.poll().stream()
                    .filter(fire -> fire.occurrence().route().equals("r99"))
                    .forEach(fire -> due.add(fire.occurrence().scheduledAt()));
        }

        assertThat(due).containsExactly(NOON, NOON.plusSeconds(1), NOON.minusSeconds(1));
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void keepsTogetherWhatWasAddedTogether() {
        queue.add(List.of(fire("r", NOON), fire("r", NOON.plusSeconds(1))));
        queue.add(List.of(fire("other", NOON)));

        assertThat(poll(1)).containsExactly("r", "r");
        assertThat(poll(2)).containsExactly("other");
    }
}
