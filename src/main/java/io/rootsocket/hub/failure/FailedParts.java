package io.rootsocket.hub.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The parts that have failed of what one step makes of a message: the records of a split, the branches of a multicast. What
 * the step hands on to the exchange is dealt with there, or not at all; of the rest nobody would hear, so each is given up
 * for itself. Safe for threads.
 */
final class FailedParts implements CopyFailureListener {

    /** No more are remembered; what is more is given up at once. */
    private static final int MAX = 1_000;

    private final KeepFailed keepFailed;
    private final Handling handling;
    private final List<Exchange> failed = new ArrayList<>();
    private boolean done;

    /** What a step does with a part that fails. */
    enum Handling {
        /** It goes on without it, and without a word. */
        DROP,
        /** It has its aggregation decide, once it is through. */
        AGGREGATE,
        /** It ends there, and fails as a whole. */
        STOP
    }

    FailedParts(KeepFailed keepFailed, Handling handling) {
        this.keepFailed = keepFailed;
        this.handling = handling;
    }

    @Override
    public void failed(Exchange part) {
        if (!remembers(part)) {
            keepFailed.process(part);
        }
    }

    private synchronized boolean remembers(Exchange part) {
        if (handling == Handling.STOP) {
            // What was on its way at the same time is of no account: the whole has failed.
            return true;
        }
        return handling == Handling.AGGREGATE
                && !done
                && failed.size() < MAX
                && failed.add(ExchangeHelper.createCopy(part, true));
    }

    /** The step is through: what has failed goes on with the failure of the exchange, or is given up. */
    void end(Exchange whole) {
        List<Exchange> parts = end();
        Exception failure = whole.getException();
        if (failure == null) {
            parts.forEach(keepFailed::process);
        } else if (!parts.isEmpty()) {
            failure.addSuppressed(new Parts(parts));
        }
    }

    private synchronized List<Exchange> end() {
        done = true;
        return List.copyOf(failed);
    }

    /**
     * Gives up the parts that a failure nobody has dealt with is about.
     *
     * @return whether it is about nothing else
     */
    static boolean giveUp(Exception failure, KeepFailed keepFailed) {
        List<Exchange> parts = causes(failure)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .flatMap(with -> with instanceof Parts known ? known.parts.stream() : Stream.empty())
                .toList();
        parts.forEach(keepFailed::process);
        return parts.stream()
                .anyMatch(part -> causes(failure).anyMatch(cause -> cause == FailedExchange.failureOf(part)));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .map(Throwable.class::cast);
    }

    /** Goes with a failure, so that whoever deals with it deals with the parts. */
    private static final class Parts extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<Exchange> parts;

        private Parts(List<Exchange> parts) {
            super(parts.size() + " parts failed", null, false, false);
            this.parts = parts;
        }
    }
}
