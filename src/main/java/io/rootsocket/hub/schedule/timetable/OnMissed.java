package io.rootsocket.hub.schedule.timetable;

/** What becomes of occurrences whose time passed while the hub was down, paused or held up. */
public enum OnMissed {
    /** The latest of them fires, unless it is stale; the others are recorded as missed. */
    FIRE_ONCE("fire-once"),
    /** None fires; all are recorded as missed. */
    SKIP("skip"),
    /** Each fires, in order, unless it is stale. */
    FIRE_ALL("fire-all");

    private final String word;

    OnMissed(String word) {
        this.word = word;
    }

    /** As routes write it. */
    @Override
    public String toString() {
        return word;
    }
}
