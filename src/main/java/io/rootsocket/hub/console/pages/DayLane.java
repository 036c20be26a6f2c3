package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.schedule.ledger.LedgerReport.Tally;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.text.TimeText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A stretch of time with marks on it, from left to right.
 *
 * @param name whose it is
 * @param label what it is called, where that is another word
 * @param marks what happened or will happen
 * @param summary the same in words, for who does not see it
 */
record DayLane(String name, String label, List<Mark> marks, String summary) {

    DayLane {
        marks = List.copyOf(marks);
    }

    /**
     * A mark.
     *
     * @param kind how it looks: the outcome's word, or {@code coming} or {@code excluded}
     * @param x where, in percent of the whole
     * @param width how wide, in percent; empty for a single one
     * @param title what it says, for who points at it
     */
    record Mark(String kind, String x, String width, String title) {

        static Mark at(String kind, double x, String title) {
            return new Mark(kind, percent(x), "", title);
        }

        static Mark of(String kind, double x, double width, String title) {
            return new Mark(kind, percent(x), percent(Math.max(0.12, width)), title);
        }

        /** What became of one or of several; a stretch where they are several. */
        static Mark of(Tally tally, ToDoubleFunction<Instant> scale, ZoneId zone) {
            String kind = tally.outcome().toString();
            double x = scale.applyAsDouble(tally.first());
            String first = TimeText.of(tally.first(), zone);
            return tally.count() == 1
                    ? at(kind, x, first + " " + kind)
                    : of(
                            kind,
                            x,
                            scale.applyAsDouble(tally.last()) - x,
                            "%s to %s: %d %s".formatted(first, TimeText.of(tally.last(), zone), tally.count(), kind));
        }

        /**
         * What is planned; a stretch where it is a rhythm.
         *
         * @param end where the scale ends
         */
        static Mark of(PlannedOccurrence planned, ToDoubleFunction<Instant> scale, double end) {
            double x = scale.applyAsDouble(planned.at());
            if (planned.rhythm() != null) {
                return of("coming", x, end - x, planned.rhythm());
            }
            String kind = switch (planned.mark()) {
                case SKIPPED -> "skipped";
                case PAUSED -> "paused";
                case EXCLUDED -> "excluded";
                case NONE, GAP, DOUBLED -> "coming";
            };
            String words = planned.markInWords();
            return at(
                    kind,
                    x,
                    "%s %s".formatted(TimeText.of(planned.at(), planned.zone()), words.isEmpty() ? "coming" : words));
        }

        private static String percent(double share) {
            return String.valueOf(Math.round(share * 10_000) / 10_000.0);
        }
    }

    /**
     * A word of the scale.
     *
     * @param x where, in percent of the whole
     * @param text what it says
     * @param strong whether it stays where there is little room
     */
    record Tick(String x, String text, boolean strong) {

        static Tick at(double x, String text, boolean strong) {
            return new Tick(Mark.percent(x), text, strong);
        }
    }
}
