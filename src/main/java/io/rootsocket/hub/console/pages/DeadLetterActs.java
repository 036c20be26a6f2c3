package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterSummary;
import io.rootsocket.hub.hub.DeadLetterOperations;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What persons do with many dead letters, one act after the other: it goes on while its page is left, tells how far it is,
 * and can be cancelled between two portions. Who did it and why is in the log. Safe for threads.
 */
final class DeadLetterActs {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterActs.class);
    private static final int PORTION = 100;
    private static final int REMEMBERED = 10;

    /** What is done. */
    enum Verb {
        REPLAY("replayed"),
        DISCARD("discarded");

        private final String done;

        Verb(String done) {
            this.done = done;
        }

        @Override
        public String toString() {
            return done;
        }
    }

    /**
     * How far an act is.
     *
     * @param verb {@code replayed}, {@code discarded}
     * @param all how many letters it was to do
     * @param by who does it, and why
     * @param ended when it was over
     * @param problem why it ended before all were done
     */
    record Progress(
            String verb,
            String what,
            int done,
            int all,
            String by,
            Instant begun,
            Optional<Instant> ended,
            Optional<String> problem) {}

    private final DeadLetterOperations operations;
    private final DeadLetterIndex index;
    private final Executor thread;
    private final Clock clock;
    private final Deque<Progress> past = new ArrayDeque<>();
    private @Nullable Progress running;
    private boolean cancelled;

    DeadLetterActs(DeadLetterOperations operations, DeadLetterIndex index, Executor thread, Clock clock) {
        this.operations = operations;
        this.index = index;
        this.thread = thread;
        this.clock = clock;
    }

    /** The act that is on. */
    synchronized Optional<Progress> running() {
        return Optional.ofNullable(running);
    }

    /** Those that are over, the last first. */
    synchronized List<Progress> past() {
        return List.copyOf(past);
    }

    /** @throws IllegalStateException if another is on */
    synchronized void begin(Verb verb, String what, List<DeadLetterSummary> letters, String by) {
        if (running != null) {
            throw new IllegalStateException("Another act is on still. Wait for it, or cancel it first.");
        }
        cancelled = false;
        running = new Progress(
                verb.toString(), what, 0, letters.size(), by, clock.instant(), Optional.empty(), Optional.empty());
        LOG.info("{} of {} begun: {}, by {}", verb, letters.size(), what, by);
        thread.execute(() -> run(verb, letters));
    }

    /** Ends the act that is on, after the portion that it is at. */
    synchronized void cancel() {
        cancelled = running != null;
    }

    private void run(Verb verb, List<DeadLetterSummary> letters) {
        Optional<String> problem = Optional.empty();
        try {
            for (int from = 0; from < letters.size() && !isCancelled(); from += PORTION) {
                portion(verb, letters.subList(from, Math.min(letters.size(), from + PORTION)));
            }
        } catch (RuntimeException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        } catch (Error e) {
            problem = Optional.of(e.toString());
            throw e;
        } finally {
            end(problem);
        }
    }

    /** What fails again has the same id and comes back; it is not done twice. */
    private void portion(Verb verb, List<DeadLetterSummary> letters) {
        var filter = DeadLetterFilter.ofIds(
                letters.stream().map(DeadLetterSummary::id).distinct().toList());
        int left = letters.size();
        int done = 1;
        while (left > 0 && done > 0 && !isCancelled()) {
            done = verb == Verb.REPLAY ? operations.replay(filter, left) : operations.discard(filter, left);
            left -= done;
            progressed(done);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized void progressed(int more) {
        Progress now = running;
        if (now != null) {
            running = new Progress(
                    now.verb(),
                    now.what(),
                    now.done() + more,
                    now.all(),
                    now.by(),
                    now.begun(),
                    now.ended(),
                    now.problem());
        }
    }

    private synchronized void end(Optional<String> problem) {
        Progress now = running;
        running = null;
        index.forget();
        if (now == null) {
            return;
        }
        Optional<String> why = problem.or(() -> cancelled ? Optional.of("It was cancelled.") : leftOver(now));
        var over = new Progress(
                now.verb(),
                now.what(),
                now.done(),
                now.all(),
                now.by(),
                now.begun(),
                Optional.of(clock.instant()),
                why);
        past.addFirst(over);
        while (past.size() > REMEMBERED) {
            past.removeLast();
        }
        LOG.info(
                "{} of {} {}: {}, by {}. {}",
                over.done(),
                over.all(),
                over.verb(),
                over.what(),
                over.by(),
                why.orElse(""));
    }

    private static Optional<String> leftOver(Progress now) {
        return now.done() < now.all()
                ? Optional.of("The others stayed: a part of what its source brought, or its route does not run.")
                : Optional.empty();
    }

    /** Remembers an act on one letter, that is over at once. */
    synchronized void note(Verb verb, String what, int done, String by) {
        var now = new ArrayList<>(past);
        now.add(
                0,
                new Progress(
                        verb.toString(),
                        what,
                        done,
                        1,
                        by,
                        clock.instant(),
                        Optional.of(clock.instant()),
                        Optional.empty()));
        past.clear();
        now.stream().limit(REMEMBERED).forEach(past::addLast);
        index.forget();
        LOG.info("{} {}: {}, by {}", done, verb, what, by);
    }
}
