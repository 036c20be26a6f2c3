package io.rootsocket.hub.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownTimeZoneTest {

    private static Optional<Diagnosis> in(String wanted, String taken) {
        return UnknownTimeZone.in(Map.of("TZ", wanted), TimeZone.getTimeZone(taken));
    }

    @Test
    void isNamedWithWhatIsTakenForItAndTheCure() {
        assertThat(in("Europe/Berln", "GMT").orElseThrow().toString())
                .startsWith("look  zone ")
                .contains("TZ=Europe/Berln", "takes GMT.", "Did you mean `Europe/Berlin`?", "unset TZ");
    }

    /** Java takes its offset of now, and knows no summer. */
    @Test
    void mayBeARuleOfPosix() {
        assertThat(in("CET-1CEST", "GMT+01:00").orElseThrow().says()).contains("takes GMT+01:00.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UTC", "GMT", "Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Etc/UTC"})
    void isNoneThatJavaKnows(String wanted) {
        assertThat(in(wanted, "GMT")).isEmpty();
    }

    @Test
    void isNoneThatJavaHasFoundElsewhere() {
        assertThat(in("/etc/localtime", "Europe/Berlin")).isEmpty();
        assertThat(UnknownTimeZone.in(Map.of(), TimeZone.getTimeZone("GMT"))).isEmpty();
    }
}
