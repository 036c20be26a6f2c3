package io.rootsocket.hub.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens WebSockets for those who have a connection token, one at a time for each token. Lives on the event loop, except
 * for {@link #count()}.
 *
 * <p>RootSocket does not document how it refuses: here an unknown or expired token is answered with 401 and one that is
 * in use with 403, both before the WebSocket opens.
 */
final class Connections {

    /** Below it a client reads its token: {@code /api/v1/ws/<token>/}. */
    private static final String PATH = "/api/v1/ws/:token/";

    private final SandboxSettings settings;
    private final Tokens tokens;
    private final Channels channels;
    private final Faults faults;
    private final LiveFeed feed;
    private final Map<String, Client> openByTokenId = new LinkedHashMap<>();
    private volatile int count;

    private record Client(String userAgent, Instant since, HttpServerRequest request, Promise<Void> gone) {}

    Connections(SandboxSettings settings, Tokens tokens, Channels channels, Faults faults, LiveFeed feed) {
        this.settings = settings;
        this.tokens = tokens;
        this.channels = channels;
        this.faults = faults;
        this.feed = feed;
    }

    void addTo(Router router) {
        router.get(PATH).handler(this::admit);
    }

    private void admit(RoutingContext context) {
        Optional<String> tokenId = tokens.connectionId(context.pathParam("token"));
        if (faults.outage()) {
            TcpReset.of(context.request().connection());
        } else if (tokenId.isEmpty()) {
            Answer.error(context, 401, "the connection token is not valid or has expired");
        } else if (openByTokenId.containsKey(tokenId.get())) {
            Answer.error(context, 403, "the connection token is in use by another client");
        } else {
            upgrade(context.request(), tokenId.get());
        }
    }

    private void upgrade(HttpServerRequest request, String tokenId) {
        String userAgent =
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("unknown");
        // Taken before the handshake, so that two clients cannot pass at the same time.
        Client client = new Client(userAgent, settings.clock().instant(), request, Promise.promise());
        openByTokenId.put(tokenId, client);
        client.gone().future().onComplete(gone -> {
            openByTokenId.remove(tokenId);
            counted();
        });
        request.toWebSocket()
                .onSuccess(socket -> opened(socket, client))
                .onFailure(failed -> client.gone().tryComplete());
    }

    private void opened(ServerWebSocket socket, Client client) {
        Connection connection = new Connection(socket, client.request().connection(), settings, tokens, channels);
        // Not the WebSocket's own handler: that one keeps waiting for its close frame to be written.
        client.request().connection().closeHandler(closed -> {
            channels.leave(connection);
            client.gone().tryComplete();
        });
        connection.open();
        counted();
    }

    private void counted() {
        count = openByTokenId.size();
        feed.connections(count);
    }

    /** How many connections are open. For any thread. */
    int count() {
        return count;
    }

    Overview overview() {
        Overview overview = Overview.empty();
        openByTokenId.values().forEach(client -> overview.count(client.userAgent(), client.since()));
        return overview;
    }

    /** Cuts all connections, without the WebSocket's good-bye; completes when they are gone. */
    Future<Void> cut() {
        List<Future<Void>> gone = new ArrayList<>();
        for (Client client : List.copyOf(openByTokenId.values())) {
            gone.add(client.gone().future());
            TcpReset.of(client.request().connection());
        }
        return Future.join(gone).mapEmpty();
    }
}
