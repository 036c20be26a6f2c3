package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.webhook.RefusedCalls;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Has a trail hear of all that comes into a Camel context, of the steps that it takes, and how it ends. Safe for threads. */
public final class Capture {

    private final Recorder recorder;
    private final Trail trail;

    private Capture(Recorder recorder, Trail trail) {
        this.recorder = recorder;
        this.trail = trail;
    }

    /**
     * Before all else that looks at exchanges is added to a context: what came in is recorded before anybody changes it.
     *
     * @param redaction what of an exchange is not shown either
     * @param folder the folder of routes
     * @param generations knows with which generation a route of the folder came
     */
    public static Capture install(
            CamelContext camel,
            Trail trail,
            Redaction redaction,
            Path folder,
            Function<String, Optional<String>> generations,
            Clock clock) {
        var places = new PlaceNames(folder);
        var pace = new RefusedPace(System::nanoTime);
        var recorder = new Recorder(trail, redaction, places, generations, clock, pace);
        if (trail.isOn()) {
            camel.addRoutePolicyFactory((context, id, route) -> new Entries(recorder));
            camel.getCamelContextExtension().addInterceptStrategy(new TimedSteps(places));
            camel.getCamelContextExtension()
                    .addContextPlugin(RefusedCalls.class, new RefusedArrivals(camel, recorder, pace));
        }
        return new Capture(recorder, trail);
    }

    /** After all else that looks at the ends of exchanges is added. */
    public void installLast(CamelContext camel) {
        if (trail.isOn()) {
            camel.getManagementStrategy().addEventNotifier(new LateCopies(recorder));
        }
    }

    /** What may be watched closely; empty where the trail is off. */
    public Optional<Inspections> inspections() {
        return trail.isOn() ? Optional.of(recorder.inspections()) : Optional.empty();
    }

    /** Whether the route of that name is, by its place and address, still the one that took what came in. */
    public boolean isStill(Arrived arrived) {
        return recorder.isStill(arrived);
    }

    /** It, or a part of it, is a dead letter. */
    public void dead(Exchange exchange, DeadLetter letter) {
        if (trail.isOn()) {
            recorder.dead(exchange, letter);
        }
    }
}
