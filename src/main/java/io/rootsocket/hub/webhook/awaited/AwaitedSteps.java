package io.rootsocket.hub.webhook.awaited;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/** Has the steps of all routes end when the caller no longer waits for them. */
public final class AwaitedSteps {

    private AwaitedSteps() {}

    /** Adds it to a context that has no route yet. */
    public static void install(CamelContext camel) {
        ExtendedCamelContext extension = camel.getCamelContextExtension();
        extension.addInterceptStrategy(new AbandonedCalls());
        extension.addInterceptStrategy(new KeysInWork());
    }
}
