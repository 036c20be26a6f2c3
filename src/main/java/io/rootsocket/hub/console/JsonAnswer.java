package io.rootsocket.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an admin request with JSON. An {@link IllegalArgumentException} is answered 400, a {@link
 * NoSuchElementException} 404, an {@link IllegalStateException} 409, each as {@code {"detail": …}}; anything else is 500
 * and logged.
 */
final class JsonAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(JsonAnswer.class);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            // A path as it is written, not as a file: URI.
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private JsonAnswer() {}

    /** What is asked of the hub. */
    @FunctionalInterface
    interface Question {

        /** Finds the answer; may hold its thread. */
        Object answer(RoutingContext request) throws Exception;
    }

    /** A handler that answers with what {@code question} finds. */
    static Handler<RoutingContext> of(Question question) {
        return request -> {
            try {
                send(request, 200, question.answer(request));
            } catch (IllegalArgumentException e) {
                refuse(request, 400, e);
            } catch (NoSuchElementException e) {
                refuse(request, 404, e);
            } catch (IllegalStateException e) {
                refuse(request, 409, e);
            } catch (Exception e) {
                LOG.error("{} failed", request.normalizedPath(), e);
                refuse(request, 500, e);
            }
        };
    }

    private static void refuse(RoutingContext request, int status, Exception why) {
        send(request, status, Map.of("detail", String.valueOf(why.getMessage())));
    }

    private static void send(RoutingContext request, int status, Object body) {
        try {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The answer to %s is not JSON".formatted(request.normalizedPath()), e);
        }
    }
}
