package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.Subscriber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the published description to the golden requests and to what the sandbox answers. */
class OpenApiTest {

    private final JsonNode description = read();

    private static JsonNode read() {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(String name) {
        ObjectNode root = description.deepCopy();
        root.put("$ref", "#/components/schemas/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    @Test
    void describesEveryOperation() {
        for (Operation operation : Operation.values()) {
            assertThat(description
                            .path("paths")
                            .path(operation.path())
                            .has(operation.httpMethod().toLowerCase(Locale.ROOT)))
                    .as("%s %s", operation.httpMethod(), operation.path())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"MessageRequest,message-request.json", "TokenRequest,token-request.json"})
    void agreesWithTheGoldenRequests(String schema, String file) throws IOException {
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/wire/" + file))) {
            JsonNode request = Wire.readTree(new String(golden.readAllBytes(), StandardCharsets.UTF_8));

            assertThat(schema(schema).validate(request)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MessageRequest|{\"channel\":\"my-channel\",\"data\":\"x\"}",
                "MessageRequest|{\"data\":\"x\"}",
                "TokenRequest|{\"category\":\"one\",\"channel\":\"news\"}"
            })
    void refusesWhatTheServiceWouldRefuse(String schema, String request) throws IOException {
        assertThat(schema(schema).validate(Wire.readTree(request))).isNotEmpty();
    }

    @Test
    void agreesWithWhatTheSandboxAnswers() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                Subscriber ignored = Subscriber.connect(sandbox)) {
            assertThat(schema("TokenResponse").validate(answer(sandbox, "POST", "/api/v1/connections/", sandbox.key())))
                    .isEmpty();
            assertThat(schema("Connections").validate(answer(sandbox, "GET", "/api/v1/connections/", sandbox.key())))
                    .isEmpty();
            assertThat(schema("ErrorResponse").validate(answer(sandbox, "GET", "/api/v1/connections/", "wrong")))
                    .isEmpty();
        }
    }

    private static JsonNode answer(Sandbox sandbox, String method, String path, String key) throws Exception {
        var request = HttpRequest.newBuilder(sandbox.apiUrl().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", key)
                .build();
        return Wire.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }
}
