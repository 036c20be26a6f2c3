package io.rootsocket.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.ChangesRequest;
import io.rootsocket.hub.console.api.DeadLettersRequest;
import io.rootsocket.hub.console.api.LoginRequest;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.console.api.RollbackRequest;
import io.rootsocket.hub.console.api.SkipRequest;
import io.rootsocket.hub.testing.ManualRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no request is refused with a reason, whatever is asked for. */
@ManualRow("5,000 brackets, duplicate fields, wrong types at `/api/…`")
class StrictJsonTest {

    private static final List<Class<? extends Record>> REQUESTS = List.of(
            ActRequest.class,
            ChangesRequest.class,
            DeadLettersRequest.class,
            LoginRequest.class,
            NothingAsked.class,
            RollbackRequest.class,
            SkipRequest.class);

    static Stream<String> odd() {
        return Stream.of(
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "{\"generation\":" + "[".repeat(5_000),
                "[".repeat(5_000) + "]".repeat(5_000),
                "{\"generation\":" + "9".repeat(5_000) + "}",
                "{\"generation\":1e999999999}",
                "{\"generation\":99999999999999999999}",
                "{\"generation\":2147483648}",
                "{\"generation\":1.0}",
                "{\"generation\":NaN}",
                "{\"generation\":\"1\"}",
                "{\"generation\":true}",
                "{\"generation\":[1]}",
                "{\"generation\":{}}",
                "{\"" + "x".repeat(100_000) + "\":1}",
                "{\"by\":1}",
                "{\"by\":{}}",
                "{\"by\":\"a\",\"by\":\"b\"}",
                "{\"id\":[\"a\"]}",
                "{\"token\":5}",
                "{\"limit\":1e400}",
                "{\"occurrence\":5}",
                "{\"occurrence\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"schedules\":[1]}",
                "{\"schedules\":[null]}",
                "{} {}",
                "{}x",
                "{\"a\":1",
                "null",
                "true",
                "5",
                "\"text\"",
                "[]",
                " ",
                "\u0000",
                "nonsense");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void refusesWhatIsNoRequest(String body) {
        for (Class<? extends Record> request : REQUESTS) {
            assertThatIllegalArgumentException()
                    .as(request.getSimpleName())
                    .isThrownBy(() -> StrictJson.request(body.getBytes(UTF_8), request))
                    .satisfies(refused ->
                            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500));
        }
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrictJson.request(new byte[] {'{', '"', (byte) 0xff, '"'}, ActRequest.class))
                .withMessageContaining("JSON");
    }

    @Test
    void saysThatItIsTooDeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrictJson.request("[".repeat(5_000).getBytes(UTF_8), RollbackRequest.class))
                .withMessageContaining("too many levels");
    }
}
