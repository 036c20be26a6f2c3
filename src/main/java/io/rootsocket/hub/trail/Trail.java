package io.rootsocket.hub.trail;

/**
 * Takes what happens to messages. Safe to share between threads.
 *
 * <p>Delivery guarantee: what {@link #record} has returned from survives the end of the process, however it ends, but not
 * that of the machine. Where another thread is writing, that one has it to write within microseconds; only for the end of a
 * message the caller waits for it. What there is no room for is dropped and counted, and never holds up the work.
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
     * Keeps an event. What it says of strangers and the payload are redacted and cut here, so whoever calls gives them as they
     * are. Never throws, never waits for the database; after a close it keeps nothing.
     */
    void record(TrailEvent event);
}
