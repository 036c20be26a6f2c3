package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

    private static CatchUp minutely(OnMissed onMissed, Duration late) {
        var policy = new FirePolicy(onMissed, Duration.ofMinutes(10), Overlap.ALLOW, Duration.ZERO, 5);
        var schedule = new RouteSchedule("r", Timetable.of(List.of("0 * * * * ?"), ZoneOffset.UTC), policy);
        return CatchUp.decide(schedule, NINE, NINE.plus(late));
    }

    private static Instant minute(int minute) {
        return NINE.plus(Duration.ofMinutes(minute));
    }

    @Test
    void aLittleLateIsOnTimeWhateverThePolicy() {
        for (OnMissed policy : OnMissed.values()) {
            assertThat(minutely(policy, Duration.ofSeconds(4)))
                    .isEqualTo(new CatchUp(true, List.of(), Optional.of(minute(1))));
        }
    }

    @Test
    void fireOnceFiresTheLatestAndMissesTheOthers() {
        assertThat(minutely(OnMissed.FIRE_ONCE, Duration.ofSeconds(200)))
                .isEqualTo(new CatchUp(false, List.of(minute(0), minute(1), minute(2)), Optional.of(minute(3))));
    }

    @Test
    void fireOnceFiresTheOnlyOneUnlessItIsStale() {
        var daily = new RouteSchedule("r", Timetable.of(List.of("0 0 9 * * ?"), ZoneOffset.UTC), FirePolicy.DEFAULT);
        Optional<Instant> tomorrow = Optional.of(NINE.plus(Duration.ofDays(1)));

        assertThat(CatchUp.decide(daily, NINE, NINE.plus(Duration.ofMinutes(9))))
                .isEqualTo(new CatchUp(true, List.of(), tomorrow));
        assertThat(CatchUp.decide(daily, NINE, NINE.plus(Duration.ofMinutes(11))))
                .isEqualTo(new CatchUp(false, List.of(NINE), tomorrow));
    }

    @Test
    void skipMissesAllThatAreLate() {
        assertThat(minutely(OnMissed.SKIP, Duration.ofSeconds(122)))
                .isEqualTo(new CatchUp(false, List.of(minute(0), minute(1)), Optional.of(minute(2))));
    }

    @Test
    void fireAllFiresEachThatIsNotStale() {
        assertThat(minutely(OnMissed.FIRE_ALL, Duration.ofMinutes(5)))
                .isEqualTo(new CatchUp(true, List.of(), Optional.of(minute(1))));
        assertThat(minutely(OnMissed.FIRE_ALL, Duration.ofMinutes(12)))
                .isEqualTo(new CatchUp(false, List.of(minute(0), minute(1), minute(2)), Optional.of(minute(3))));
    }

    @Test
    void aLongAbsenceIsWorkedOffInSteps() {
        CatchUp step = minutely(OnMissed.FIRE_ONCE, Duration.ofDays(7));

        assertThat(step.missed()).hasSize(CatchUp.MAX_AT_ONCE);
        assertThat(step.next()).contains(minute(CatchUp.MAX_AT_ONCE));
    }
}
