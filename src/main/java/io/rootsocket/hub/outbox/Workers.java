package io.rootsocket.hub.outbox;

/**
 * How many workers are at lanes or on their way. Not safe for threads: guarded by the lock of {@link ReadyLanes}.
 *
 * <p>One worker at a time is on its way: it calls the next if there is more by then, and until then those that are awake may
 * have taken it.
 */
final class Workers {

    private final int max;
    private final Runnable start;
    private int working;
    private boolean oneIsOnItsWay;

    /**
     * @param max how many there may be at once
     * @param start has one more come, which asks for lanes until there are none
     */
    Workers(int max, Runnable start) {
        this.max = max;
        this.start = start;
    }

    /** A lane is ready. Returns whether the caller must start one, outside of the lock. */
    boolean callsOne() {
        if (oneIsOnItsWay || working >= max) {
            return false;
        }
        working++;
        oneIsOnItsWay = true;
        return true;
    }

    /** Safe without the lock. */
    void startOne() {
        start.run();
    }

    /** The one that was called could not be started. */
    void didNotCome() {
        working--;
        oneIsOnItsWay = false;
    }

    /** One asks for a lane. */
    void isAwake() {
        oneIsOnItsWay = false;
    }

    /** The one that asked has nothing to do. */
    void leaves() {
        working--;
    }
}
