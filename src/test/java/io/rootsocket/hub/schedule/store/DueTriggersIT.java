package io.rootsocket.hub.schedule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerException;
import org.quartz.spi.OperableTrigger;

/** More is overdue than can be fired at once. */
final class DueTriggersIT extends TriggerBatchContract {

    DueTriggersIT() {
        super(Instant.parse("2020-01-01T12:00:00Z"));
    }

    private void crowd(String name, int routes, Instant due) throws SchedulerException {
        for (int i = 0; i < routes; i++) {
            store(name + i, due);
        }
    }

    private List<String> routes(int max) throws JobPersistenceException {
        List<OperableTrigger> found =
                store.acquireNextTriggers(noon.plus(Duration.ofHours(1)).toEpochMilli(), max, 0);
        assertThat(fired(store.triggersFired(found))).hasSameSizeAs(found);
        return found.stream().map(trigger -> trigger.getKey().getName()).toList();
    }

    @Test
    void findsWhatBecameDueLaterBesideTheCrowdBeforeIt() throws SchedulerException {
        crowd("r", 60, noon);
        store("later", noon.plusSeconds(1));

        assertThat(routes(10)).hasSize(10).startsWith("later");
    }

    @Test
    void findsWhatBecameDueAfterTwoCrowds() throws SchedulerException {
        crowd("a", 40, noon);
        crowd("b", 40, noon.plusSeconds(1));
        store("later", noon.plusSeconds(2));

        assertThat(routes(10))
                .hasSize(10)
                .startsWith("later")
                .anyMatch(route -> route.startsWith("a"))
                .anyMatch(route -> route.startsWith("b"));
    }

    @Test
    void findsWhatBecameDueLastWhereEachIsDueAtAnotherTime() throws SchedulerException {
        for (int i = 0; i < 80; i++) {
            store("r" + i, noon.plusSeconds(i));
        }
        store("now", noon.plusSeconds(80));

        assertThat(routes(20)).hasSize(20).contains("now", "r0", "r1");
    }

    @Test
    void hasACrowdGoOnHoweverManyBecomeDueLater() throws SchedulerException {
        crowd("r", 10, noon);

        var found = new ArrayList<String>();
        for (int second = 1; second <= 5; second++) {
            crowd("new" + second + "-", 4, noon.plusSeconds(second));
            found.addAll(routes(4));
        }

        assertThat(found)
                .containsAll(IntStream.range(0, 10).mapToObj(i -> "r" + i).toList());
    }

    @Test
    void givesTheOnlyPlaceToEachOfTheTwoInTurn() throws SchedulerException {
        crowd("r", 20, noon);
        store("later", noon.plusSeconds(1));

        var found = new ArrayList<String>(routes(1));
        found.addAll(routes(1));

        assertThat(found).hasSize(2).contains("later").anyMatch(route -> route.startsWith("r"));
    }

    @Test
    void findsEachOnce() throws SchedulerException {
        crowd("a", 7, noon);
        crowd("b", 7, noon.plusSeconds(1));
        crowd("c", 7, noon.plusSeconds(2));

        var found = new ArrayList<String>();
        for (List<String> next = routes(4); !next.isEmpty(); next = routes(4)) {
            found.addAll(next);
        }

        assertThat(found).hasSize(21).doesNotHaveDuplicates();
    }
}
