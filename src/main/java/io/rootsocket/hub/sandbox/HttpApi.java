package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.TokenRequest;
import io.rootsocket.hub.protocol.TokenResponse;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The four operations. RootSocket documents no status codes; here what creates something answers 201, what reads 200,
 * a bad body 400, a missing or wrong key 401, an unknown path 404, a wrong method 405 and too long a body 413.
 */
final class HttpApi {

    private final SandboxSettings settings;
    private final Tokens tokens;
    private final Channels channels;
    private final Connections connections;

    HttpApi(SandboxSettings settings, Tokens tokens, Channels channels, Connections connections) {
        this.settings = settings;
        this.tokens = tokens;
        this.channels = channels;
        this.connections = connections;
    }

    void addTo(Router router) {
        router.route("/api/v1/*").handler(this::checkKey);
        answer(router, Operation.MESSAGE, this::sendMessage);
        answer(router, Operation.TOKEN, this::createChannelToken);
        answer(router, Operation.CONNECTION, this::createConnectionToken);
        answer(router, Operation.CONNECTIONS, this::showConnections);
        for (Operation operation : Operation.values()) {
            router.route(operation.path()).handler(HttpApi::refuseMethod);
        }
    }

    private static void refuseMethod(RoutingContext context) {
        String allowed = Arrays.stream(Operation.values())
                .filter(operation -> operation.path().equals(context.request().path()))
                .map(Operation::httpMethod)
                .collect(Collectors.joining(", "));
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        Answer.error(context, 405, "this path answers " + allowed + " only");
    }

    private static void answer(Router router, Operation operation, Handler<RoutingContext> handler) {
        router.route(HttpMethod.valueOf(operation.httpMethod()), operation.path())
                .handler(handler);
    }

    private void checkKey(RoutingContext context) {
        String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (given == null) {
            Answer.error(context, 401, "the Authorization header is missing; it carries the key, without a scheme");
        } else if (!isKey(given)) {
            Answer.error(context, 401, "the key in the Authorization header is not this application's");
        } else {
            context.next();
        }
    }

    private boolean isKey(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), settings.key().getBytes(StandardCharsets.UTF_8));
    }

    private void sendMessage(RoutingContext context) {
        JsonBody body = JsonBody.of(context);
        ChannelName channel = body.channel();
        JsonNode data = body.required("data");
        channels.publish(new MessageRequest(channel, data));
        Answer.json(context, 201, Map.of("channel", channel));
    }

    private void createChannelToken(RoutingContext context) {
        JsonBody body = JsonBody.of(context);
        int category = body.integer("category", TokenRequest.DEFAULT_CATEGORY);
        Answer.json(context, 201, new TokenResponse(tokens.channel(body.channel(), category)));
    }

    private void createConnectionToken(RoutingContext context) {
        Answer.json(context, 201, new TokenResponse(tokens.connection()));
    }

    private void showConnections(RoutingContext context) {
        Answer.json(context, 200, connections.overview());
    }
}
