package io.rootsocket.hub.webhook.awaited;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What ends a request of an exchange at once, however long its server is silent. Safe for threads. */
public final class RequestCutOff {

    private static final String PROPERTY = "RootSocketHubCutOff";

    private @Nullable Runnable request;
    private boolean cut;

    /** Has the requests of an exchange end with this. */
    public static RequestCutOff of(Exchange exchange) {
        var cutOff = new RequestCutOff();
        exchange.setProperty(PROPERTY, cutOff);
        return cutOff;
    }

    /** A request of the exchange is on its way; it is over at once if that was asked for before. */
    static void begin(Exchange exchange, Runnable cancel) {
        RequestCutOff cutOff = exchange.getProperty(PROPERTY, RequestCutOff.class);
        if (cutOff != null && cutOff.isCutFor(cancel)) {
            cancel.run();
        }
    }

    private synchronized boolean isCutFor(Runnable cancel) {
        request = cancel;
        return cut;
    }

    /** Ends the request that is on its way, and each that follows. */
    public void cut() {
        Runnable cancel = ended();
        if (cancel != null) {
            cancel.run();
        }
    }

    private synchronized @Nullable Runnable ended() {
        cut = true;
        return request;
    }
}
