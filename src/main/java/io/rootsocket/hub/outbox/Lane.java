package io.rootsocket.hub.outbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One channel's place among those that take turns. Not safe for threads: guarded by the lock of {@link Turns}. */
final class Lane {

    /** The more urgent first; among equals, who waits longest. */
    static final Comparator<Lane> BY_TURN =
            Comparator.<Lane>comparingInt(lane -> -lane.priority).thenComparingLong(lane -> lane.turn);

    enum State {
        /** Nothing is known to wait. */
        IDLE,
        /** Waits for its turn. */
        READY,
        /** A worker is at it. */
        VISITED,
        /** Waits for the time of its next attempt. */
        RETRYING
    }

    private final LaneName name;
    private final FailedAttempts failedAttempts = new FailedAttempts();
    private State state = State.IDLE;
    private int priority;
    private long turn;
    private boolean called;
    private int coming;
    /** How many are in it as far as is known; below zero if some were taken before the word came that they are in it. */
    private int accepted;
    /** Whether it was empty while this was below zero: what was taken may have been others. */
    private boolean doubted;

    private boolean found;
    private int acceptedAtLook;
    private boolean foundAtLook;
    private int failures;
    private boolean told;
    private @Nullable Instant failingSince;
    private @Nullable Instant firstExpiry;

    Lane(LaneName name) {
        this.name = name;
    }

    LaneName name() {
        return name;
    }

    /** Safe also without the lock. */
    FailedAttempts failedAttempts() {
        return failedAttempts;
    }

    State state() {
        return state;
    }

    int priority() {
        return priority;
    }

    int failures() {
        return failures;
    }

    /** A message is on its way into it. */
    void announce() {
        coming++;
    }

    /** A message that was announced came. */
    void expect(int messagePriority, Optional<Instant> expiry) {
        coming--;
        accepted++;
        found |= doubted;
        doubted = false;
        heed(messagePriority, expiry);
    }

    /** What was announced did not come. */
    void revoke() {
        coming--;
        accepted = Math.max(-coming, accepted);
    }

    /** Messages were found in it, or may be in it. */
    void find(int messagePriority, Optional<Instant> expiry) {
        found = true;
        heed(messagePriority, expiry);
    }

    /** An urgent one pulls those before it along, as they keep their order. */
    private void heed(int messagePriority, Optional<Instant> expiry) {
        priority = state == State.IDLE ? messagePriority : Math.max(priority, messagePriority);
        expiry.filter(at -> firstExpiry == null || at.isBefore(firstExpiry)).ifPresent(at -> firstExpiry = at);
    }

    /** A worker looks at its queue again. */
    void beLookedAt() {
        called = false;
        acceptedAtLook = accepted;
        foundAtLook = found;
        found = false;
    }

    /** What was known of it when it was last looked at. For the worker that visits it, safe also without the lock. */
    Outlook outlook() {
        if (acceptedAtLook > 0) {
            return Outlook.SURE;
        }
        return foundAtLook ? Outlook.UNSURE : Outlook.NOTHING;
    }

    /** The message that the look gave is gone from it. Where one was found there may be more. */
    void lose() {
        accepted = Math.max(-coming, accepted - 1);
        found |= foundAtLook;
    }

    /** The look gave nothing: what was accepted by then was a repeat, or somebody else has it. */
    void beEmpty() {
        accepted -= Math.max(0, acceptedAtLook);
        doubted |= accepted < 0;
    }

    /** The look failed, and says nothing. */
    void beUncertain() {
        found = true;
    }

    /** Notes that it is wanted while a worker is at it. */
    void call() {
        called = true;
    }

    boolean isCalled() {
        return called;
    }

    void beReady(long atTurn) {
        state = State.READY;
        turn = atTurn;
    }

    void beVisited() {
        state = State.VISITED;
        beLookedAt();
    }

    void beRetrying() {
        state = State.RETRYING;
    }

    void beIdle() {
        state = State.IDLE;
        firstExpiry = null;
    }

    /** Whether something in it is too late; asked once for each time. */
    boolean takeExpiry(Instant now) {
        boolean expired = firstExpiry != null && !firstExpiry.isAfter(now);
        if (expired) {
            firstExpiry = null;
        }
        return expired;
    }

    void fail(Instant now) {
        failures++;
        failingSince = failingSince == null ? now : failingSince;
    }

    /** Whether its failure is news: it is no single one, and nobody has said it yet. Then it is said now. */
    boolean tellFailure() {
        boolean news = failures > 1 && !told;
        told |= news;
        return news;
    }

    /** @return since when it failed, if that was told; else empty */
    Optional<Instant> recover() {
        var since = told ? Optional.ofNullable(failingSince) : Optional.<Instant>empty();
        told = false;
        failures = 0;
        failingSince = null;
        return since;
    }
}
