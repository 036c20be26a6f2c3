package io.rootsocket.hub.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.testing.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureHandlingTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhyEachAttemptOfTheStepThatGaveUpFailed() throws Exception {
        String nobody = "http://127.0.0.1:" + FreePort.next();
        try (var camel = new DefaultCamelContext()) {
            camel.setAllowUseOriginalMessage(true);
            FailureHandling.install(
                    camel,
                    folder.resolve("letters"),
                    Clock.systemUTC(),
                    exchange -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 1));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("rootsocket:message?channel=news&delivery=direct&key=test&apiUrl=" + nobody);
                }
            });
            camel.start();
            var sent = camel.createFluentProducerTemplate().withBody("hello").to("direct:in");

            assertThat(sent.send().getException()).isNotNull();
        }

        JsonNode letter = onlyLetter();
        assertThat(letter.path("attempts").asInt()).isEqualTo(11);
        assertThat(letter.path("failures"))
                .hasSize(11)
                .allSatisfy(failed -> assertThat(
                                failed.path("reason").path("message").asText())
                        .contains("Connection refused"));
    }

    @Test
    void keepsOfEachRouteWhatItHasTriedItself() throws Exception {
        String nobody = "http://127.0.0.1:" + FreePort.next();
        try (var camel = new DefaultCamelContext()) {
            camel.setAllowUseOriginalMessage(true);
            FailureHandling.install(
                    camel,
                    folder.resolve("letters"),
                    Clock.systemUTC(),
                    exchange -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 1));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String id : List.of("first", "second")) {
                        from("direct:" + id)
                                .routeId(id)
                                .to("rootsocket:message?channel=news&delivery=direct&key=test&apiUrl=" + nobody);
                    }
                }
            });
            camel.start();

            assertThat(camel.createFluentProducerTemplate()
                            .withBody("hello")
                            .to("direct:second")
                            .send()
                            .getException())
                    .isNotNull();
        }

        JsonNode letter = onlyLetter();
        assertThat(letter.path("route").asText()).isEqualTo("second");
        assertThat(letter.path("failures")).hasSize(11);
    }

    @Test
    void keepsWhatARouteWantsNoHandlerForAsWell() throws Exception {
        try (DefaultCamelContext camel = withAFailingFile(IllegalStateException.class)) {
            await().until(() -> Files.exists(folder.resolve("in/failed/a.txt")));
        }

        assertThat(onlyLetter().path("payload").asText()).isEqualTo("text");
    }

    @Test
    void leavesToItsSourceWhatComesIntoARouteThatHasJustBeenStopped() throws Exception {
        try (DefaultCamelContext camel = withAFailingFile(RejectedExecutionException.class)) {
            await().until(() -> Files.exists(folder.resolve("in/failed/a.txt")));
        }

        assertThat(folder.resolve("letters")).doesNotExist();
    }

    private DefaultCamelContext withAFailingFile(Class<? extends Exception> failure) throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("a.txt"), "text");
        var camel = new DefaultCamelContext();
        camel.setAllowUseOriginalMessage(true);
        FailureHandling.install(camel, folder.resolve("letters"), Clock.systemUTC(), exchange -> {});
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + in + "?initialDelay=0&delay=20&moveFailed=failed")
                        .errorHandler(noErrorHandler())
                        .throwException(failure, "no luck");
            }
        });
        camel.start();
        return camel;
    }

    private JsonNode onlyLetter() throws Exception {
        try (Stream<Path> letters = Files.list(folder.resolve("letters"))) {
            return new JsonMapper().readTree(letters.toList().get(0).toFile());
        }
    }
}
