package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What only a sandbox has, under {@code /sandbox/} and without a key: the faults, the messages, and their live feed.
 */
final class SandboxApi {

    private final Faults faults;
    private final History history;
    private final Channels channels;
    private final LiveFeed feed;
    private final SnapshotSource snapshot;

    SandboxApi(Faults faults, History history, Channels channels, LiveFeed feed, SnapshotSource snapshot) {
        this.faults = faults;
        this.history = history;
        this.channels = channels;
        this.feed = feed;
        this.snapshot = snapshot;
    }

    void addTo(Router router) {
        // A page from elsewhere cannot send JSON without asking first, and nobody here answers such a question.
        router.put("/sandbox/*").handler(SandboxApi::checkIsJson);
        router.post("/sandbox/*").handler(SandboxApi::checkIsJson);
        router.get("/sandbox/faults").handler(this::showFaults);
        router.put("/sandbox/faults").handler(this::replaceFaults);
        router.delete("/sandbox/faults").handler(this::clearFaults);
        router.get("/sandbox/messages").handler(this::showMessages);
        router.post("/sandbox/messages").handler(this::sendMessage);
        router.get("/sandbox/events").handler(context -> feed.watch(context, snapshot.take()));
    }

    private static void checkIsJson(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            context.next();
        } else {
            Answer.error(context, 415, "send JSON, with `Content-Type: application/json`");
        }
    }

    private void showFaults(RoutingContext context) {
        Answer.json(context, 200, snapshot.faults());
    }

    private void replaceFaults(RoutingContext context) {
        faults.replace(read(JsonBody.json(context)));
        showFaults(context);
    }

    private static List<Fault> read(JsonNode json) {
        List<Fault> read = new ArrayList<>();
        Iterable<JsonNode> items = json.isArray() ? json : List.of(json);
        for (JsonNode item : items) {
            if (!item.isObject()) {
                throw new BadRequestException("send one fault, or an array of them");
            }
            try {
                read.add(Wire.read(item.toString(), FaultJson.class).fault());
            } catch (JsonProcessingException e) {
                throw new BadRequestException("not a fault: " + e.getOriginalMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException("not a fault: " + e.getMessage(), e);
            }
        }
        return read;
    }

    private void clearFaults(RoutingContext context) {
        faults.clear();
        showFaults(context);
    }

    private void showMessages(RoutingContext context) {
        String channel = context.request().getParam("channel");
        if (channel == null) {
            throw new BadRequestException("name the channel: /sandbox/messages?channel=news");
        }
        try {
            var messages = history.messages(new ChannelName(channel));
            Answer.json(context, 200, messages.stream().map(ShownMessage::whole).toList());
        } catch (InvalidChannelNameException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private void sendMessage(RoutingContext context) {
        JsonBody body = JsonBody.of(context);
        ChannelName channel = body.channel();
        channels.publish(new MessageRequest(channel, body.required("data")));
        Answer.json(context, 201, Map.of("channel", channel));
    }
}
