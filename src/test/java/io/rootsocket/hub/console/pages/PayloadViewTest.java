package io.rootsocket.hub.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.console.pages.PayloadView.Line;
import io.rootsocket.hub.trail.Payload;
import org.junit.jupiter.api.Test;

class PayloadViewTest {

    private static PayloadView json(String text) {
        return PayloadView.of(Payload.of("application/json", text));
    }

    @Test
    void laysOutJsonWithoutChangingWhatItSays() {
        PayloadView view = json(
                "{\"price\":2.50,\"big\":12345678901234567890.10,\"exp\":1e3,\"twice\":1,\"twice\":2,\"no\":null}");

        assertThat(view.pretty()).isEqualTo("""
                {
                  "price" : 2.50,
                  "big" : 12345678901234567890.10,
                  "exp" : 1e3,
                  "twice" : 1,
                  "twice" : 2,
                  "no" : null
                }""");
        assertThat(view.note()).isEmpty();
    }

    @Test
    void showsAsItIsWhatIsNoJson() {
        for (String text : new String[] {"", "hello", "{\"cut\":\"of", "{\"a\":1} {\"b\":2}x", "[1,2", "7", "{a:1}"}) {
            assertThat(json(text))
                    .as(text)
                    .extracting(PayloadView::raw, PayloadView::pretty)
                    .containsExactly(text, "");
        }
    }

    @Test
    void showsTheFirstBytesOfWhatIsNoText() {
        assertThat(PayloadView.of(new Payload("image/png", new byte[] {(byte) 0x89, 'P', (byte) 0xff}, 3))
                        .raw())
                .isEqualTo("89 50 ff");
        assertThat(PayloadView.of(new Payload("", new byte[] {-1, 0}, 2)).raw()).isEqualTo("ff 00");
        assertThat(PayloadView.of(new Payload("x", filled(600), 600)).raw())
                .hasSize(512 * 3 - 1 + 2)
                .endsWith(" …");
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(PayloadView.of(new Payload("text/plain", "abc".getBytes(), 10, false))
                        .note())
                .contains("left out");
        assertThat(PayloadView.of(new Payload("text/plain", new byte[0], 10, false))
                        .note())
                .isEqualTo("It was not kept.");
    }

    @Test
    void comparesTheDataOfAMessageWithWhatCame() {
        PayloadView came = json("{\"size\":2.50,\"note\":\"x\"}");
        PayloadView went = PayloadView.ofMessage(Payload.of(
                "application/json", "{\"channel\":\"c\",\"data\":\"{\\\"size\\\":2.50,\\\"by\\\":\\\"hub\\\"}\"}"));

        assertThat(went.comparedWith(came))
                .containsExactly(
                        new Line("same", "{"),
                        new Line("same", "  \"size\" : 2.50,"),
                        new Line("gone", "  \"note\" : \"x\""),
                        new Line("new", "  \"by\" : \"hub\""),
                        new Line("same", "}"));
        assertThat(came.comparedWith(came)).isEmpty();
        assertThat(went.raw()).startsWith("{\"channel\"");
    }

    @Test
    void takesTheWholeMessageWhereItsDataIsNotKept() {
        assertThat(PayloadView.ofMessage(Payload.of("application/json", "{\"channel\":\"c\",\"data\":\"{\\\"si"))
                        .pretty())
                .isEmpty();
        assertThat(PayloadView.ofMessage(Payload.of("application/json", "{\"channel\":\"c\",\"data\":{\"a\":1}}"))
                        .pretty())
                .contains("\"channel\" : \"c\"");
    }
}
