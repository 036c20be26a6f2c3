package io.rootsocket.hub.schedule.timetable;

/** What becomes of an occurrence whose predecessor is still under way, on whichever node. */
public enum Overlap {
    /** It runs beside it. */
    ALLOW("allow"),
    /** It is recorded as skipped. */
    SKIP("skip"),
    /** It waits its turn; what has waited too long is missed. */
    QUEUE("queue");

    private final String word;

    Overlap(String word) {
        this.word = word;
    }

    /** As routes write it. */
    @Override
    public String toString() {
        return word;
    }
}
