package io.rootsocket.hub.broker;

/** The queues that a broker keeps for the hub. A name that changes loses what waits. */
public final class QueueNames {

    /** What the names of the queues of all channels begin with. */
    public static final String OUTBOX_PREFIX = "rootsocket.outbox.";

    /** Where dead letters are. */
    public static final String DEAD_LETTERS = "rootsocket.dead-letters";

    /** Where the embedded broker puts what no consumer could take. */
    public static final String GIVEN_UP = "DLQ";

    /** Where it puts what its sender wanted taken by now. */
    public static final String EXPIRED = "ExpiryQueue";

    private QueueNames() {}
}
