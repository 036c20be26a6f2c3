package io.rootsocket.hub.failure;

import io.rootsocket.hub.deadletters.DeadLetterFolder;
import io.rootsocket.hub.intake.Intake;
import io.rootsocket.hub.webhook.awaited.AwaitedSteps;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.processor.errorhandler.ExceptionPolicyStrategy;

/** What happens to what fails, the same in a running hub and in a test of its routes. */
public final class FailureHandling {

    private FailureHandling() {}

    /**
     * Adds to a context that has no route yet: what may pass is tried again, and what is given up is kept.
     *
     * @param deadLetters the folder for what is given up
     * @param clock when it was
     * @param beforeRetry called after each failed attempt that another one follows; it may set how long to wait
     * @throws Exception if Camel does not take it
     */
    public static void install(CamelContext camel, Path deadLetters, Clock clock, Processor beforeRetry)
            throws Exception {
        var folder = new DeadLetterFolder(deadLetters);
        var keepFailed = new KeepFailed(
                letter -> folder.write(letter).toString(), (exchange, letter) -> {}, Optional::empty, clock);
        install(camel, keepFailed, beforeRetry);
    }

    /** The same, with dead letters that go elsewhere than into a folder. */
    public static void install(CamelContext camel, KeepFailed keepFailed, Processor beforeRetry) throws Exception {
        camel.addComponent("direct", new PromptDirectComponent());
        camel.addComponent("seda", new PromptSedaComponent());
        // Camel's would go on without the step, and without a word, while the breaker is open.
        Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class))
                .setResilience4jConfiguration(
                        new Resilience4jConfigurationDefinition().throwExceptionWhenHalfOpenOrOpenState(true));
        FailedFiles.keepApart(camel);
        Intake.readStrictly(camel);
        AwaitedSteps.install(camel);
        settleLast(camel, keepFailed);
        camel.addRoutePolicyFactory((context, id, route) -> new UnreadableMessages(keepFailed));
        camel.getManagementStrategy().addEventNotifier(new SentAway());
        camel.addLifecycleStrategy(new ErrorHandlers());
        camel.getRegistry().bind("routesComeFirst", ExceptionPolicyStrategy.class, new RoutesComeFirst());
        camel.addRoutesConfigurations(new HubRetries(keepFailed, beforeRetry));
    }

    /** What the route itself does about a failure is through before: it is settled where what has failed came in. */
    private static void settleLast(CamelContext camel, KeepFailed keepFailed) {
        camel.addRoutePolicyFactory((context, id, route) -> new EntryPolicy(keepFailed));
        camel.getCamelContextExtension().addInterceptStrategy(new AwaitedCopies(keepFailed));
        camel.getCamelContextExtension().addInterceptStrategy(new Resequenced(keepFailed));
        camel.getManagementStrategy().addEventNotifier(new FailedCopies(keepFailed));
    }
}
