package io.rootsocket.hub.outbox;

import java.time.Instant;

/**
 * What a channel's lane is doing. Each state offers the ways that lead out of it, and no other; {@link ReadyLanes} takes
 * them.
 *
 * <pre>
 *               a message comes              a worker is free
 *        Idle ───────────────────▶ Ready ───────────────────────▶ Draining
 *         ▲                        ▲   ▲                            │ │ │
 *         │                        │   └──── more, or one came ─────┘ │ │
 *         │     time, or outage is over                               │ │
 *         │                        │                                  │ │
 *         │                   BackingOff ◀──── it must wait ──────────┤ │
 *         │                                                           │ │
 *         │      Ready ◀─ noted ── Leaving ◀── it is done with ───────┘ │
 *         └───────────────────── empty ─────────────────────────────────┘
 *
 *   Draining ──── a message comes, or the worker looks again ────▶ Draining
 *
 *   Idle, Ready, BackingOff ──── looked after ────▶ SetAside ──── done ────▶ what it was,
 *                                                              or became meanwhile
 * </pre>
 *
 * A lane that is Idle, and into which nothing is on its way, may be forgotten; the next message makes it anew.
 */
sealed interface LaneState {

    /** Nobody is at it. */
    sealed interface Unattended extends LaneState {

        /** Somebody looks after its queue, and delivers nothing. */
        default SetAside setAside() {
            return new SetAside(this);
        }
    }

    /** Nothing is known to wait in it. */
    record Idle() implements Unattended {

        /** A message came. */
        Ready messageCame(long place) {
            return new Ready(place);
        }
    }

    /**
     * It waits for a worker.
     *
     * @param place its place among those of the same priority
     */
    record Ready(long place) implements Unattended {

        /** A worker takes messages from it. */
        Draining drain() {
            return new Draining(false);
        }
    }

    /**
     * A worker takes messages from it.
     *
     * @param messageCame whether one came since
     */
    record Draining(boolean messageCame) implements LaneState {

        /** A message came, which the worker may have missed. */
        Draining messageCameMeanwhile() {
            return new Draining(true);
        }

        /** The worker looks at its queue again, and sees what came. */
        Draining lookAgain() {
            return new Draining(false);
        }

        /** The worker found nothing more. */
        Unattended empty(long place) {
            return messageCame ? new Ready(place) : new Idle();
        }

        /** The worker leaves, and more may wait: it goes behind the others. */
        Ready more(long place) {
            return new Ready(place);
        }

        /** The message that was taken last is done with, and others must note that. */
        Leaving leaves() {
            return new Leaving();
        }

        /** Its first message must wait. */
        BackingOff mustWait(Instant until) {
            return new BackingOff(until);
        }
    }

    /** A message of it is done with, and leaves once all who must know have noted what became of it; no worker waits for that. */
    record Leaving() implements LaneState {

        /** They have: a worker lets it go, and takes the next. */
        Ready noted(long place) {
            return new Ready(place);
        }
    }

    /**
     * Its first message waits for its next attempt, and the others behind it.
     *
     * @param until when that is, by the clock that nobody sets
     */
    record BackingOff(Instant until) implements Unattended {

        /** The time has come, or the reason to wait is gone. */
        Ready over(long place) {
            return new Ready(place);
        }
    }

    /**
     * Somebody looks after its queue: what is too late goes, or a consumer is closed.
     *
     * @param kept what it was, or has become meanwhile
     */
    record SetAside(Unattended kept) implements LaneState {

        /** What happened to it meanwhile. */
        SetAside become(Unattended now) {
            return new SetAside(now);
        }

        /** It is as it would be if nobody had looked. */
        Unattended done() {
            return kept;
        }
    }
}
