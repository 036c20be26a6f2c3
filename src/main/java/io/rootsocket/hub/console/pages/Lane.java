package io.rootsocket.hub.console.pages;

import java.util.List;

/**
 * A stretch of time with marks on it, from left to right.
 *
 * @param name whose it is
 * @param label what it is called, where that is another word
 * @param marks what happened or will happen
 * @param summary the same in words, for who does not see it
 */
record Lane(String name, String label, List<Mark> marks, String summary) {

    Lane {
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
