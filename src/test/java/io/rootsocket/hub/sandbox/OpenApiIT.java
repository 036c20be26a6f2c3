package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the sandbox, and RootSocket's published examples, to the OpenAPI description that the sandbox serves. */
class OpenApiIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static JsonNode description = new ObjectMapper().createObjectNode();

    private final Caller caller = new Caller(SANDBOX);

    @BeforeAll
    static void readTheServedDescription() throws Exception {
        var served = new Caller(SANDBOX).get("/openapi.yaml");
        assertThat(served.statusCode()).isEqualTo(200);
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(served.body());
        description = new ObjectMapper().valueToTree(yaml);
    }

    @Test
    void describesTheFourOperationsAndNothingElse() {
        int operations = 0;
        for (JsonNode path : description.path("paths")) {
            operations += path.size();
        }

        assertThat(operations).isEqualTo(Operation.values().length);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void describesAnOperationUnderItsPathAndMethod(Operation operation) {
        assertThat(operation(operation).path("operationId").textValue()).isEqualTo(operation.word());
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE, message-request", "TOKEN, token-request"})
    void allowsRootSocketsPublishedExamplesAndTheSandboxTakesThem(Operation operation, String file) throws Exception {
        String example = golden(file);

        var answer = caller.post(operation.path(), example);

        assertConforms(requestSchema(operation), example);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertAnswerIsDescribed(operation, answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "MESSAGE | {\"channel\":\"test\"}",
                "MESSAGE | {\"data\":\"x\"}",
                "MESSAGE | {\"channel\":\"test\",\"data\":null}",
                "MESSAGE | {\"channel\":\"my-channel\",\"data\":\"x\"}",
                "MESSAGE | []",
                "TOKEN | {\"category\":\"1\",\"channel\":\"test\"}",
                "TOKEN | {\"category\":1}"
            })
    void forbidsWhatTheSandboxRefuses(Operation operation, String request) throws Exception {
        var answer = caller.post(operation.path(), request);

        assertThat(requestSchema(operation).validate(request, InputFormat.JSON)).isNotEmpty();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertAnswerIsDescribed(operation, answer);
    }

    @Test
    void describesTheAnswersOfBothConnectionOperations() throws Exception {
        SANDBOX.subscriber();

        assertAnswerIsDescribed(Operation.CONNECTION, caller.post(Operation.CONNECTION.path(), ""));
        assertAnswerIsDescribed(Operation.CONNECTIONS, caller.get(Operation.CONNECTIONS.path()));
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void describesWhatEachOperationAnswersWithoutAKeyAndWhenItFails(Operation operation) throws Exception {
        var request = caller.request(operation.path()).method(operation.httpMethod(), BodyPublishers.ofString("{}"));

        var withoutKey = caller.send(request);
        SANDBOX.sandbox().faults().inject(Fault.rateLimit(0).times(1));
        var limited = caller.send(request);
        SANDBOX.sandbox().faults().inject(Fault.status(503).retryAfter(Duration.ofSeconds(1)));
        var failed = caller.send(request);

        assertThat(withoutKey.statusCode()).isEqualTo(401);
        assertAnswerIsDescribed(operation, withoutKey);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertAnswerIsDescribed(operation, limited);
        assertThat(failed.statusCode()).isEqualTo(503);
        assertAnswerIsDescribed(operation, failed);
    }

    private static void assertAnswerIsDescribed(Operation operation, HttpResponse<String> answer) {
        JsonNode answers = operation(operation).path("responses");
        JsonNode described = answers.path(String.valueOf(answer.statusCode()));
        JsonNode named = described.isMissingNode() ? answers.path("default") : described;
        JsonNode resolved = named.has("$ref")
                ? description.at(named.path("$ref").textValue().substring(1))
                : named;
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertConforms(schema(resolved.at("/content/application~1json/schema")), answer.body());
    }

    private static void assertConforms(Schema schema, String json) {
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    }

    private static Schema requestSchema(Operation operation) {
        return schema(operation(operation).at("/requestBody/content/application~1json/schema"));
    }

    private static JsonNode operation(Operation operation) {
        return description
                .path("paths")
                .path(operation.path())
                .path(operation.httpMethod().toLowerCase(Locale.ROOT));
    }

    /** The schema in the midst of the whole description, so that its references resolve. */
    private static Schema schema(JsonNode schema) {
        assertThat(schema.isObject()).isTrue();
        ObjectNode root = schema.deepCopy();
        if (root.has("$ref")) {
            // Beside a $ref draft 4 ignores everything else, so `components` would be ignored too.
            root.putArray("allOf").addObject().set("$ref", root.remove("$ref"));
        }
        root.set("components", description.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(root);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApiIT.class.getResourceAsStream("/wire/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
