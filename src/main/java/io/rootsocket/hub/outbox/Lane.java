package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
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

    private static final int MAX_EXPIRIES = 64;
    /** How soon it is found that one is too late of whose time nothing is known. */
    private static final Duration LOOK_FOR_OTHERS = Duration.ofSeconds(5);

    private final LaneName name;
    private final FailedAttempts failedAttempts = new FailedAttempts();
    private State state = State.IDLE;
    private int priority;
    private long turn;
    private boolean called;
    private boolean due;
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
    /** When messages in it will be too late, the first of them; whether there may be others is {@link #othersMayExpire}. */
    private final NavigableSet<Instant> expiries = new TreeSet<>();

    private @Nullable Instant othersMayExpire;

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
        heed(messagePriority);
        expiry.ifPresent(this::addExpiry);
    }

    /** What was announced did not come. */
    void revoke() {
        coming--;
        accepted = Math.max(-coming, accepted);
    }

    /** Messages were found in it, or may be in it. */
    void find(int messagePriority) {
        found = true;
        heed(messagePriority);
    }

    /** An urgent one pulls those before it along, as they keep their order. */
    private void heed(int messagePriority) {
        priority = state == State.IDLE ? messagePriority : Math.max(priority, messagePriority);
    }

    /** Whether nothing is known to wait in it or to be on its way into it. */
    boolean isUnused() {
        return state == State.IDLE && coming == 0 && accepted <= 0 && !found;
    }

    private void addExpiry(Instant at) {
        expiries.add(at);
        if (expiries.size() > MAX_EXPIRIES) {
            expiries.pollLast();
            othersMayExpire(at);
        }
    }

    /** Messages may be in it of whose times nothing is known. */
    void othersMayExpire(Instant now) {
        othersMayExpire = othersMayExpire == null ? now : othersMayExpire;
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

    /** Notes that the time of its next attempt has come while somebody is at it. */
    void beDue() {
        due = true;
    }

    boolean isDue() {
        return due;
    }

    void beReady(long atTurn) {
        turn = atTurn;
        beReadyAgain();
    }

    /** At the place that it had before. */
    void beReadyAgain() {
        state = State.READY;
    }

    void beVisited() {
        state = State.VISITED;
        due = false;
        beLookedAt();
    }

    void beRetrying() {
        state = State.RETRYING;
    }

    void beIdle() {
        state = State.IDLE;
        expiries.clear();
        othersMayExpire = null;
    }

    /** Whether something in it is too late, or may be; asked once for each time. */
    boolean takeExpiry(Instant now) {
        boolean expired = !expiries.isEmpty() && !expiries.first().isAfter(now);
        expiries.headSet(now, true).clear();
        boolean looks = othersMayExpire != null && !othersMayExpire.isAfter(now);
        if (looks) {
            othersMayExpire = now.plus(LOOK_FOR_OTHERS);
        }
        return expired || looks;
    }

    /**
     * What was too late has been moved.
     *
     * @param some whether there was something
     * @param free whether nothing is left in it that will be too late at some time
     */
    void expired(boolean some, boolean free, Instant now) {
        if (free) {
            othersMayExpire = null;
        } else if (!some && othersMayExpire == null) {
            // The broker did not show it.
            othersMayExpire = now.plus(LOOK_FOR_OTHERS);
        }
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
