package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The JSON object in a request's body, read strictly: every problem is a {@link BadRequestException}. */
final class JsonBody {

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    static JsonBody of(RoutingContext context) {
        JsonNode json = json(context);
        if (!json.isObject()) {
            throw new BadRequestException("the body must be a JSON object");
        }
        return new JsonBody(json);
    }

    /** The body as any JSON. */
    static JsonNode json(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            throw new BadRequestException("the body is empty; it must be JSON");
        }
        try {
            return Wire.readTree(text(body));
        } catch (JsonProcessingException e) {
            throw new BadRequestException("the body is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new BadRequestException("the body is not valid UTF-8", e);
        }
    }

    private static String text(Buffer body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body.getBytes()))
                .toString();
    }

    ChannelName channel() {
        JsonNode channel = required("channel");
        if (!channel.isTextual()) {
            throw new BadRequestException("`channel` must be a string");
        }
        try {
            return new ChannelName(channel.textValue());
        } catch (InvalidChannelNameException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    int integer(String field, int otherwise) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new BadRequestException("`%s` must be a whole number".formatted(field));
        }
        return value.intValue();
    }

    JsonNode required(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new BadRequestException("`%s` is missing".formatted(field));
        }
        return value;
    }
}
