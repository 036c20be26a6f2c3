package io.rootsocket.hub.outbox;

/**
 * What is known of the messages in a lane without asking the broker. Not safe for threads: guarded by the lock of {@link
 * ReadyLanes}.
 */
final class ExpectedMessages {

    private int coming;
    /** How many are in it as far as is known; below zero if some were taken before the word came that they are in it. */
    private int accepted;
    /** Whether it was empty while this was below zero: what was taken may have been others. */
    private boolean doubted;

    private boolean found;
    private int acceptedAtLook;
    private boolean foundAtLook;

    /** One is on its way into the lane. */
    void announce() {
        coming++;
    }

    /** One that was announced came. */
    void arrive() {
        coming--;
        accepted++;
        found |= doubted;
        doubted = false;
    }

    /** What was announced did not come. */
    void revoke() {
        coming--;
        accepted = Math.max(-coming, accepted);
    }

    /** Some were found in the lane, or may be in it. */
    void find() {
        found = true;
    }

    /** A worker looks at the lane's queue again. */
    void look() {
        acceptedAtLook = accepted;
        foundAtLook = found;
        found = false;
    }

    /** What was known at the last look. For the worker that drains the lane, safe also without the lock. */
    NextMessage next() {
        if (acceptedAtLook > 0) {
            return NextMessage.EXPECTED;
        }
        return foundAtLook ? NextMessage.POSSIBLE : NextMessage.NONE;
    }

    /** The message that the look gave is gone from the lane. Where one was found there may be more. */
    void take() {
        accepted = Math.max(-coming, accepted - 1);
        found |= foundAtLook;
    }

    /** The look gave nothing: what was accepted by then was a repeat, or somebody else has it. */
    void lookedInVain() {
        accepted -= Math.max(0, acceptedAtLook);
        doubted |= accepted < 0;
    }

    /** Whether none is known to be in the lane or on its way into it. */
    boolean isNone() {
        return coming == 0 && accepted <= 0 && !found;
    }
}
