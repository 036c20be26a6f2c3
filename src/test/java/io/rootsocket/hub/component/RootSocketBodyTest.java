package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootSocketBodyTest extends RootSocketTestSupport {

    private static final String STRING = "rootsocket:message?channel=test";
    private static final String JSON = STRING + "&dataFormat=json";

    /** What a route might make of an order. */
    public record Order(int id, String item) {}

    @BeforeEach
    void theServiceAcceptsEverything() {
        serviceAnswers(200, "");
    }

    @Test
    void sendsBytesAsTextInTheCharsetOfTheExchange() throws Exception {
        sendIn("ISO-8859-1", STRING, "grüße".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(sentData().textValue()).isEqualTo("grüße");
    }

    @Test
    void refusesBytesThatAreNotTextInTheCharsetOfTheExchange() {
        Exchange done = send(STRING, new byte[] {'a', (byte) 0xff});

        assertThat(failure(RootSocketMessageException.class, done)).hasMessageContaining("UTF-8");
        assertThat(requests()).isEmpty();
    }

    @Test
    void sendsAStreamAsTextAndLeavesOneThatCanBeReadAgain() throws Exception {
        Exchange done = send(STRING, new ByteArrayInputStream("streamed".getBytes(StandardCharsets.UTF_8)));

        assertThat(sentData().textValue()).isEqualTo("streamed");
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("streamed");
    }

    @Test
    void sendsAFileAsText(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("note.txt"), "from a file");

        send(STRING, file.toFile());

        assertThat(sentData().textValue()).isEqualTo("from a file");
    }

    @Test
    void sendsAPolledFileAsText(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("note.txt"), "from a folder");

        Exchange polled = consumer.receive("file:" + folder + "?noop=true", 5_000);
        send(STRING, Objects.requireNonNull(polled).getMessage().getBody());

        assertThat(sentData().textValue()).isEqualTo("from a folder");
    }

    @Test
    void sendsAStructureAsJsonText() throws Exception {
        send(STRING, new Order(7, "tea"));

        assertThat(sentData().textValue()).isEqualTo("{\"id\":7,\"item\":\"tea\"}");
    }

    @Test
    void sendsAListAsJsonText() throws Exception {
        send(STRING, List.of(1, 2));

        assertThat(sentData().textValue()).isEqualTo("[1,2]");
    }

    @Test
    void sendsNumbersAndBooleansAsText() throws Exception {
        send(STRING, 42);

        assertThat(sentData().textValue()).isEqualTo("42");
    }

    @Test
    void sendsAStructureAsAJsonValueWhereAsked() throws Exception {
        send(JSON, Map.of("id", 7));

        assertThat(sentData()).isEqualTo(Wire.readTree("{\"id\":7}"));
    }

    @Test
    void sendsTextAsTheJsonValueThatItIsWhereAsked() throws Exception {
        send(JSON, "{\"price\": 1.10}");

        assertThat(onlyRequest().getBodyAsString()).isEqualTo("{\"channel\":\"test\",\"data\":{\"price\":1.10}}");
    }

    @Test
    void refusesTextThatIsNotJsonWhereJsonIsAsked() {
        failure(RootSocketMessageException.class, send(JSON, "not json"));
        failure(RootSocketMessageException.class, send(JSON, "{} and more"));

        assertThat(requests()).isEmpty();
    }

    @Test
    void refusesAnEmptyBody() {
        failure(RootSocketMessageException.class, send(STRING, null));
        failure(RootSocketMessageException.class, send(STRING, ""));
        failure(RootSocketMessageException.class, send(STRING, new byte[0]));

        assertThat(requests()).isEmpty();
    }

    @Test
    void refusesTextThatIsNotUnicode() {
        failure(RootSocketMessageException.class, send(STRING, "half a pair: \ud83d"));

        assertThat(requests()).isEmpty();
    }

    @Test
    void refusesAChannelOutsideThePattern() {
        Exchange done = send(STRING, "hello", Map.of(RootSocketConstants.CHANNEL, "my-channel"));

        assertThat(failure(RootSocketMessageException.class, done)).hasMessageContaining("my.channel");
        assertThat(requests()).isEmpty();
    }

    @Test
    void refusesAMessageWithoutAChannel() {
        failure(RootSocketMessageException.class, send("rootsocket:message", "hello"));
    }

    @Test
    void sendsAnEventOfExactlyTheLimit() {
        Exchange done = send(STRING, textForAnEventOf(Event.MAX_BYTES));

        assertThat(done.getException()).isNull();
        assertThat(requests()).hasSize(1);
    }

    @Test
    void refusesAnEventOneByteOverTheLimit() {
        Exchange done = send(STRING, textForAnEventOf(Event.MAX_BYTES + 1));

        assertThat(failure(RootSocketMessageException.class, done)).hasMessageContaining("1,000,001");
        assertThat(requests()).isEmpty();
    }

    /** Two-byte letters, so that characters and bytes are not mixed up. */
    private static String textForAnEventOf(int bytes) {
        int frame = Wire.write(Event.message(new ChannelName("test"), "")).length;
        int room = bytes - frame;
        return "ü".repeat(room / 2) + "x".repeat(room % 2);
    }

    private static JsonNode sentData() throws JsonProcessingException {
        return Wire.readTree(onlyRequest().getBodyAsString()).get("data");
    }
}
