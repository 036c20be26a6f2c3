package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedMetersTest {

    private final BoundedMeters meters = new BoundedMeters(3);

    private Counter counter(String tag, String route) {
        return meters.counter("things", tag, route, "camelContext", "hub");
    }

    @Test
    void addsUpWhatFurtherRoutesCount() {
        IntStream.range(0, 1_000)
                .forEach(route -> counter("routeId", "r" + route).increment());

        assertThat(meters.find("things").meters()).hasSize(4);
        assertThat(meters.find("things").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(1_000);
        assertThat(counter("routeId", "r999").count()).isEqualTo(997);
    }

    @Test
    void aRouteThatGoesTakesNothingFromTheOthers() {
        IntStream.range(0, 5).forEach(route -> counter("routeId", "r" + route).increment());
        meters.remove(counter("routeId", "r3"));

        assertThat(counter("routeId", "r4").count()).isEqualTo(2);
        assertThat(meters.find("things").meters()).hasSize(4);
    }

    @Test
    void routesThatAreGoneKeepNoPlaces() {
        for (int day = 0; day < 100; day++) {
            String route = "r" + day;
            counter("routeId", route).increment();
            meters.counter("runs", "route", route).increment();
            meters.remove(counter("routeId", route));
            // What was under way when the route went.
            meters.counter("runs", "route", route).increment();
        }
        counter("routeId", "new").increment();
        meters.counter("runs", "route", "new").increment();

        assertThat(counter("routeId", "new").getId().getTag("routeId")).isEqualTo("new");
        assertThat(meters.find("runs").tag("route", "new").meters()).hasSize(1);
        assertThat(meters.getMeters()).hasSize(4);
    }

    @Test
    void whatTheHubCountedOfARouteOutlastsAChangeOfItsFile() {
        IntStream.range(0, 3).forEach(route -> counter("routeId", "r" + route).increment());
        meters.counter("runs", "route", "r1").increment();

        meters.remove(counter("routeId", "r1"));
        counter("routeId", "r1").increment();
        counter("routeId", "r3").increment();

        assertThat(counter("routeId", "r1").count()).isEqualTo(1);
        assertThat(meters.counter("runs", "route", "r1").count()).isEqualTo(1);
        assertThat(counter("routeId", "r3").getId().getTag("routeId")).isEqualTo(BoundedMeters.OTHERS);
    }

    @Test
    void oneRouteIsOneWhateverItsTagIsCalled() {
        IntStream.range(0, 3).forEach(route -> counter("routeId", "r" + route).increment());
        meters.counter("polls", "route", "r1").increment();
        meters.counter("polls", "route", "r7").increment();

        assertThat(meters.scrape())
                .contains("route=\"r1\"", "route=\"(others)\"")
                .doesNotContain("r7");
    }

    @Test
    void aNameWithALineBreakDoesNotBreakThePage() {
        counter("routeId", "a\n\"b\"} 7\nforged_total 1").increment();

        assertThat(meters.scrape().lines()).noneMatch(line -> line.startsWith("forged_total"));
    }
}
