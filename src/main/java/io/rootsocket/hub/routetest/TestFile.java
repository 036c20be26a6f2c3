package io.rootsocket.hub.routetest;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.YamlBounds;
import io.rootsocket.hub.routes.yaml.MergeKey;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlMistake;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.webhook.SignatureOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of tests.
 *
 * @param routes the route files that are tested, from the folder of routes; none: the one of the same name
 * @param settings what placeholders get, such as {@code orders.queue}
 * @param tests the tests
 */
record TestFile(
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> routes,

        Map<String, String> settings,
        List<Case> tests) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    TestFile {
        routes = routes == null ? List.of() : List.copyOf(routes);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        tests = tests == null ? List.of() : List.copyOf(tests);
    }

    /**
     * A test.
     *
     * @param given what happens, in this order
     * @param failures how RootSocket answers at first, in this order; after that it accepts
     * @param answers what others answer who are asked: servers, databases, mailboxes
     * @param expect what comes of it, and nothing else
     */
    record Case(
            String name,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<Given> given,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<Fault> failures,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<Reply> answers,

            Expected expect) {

        Case {
            Objects.requireNonNull(name, "a test needs a `name`");
            given = given == null ? List.of() : List.copyOf(given);
            failures = failures == null ? List.of() : List.copyOf(failures);
            answers = answers == null ? List.of() : List.copyOf(answers);
            expect = expect == null ? new Expected(Map.of(), null, Map.of(), List.of(), List.of()) : expect;
        }
    }

    /**
     * One thing that happens. One of {@code instant}, {@code file}, {@code queue}, {@code from}, {@code webhook}, {@code
     * alarm} and {@code route} says what.
     *
     * @param instant the clock's time; every cron schedule that fires then does
     * @param file the name of a file that appears, as the route sees it
     * @param queue the name of a JMS queue that gets a message
     * @param from the address elsewhere from which a message comes, as the route names it, without options
     * @param webhook a method and a path, such as {@code POST /webhooks/alerts}
     * @param alarm the topic and the subject of an alarm of the hub, such as {@code schedule.late standup}
     * @param state what happens to the alarm: {@code raised}, {@code repeated} or {@code cleared}; none: raised
     * @param route the id of a route that is started, whatever starts it otherwise
     * @param message the body; what is not text is sent as JSON
     * @param headers the headers
     * @param signed how its sender signs a webhook
     */
    record Given(
            @Nullable String instant,
            @Nullable String file,
            @Nullable String queue,
            @Nullable String from,
            @Nullable String webhook,
            @Nullable String alarm,
            @Nullable String state,
            @Nullable String route,
            JsonNode message,
            Map<String, String> headers,
            @Nullable Signed signed) {

        Given {
            message = message == null ? NullNode.getInstance() : message;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }

        /** The body as text. */
        String body() {
            if (message.isNull()) {
                return "";
            }
            return message.isTextual() ? message.asText() : message.toString();
        }
    }

    /**
     * How a webhook's sender signs.
     *
     * @param as who it is, as the kamelet {@code webhook} calls it
     * @param secret what it signs with
     * @param header where {@code hmac} writes it
     * @param prefix what stands before it there
     * @param encoding how {@code hmac} writes it
     * @param algorithm what {@code hmac} makes it with
     * @param at when it was signed; none: at the time of the test
     * @param id what the sender calls it; none: another one each time
     */
    record Signed(
            @Nullable String as,
            @Nullable String secret,
            @Nullable String header,
            @Nullable String prefix,
            @Nullable String encoding,
            @Nullable String algorithm,
            @Nullable String at,
            @Nullable String id) {

        /** The headers of the request. */
        Map<String, String> headers(String body, Instant now) {
            var options = new SignatureOptions(
                    requireNonNullElse(as, "hmac"),
                    requireNonNullElse(secret, ""),
                    "",
                    requireNonNullElse(header, ""),
                    requireNonNullElse(prefix, ""),
                    requireNonNullElse(encoding, "hex"),
                    requireNonNullElse(algorithm, "sha256"),
                    "5m");
            options.problem().ifPresent(problem -> {
                throw new UnreadableTestException(
                        "`signed` in a test: %s %s".formatted(problem.message(), problem.fix()));
            });
            return options.sign(
                    body.getBytes(StandardCharsets.UTF_8),
                    at == null ? now : OffsetDateTime.parse(at).toInstant(),
                    requireNonNullElse(id, "msg_" + UUID.randomUUID()));
        }
    }

    /**
     * A failure of RootSocket.
     *
     * @param status the HTTP status; none with {@code reset}
     * @param times how often; default once
     * @param retryAfter what it asks for, in seconds
     * @param reset whether the connection breaks before the answer, so that nobody knows what became of the message
     */
    record Fault(int status, int times, int retryAfter, boolean reset) {}

    /**
     * What somebody else answers. Of several from the same address each is one time's answer, and the last one stays.
     *
     * @param from who is asked: the address as the route names it; options need not be said
     * @param body a text; what is not text is JSON from a server, and rows or values from anybody else
     * @param status the HTTP status; default 200
     * @param headers the headers that come with it
     * @param failure why there is no answer; then there is nothing else
     * @param times how often; default once
     */
    record Reply(
            String from,
            JsonNode body,
            int status,
            Map<String, String> headers,
            @Nullable String failure,
            int times) {

        Reply {
            Objects.requireNonNull(from, "one of the `answers` needs a `from`");
            body = body == null ? NullNode.getInstance() : body;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }
    }

    /**
     * What is expected.
     *
     * @param messages the messages of each channel, in order
     * @param answer what the last webhook's caller gets
     * @param sent what goes elsewhere and no route of the test takes, by URI
     * @param files the files there are in the end, as patterns; only checked where given
     * @param deadLetters the kinds of what was given up
     */
    record Expected(
            Map<String, List<JsonNode>> messages,
            @Nullable Answer answer,
            Map<String, List<JsonNode>> sent,
            List<String> files,
            List<String> deadLetters) {

        Expected {
            messages = messages == null ? Map.of() : Map.copyOf(messages);
            sent = sent == null ? Map.of() : Map.copyOf(sent);
            files = files == null ? List.of() : List.copyOf(files);
            deadLetters = deadLetters == null ? List.of() : List.copyOf(deadLetters);
        }
    }

    /**
     * What a webhook's caller gets.
     *
     * @param status the HTTP status; 0: any
     * @param body the body; none: any
     * @param headers headers that must be there, among others
     */
    record Answer(int status, @Nullable JsonNode body, Map<String, JsonNode> headers) {

        Answer {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
        }
    }

    /** @throws UnreadableTestException if it is not a file of tests; the message says why */
    static TestFile read(Path file) throws IOException {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            return YamlBounds.read(file, text -> read(file, text, settings));
        } catch (OddFileException e) {
            throw new UnreadableTestException(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UnreadableTestException("%s is not a file of tests: %s".formatted(file, why), e);
        }
    }

    private static TestFile read(Path file, String text, LoadSettings settings) {
        Object tree = tree(file, text, settings);
        try {
            return JSON.convertValue(tree, TestFile.class);
        } catch (IllegalArgumentException e) {
            throw e.getCause() instanceof JsonMappingException mismatch ? MisplacedKey.of(file, text, mismatch) : e;
        }
    }

    private static Object tree(Path file, String text, LoadSettings settings) {
        try {
            YamlTree.parse(new RouteSource(file, text)).flatMap(MergeKey::line).ifPresent(line -> {
                throw new UnreadableTestException(
                        "%s:%d: %s %s".formatted(file, line, MergeKey.MESSAGE, MergeKey.SUGGESTION));
            });
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException e) {
            YamlMistake mistake = YamlMistake.of(text, e);
            throw new UnreadableTestException(
                    "%s:%d: %s %s".formatted(file, mistake.line(), mistake.message(), mistake.suggestion()), e);
        }
    }
}
