package io.rootsocket.hub.console.pages;

import java.util.Locale;
import java.util.Optional;

/** Measured numbers as a person reads them at a glance: with as many digits as tell something. */
final class Numbers {

    private static final String UNKNOWN = "–";

    private Numbers() {}

    /** {@code 0}, {@code 0.4}, {@code 12}. */
    static String perMinute(Optional<Double> rate) {
        return rate.map(Numbers::short3).orElse(UNKNOWN);
    }

    /** {@code 3.2 ms}, {@code 1.4 s}. */
    static String millis(Optional<Double> millis) {
        return millis.map(time -> time < 1_000 ? short3(time) + " ms" : short3(time / 1_000) + " s")
                .orElse(UNKNOWN);
    }

    private static String short3(double value) {
        if (value == 0 || value >= 10) {
            return "%,d".formatted(Math.round(value));
        }
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    }
}
