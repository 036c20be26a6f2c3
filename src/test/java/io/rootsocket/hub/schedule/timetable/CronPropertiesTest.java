package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rootsocket.hub.testing.ManualRow;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written as a cron expression, it has a next time, has none, or is refused with a reason. */
@ManualRow("random heads, bodies, CSV, YAML, cron, calendars")
class CronPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    @Property
    void hasANextTimeOrAReason(@ForAll("expressions") String text) {
        var cron = new CronText(text);
        if (cron.mistake().isPresent()) {
            assertThatIllegalArgumentException().isThrownBy(cron::require).withMessageContaining(text);
        } else {
            cron.nextAfter(NOW, ZoneOffset.UTC)
                    .ifPresent(next -> assertThat(next).isAfter(NOW));
        }
    }

    @Provide
    Arbitrary<String> expressions() {
        var field = Arbitraries.oneOf(
                Arbitraries.of(
                        "*",
                        "?",
                        "0",
                        "59",
                        "0/7",
                        "*/99999999",
                        "1-3",
                        "3-1",
                        "L",
                        "LW",
                        "MON",
                        "FRI#5",
                        "31",
                        "2099"),
                Arbitraries.strings()
                        .withChars("0123456789*?/,-#LWMONJAC ")
                        .ofMinLength(1)
                        .ofMaxLength(6),
                Arbitraries.strings().ofMaxLength(3));
        return field.list().ofMinSize(1).ofMaxSize(8).map(fields -> String.join(" ", fields));
    }
}
