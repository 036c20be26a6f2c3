package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What came in, with the steps that it took. It goes with the exchange into all copies, also through queues in memory, so that
 * what goes out is known by what came in. Safe for threads.
 */
public final class TracedExchange {

    private static final String PROPERTY = "RootSocketHubTraced";

    /** A route has no more; what a large one does beyond that is told as one. */
    private static final int MAX_STEPS = 200;

    private static final StepPoint FURTHER = new StepPoint("further", "further steps", Optional.empty());

    private static final int MAX_FAILURES = 16;

    private final String id;
    private final SourceKind kind;
    private final Optional<String> traceparent;
    private final List<Failed> failed = new ArrayList<>();
    private final List<TracedStep> steps = new ArrayList<>();
    private final Set<String> tried = new LinkedHashSet<>();
    private int deadParts;
    private String lastDeath = "";
    private boolean handled;
    private @Nullable Inspection inspection;
    private @Nullable Arrived atTheDoor;

    private record Failed(Throwable failure, StepPoint at) {}

    TracedExchange(String id, SourceKind kind, Optional<String> traceparent) {
        this.id = id;
        this.kind = kind;
        this.traceparent = traceparent;
    }

    /** What an exchange, or the one that it is a copy of, came in as; null if it is not traced. */
    static @Nullable TracedExchange known(Exchange exchange) {
        return exchange.getProperty(PROPERTY, TracedExchange.class);
    }

    /** What an exchange, or the one that it is a copy of, came in as; empty if it is not traced. */
    public static Optional<TracedExchange> of(Exchange exchange) {
        return Optional.ofNullable(known(exchange));
    }

    void goWith(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Has an inspection see what it holds after each step. */
    void watchedBy(Inspection watches) {
        inspection = watches;
    }

    /** What watches it; null, as usual, if nothing does. */
    @Nullable
    Inspection inspection() {
        return inspection;
    }

    /** It may be turned away still, and is not recorded before that is known. */
    synchronized void waitsAtTheDoor(Arrived arrived) {
        atTheDoor = arrived;
    }

    /** What has waited at the door; null if nothing does any more. */
    synchronized @Nullable Arrived leavesTheDoor() {
        Arrived waited = atTheDoor;
        atTheDoor = null;
        return waited;
    }

    /** The id of the exchange that came in. */
    public String id() {
        return id;
    }

    boolean isOfWebhook() {
        return kind == SourceKind.WEBHOOK;
    }

    /** The trace that its caller has it belong to, as the W3C writes it. */
    public Optional<String> traceparent() {
        return traceparent;
    }

    synchronized TracedStep begin(StepPoint point) {
        TracedStep step = step(steps.size() < MAX_STEPS || isKnown(point) ? point : FURTHER);
        step.began();
        return step;
    }

    private boolean isKnown(StepPoint point) {
        return steps.stream().anyMatch(step -> step.isOf(point));
    }

    private TracedStep step(StepPoint point) {
        for (TracedStep known : steps) {
            if (known.isOf(point)) {
                return known;
            }
        }
        var step = new TracedStep(point);
        steps.add(step);
        return step;
    }

    synchronized void end(TracedStep step, long nanos, @Nullable Throwable failure) {
        step.ended(nanos);
        if (failure != null && failed.size() < MAX_FAILURES) {
            failed.add(new Failed(failure, step.point()));
        }
    }

    /** The innermost step that a failure came of. */
    synchronized Optional<StepPoint> placeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Failed step : failed) {
                if (step.failure() == cause) {
                    return Optional.of(step.at());
                }
            }
        }
        return Optional.empty();
    }

    /** Notes a message that RootSocket did not take directly, and that may be sent again. */
    public synchronized void tried(String messageId) {
        tried.add(messageId);
    }

    /** Notes that RootSocket has a message. */
    public synchronized void taken(String messageId) {
        tried.remove(messageId);
    }

    /** The messages that were not taken, and that nobody sends again. */
    synchronized List<String> notTaken() {
        List<String> left = List.copyOf(tried);
        tried.clear();
        return left;
    }

    /** Notes that it, or a part of it, is a dead letter now. */
    synchronized void noteDead(String reason) {
        deadParts++;
        lastDeath = reason;
    }

    /** Why parts of it are dead letters; empty if none is. */
    synchronized Optional<String> deadParts() {
        return switch (deadParts) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("A part of it is a dead letter: " + lastDeath);
            default -> Optional.of("%d parts of it are dead letters, the last one: %s".formatted(deadParts, lastDeath));
        };
    }

    /** The first route is done with it: what steps end from now on come late. */
    synchronized List<Step> handled() {
        handled = true;
        return takeSteps();
    }

    synchronized boolean isHandled() {
        return handled;
    }

    /** The steps of copies that went on after the first route was done. */
    synchronized List<Step> lateSteps() {
        return handled ? takeSteps() : List.of();
    }

    private List<Step> takeSteps() {
        List<Step> done = steps.stream()
                .filter(step -> !step.isRunning())
                .map(TracedStep::step)
                .toList();
        steps.removeIf(step -> !step.isRunning());
        return done;
    }
}
