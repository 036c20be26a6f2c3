package io.rootsocket.hub.trail;

/**
 * Takes what happens to messages. Safe to share between threads.
 *
 * <p>Delivery guarantee: what was recorded before {@link #write} or {@link #writeAndWait} has returned survives the end of the
 * process, however it ends, but not that of the machine; all else does within milliseconds. What there is no room for is
 * dropped and counted, and never holds up the work.
 */
public interface Trail {

    /** Keeps nothing. */
    Trail OFF = new Trail() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void record(TrailEvent event) {}
    };

    /** Whether it keeps anything: if not, an event need not be made. */
    boolean isOn();

    /**
     * How many bytes of a payload it looks at: give as many if there are, as what is kept is redacted first and cut then.
     */
    default int maxPayloadBytes() {
        return 0;
    }

    /**
     * Takes an event, to be written with those that come at the same time. What it says of strangers and the payload are redacted and cut here, so whoever calls gives them as they
     * are. Never throws, never waits for the database; after a close it keeps nothing.
     */
    void record(TrailEvent event);

    /** Writes what was recorded; where another thread is writing, that one has it to write within microseconds. */
    default void write() {}

    /** Writes what was recorded, also where another thread is writing: for what nobody would tell of again. */
    default void writeAndWait() {}
}
