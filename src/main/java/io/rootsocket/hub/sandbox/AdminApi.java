package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** What only the sandbox has: its page, the live list behind it, and its faults. */
final class AdminApi {

    private static final String FAULTS = "/sandbox/faults";
    private static final String MESSAGES = "/sandbox/messages";

    private final Channels channels;
    private final Faults faults;

    AdminApi(Channels channels, Faults faults) {
        this.channels = channels;
        this.faults = faults;
    }

    void addTo(Router router) {
        router.get("/").handler(file("page.html", "text/html; charset=utf-8"));
        router.get("/openapi.yaml").handler(file("openapi.yaml", "application/yaml"));
        router.get("/sandbox/events").handler(this::stream);
        router.get(MESSAGES).handler(this::list);
        router.get(FAULTS)
                .handler(request -> reply(
                        request, faults.current().isPresent() ? faults.current().get() : Map.of()));
        router.delete(FAULTS).handler(request -> {
            faults.clear();
            reply(request, Map.of());
        });
        // A page of another origin cannot send this content type without asking first, so it can change nothing here.
        router.put(FAULTS)
                .consumes("application/json")
                .handler(BodyHandler.create(false))
                .handler(this::setFault);
        router.post(MESSAGES)
                .consumes("application/json")
                .handler(BodyHandler.create(false))
                .handler(this::send);
    }

    private static Handler<RoutingContext> file(String name, String contentType) {
        Buffer content;
        try (InputStream resource = AdminApi.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            content = Buffer.buffer(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request ->
                request.response().putHeader("Content-Type", contentType).end(content);
    }

    private void list(RoutingContext request) {
        String channel = request.request().getParam("channel");
        reply(request, channel == null ? channels.allMessages() : channels.messages(channel));
    }

    private void stream(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write(": connected\n\n");
        Consumer<ReceivedMessage> watcher = message -> {
            if (!response.writeQueueFull()) {
                response.write("data: " + Wire.writeText(message) + "\n\n");
            }
        };
        channels.watch(watcher);
        response.closeHandler(closed -> channels.unwatch(watcher));
    }

    private void setFault(RoutingContext request) {
        try {
            faults.set(Wire.read(request.body().asString(), Fault.class));
            reply(request, faults.current().map(Object.class::cast).orElse(Map.of()));
        } catch (JsonProcessingException e) {
            HttpApi.refuse(request, 400, "This is not a fault: " + e.getOriginalMessage());
        }
    }

    private void send(RoutingContext request) {
        try {
            var body = Wire.readTree(request.body().asString());
            channels.send(
                    new ChannelName(body.path("channel").asText()),
                    body.path("data").asText());
            reply(request, Map.of("accepted", true));
        } catch (JsonProcessingException e) {
            HttpApi.refuse(request, 400, "The body is not JSON.");
        } catch (InvalidChannelNameException e) {
            HttpApi.refuse(request, 400, String.valueOf(e.getMessage()));
        }
    }

    private static void reply(RoutingContext request, Object answer) {
        request.response().putHeader("Content-Type", "application/json").end(Wire.writeText(answer));
    }
}
