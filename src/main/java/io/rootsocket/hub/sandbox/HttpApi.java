package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.ErrorResponse;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.TokenRequest;
import io.rootsocket.hub.protocol.TokenResponse;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The four operations of RootSocket's HTTP API, each behind the key and behind the faults. */
final class HttpApi {

    /** The largest request body, in bytes; above it the answer is 413. */
    private static final long MAX_BODY = 4_000_000;

    private final String key;
    private final Tokens tokens;
    private final Channels channels;
    private final Connections connections;
    private final Misbehaviour misbehaviour;
    private final AtomicLong requests = new AtomicLong();

    HttpApi(String key, Tokens tokens, Channels channels, Connections connections, Faults faults) {
        this.key = key;
        this.tokens = tokens;
        this.channels = channels;
        this.connections = connections;
        this.misbehaviour = new Misbehaviour(faults);
    }

    void addTo(Router router) {
        router.route("/api/v1/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.route("/api/v1/*").handler(this::admit);
        for (Operation operation : Operation.values()) {
            router.route(HttpMethod.valueOf(operation.httpMethod()), operation.path())
                    .handler(request -> answer(operation, request));
        }
        router.route("/api/v1/*").failureHandler(request -> {
            int status = request.statusCode() < 0 ? 500 : request.statusCode();
            refuse(request, status, status == 413 ? "The body is larger than " + MAX_BODY + " bytes." : "Failed.");
        });
        router.errorHandler(404, request -> refuse(request, 404, "Not found. Every path ends in a slash."));
        router.errorHandler(405, request -> refuse(request, 405, "Method not allowed."));
    }

    long requests() {
        return requests.get();
    }

    private void admit(RoutingContext request) {
        requests.incrementAndGet();
        String given = request.request().getHeader("Authorization");
        if (given == null
                || !MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))) {
            refuse(request, 401, given == null ? "No key. Send it as `Authorization`." : "The key is not valid.");
        } else {
            request.next();
        }
    }

    private void answer(Operation operation, RoutingContext request) {
        misbehaviour.meet(request, () -> {
            try {
                accept(operation, request);
            } catch (JsonProcessingException e) {
                refuse(request, 400, "The body is not JSON.");
            } catch (InvalidChannelNameException e) {
                refuse(request, 400, String.valueOf(e.getMessage()));
            } catch (BadRequest e) {
                refuse(request, 400, String.valueOf(e.getMessage()));
            }
        });
    }

    private void accept(Operation operation, RoutingContext request) throws JsonProcessingException {
        switch (operation) {
            case CONNECTION -> reply(request, new TokenResponse(tokens.connection()));
            case CONNECTIONS -> reply(request, connections.overview());
            case TOKEN -> {
                JsonNode body = body(request);
                ChannelName channel = channel(body);
                JsonNode category = body.path("category");
                if (!category.isMissingNode() && !category.isInt()) {
                    throw new BadRequest("`category` is not a whole number.");
                }
                int number = category.asInt(TokenRequest.DEFAULT_CATEGORY);
                reply(request, new TokenResponse(tokens.channel(channel.value(), number)));
            }
            case MESSAGE -> {
                JsonNode body = body(request);
                ChannelName channel = channel(body);
                JsonNode data = body.path("data");
                if (data.isMissingNode() || data.isNull()) {
                    throw new BadRequest("`data` is missing.");
                }
                channels.send(channel, data.isTextual() ? data.textValue() : data.toString());
                reply(request, Map.of("accepted", true));
            }
        }
    }

    private static JsonNode body(RoutingContext request) throws JsonProcessingException {
        String text = request.body().asString();
        JsonNode body = Wire.readTree(text == null ? "" : text);
        if (!body.isObject()) {
            throw new BadRequest("The body is not a JSON object.");
        }
        return body;
    }

    private static ChannelName channel(JsonNode body) {
        if (!body.path("channel").isTextual()) {
            throw new BadRequest("`channel` is missing or not a string.");
        }
        return new ChannelName(body.path("channel").textValue());
    }

    private static void reply(RoutingContext request, Object answer) {
        request.response().putHeader("Content-Type", "application/json").end(Wire.writeText(answer));
    }

    static void refuse(RoutingContext request, int status, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Wire.writeText(new ErrorResponse(detail)));
    }

    private static final class BadRequest extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }
}
