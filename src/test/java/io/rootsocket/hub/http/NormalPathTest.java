package io.rootsocket.hub.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("`/tokens/public/../secret` and its kin")
class NormalPathTest {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tokens/public/../secret",
                "/tokens/public/..",
                "/tokens/./secret",
                "/tokens/.",
                "/..",
                "//tokens/secret",
                "/tokens//secret",
                "/tokens/secret//",
                "/tokens/public/%2e%2e/secret",
                "/tokens/public/%2E./secret",
                "/tokens/public/.%2e/secret",
                "/tokens/%73ecret",
                "/token%73/secret",
                "/tokens/public/..;/secret",
                "/tokens/public/..;x=1/secret",
                "/tokens/.;/secret",
                "/tokens/public\\..\\secret",
                "/tokens\\secret",
                "/tokens%2fsecret",
                "/tokens%2Fsecret",
                "/tokens/public%5c..%5csecret",
                "/tokens/public/%252e%252e/secret",
                "/tokens/%2573ecret",
                "/tokens/public%252f..%252fsecret",
                "/tokens/secret%00",
                "/tokens/secret%00.public",
                "/tokens/secret%0a",
                "/tokens/secret%0D%0ASet-Cookie:x",
                "/tokens/secret%7f",
                "/tokens/public/%c0%ae%c0%ae/secret",
                "/tokens%c0%afsecret",
                "/tokens/%e0%80%af",
                "/tokens/%ed%a0%80",
                "/tokens/%ff",
                "/tokens/%C3a%A9",
                "/tokens/%e9",
                "/tokens/%",
                "/tokens/%7",
                "/tokens/%zz",
                "/tokens/%u002e",
                "/tokens/secret#public",
                "/tokens/a b",
                "/tokens/\tsecret",
                "/tokens/caf\u00e9",
                "/tokens/\uff0e\uff0e/secret",
                "tokens/secret",
                "*",
                ""
            })
    void refusesAPathThatHasAnotherReading(String path) {
        assertThat(NormalPath.fault(path)).as(path).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/in",
                "/in/",
                "/webhooks/alerts",
                "/rootsocket/tokens/news.de.v1",
                "/files/...",
                "/files/..a/b..",
                "/files/.hidden",
                "/files/a%20b",
                "/files/caf%C3%A9",
                "/files/caf%c3%a9",
                "/files/%F0%9F%98%80",
                "/files/100%25",
                "/files/100%25%20sure",
                "/files/a%3Ab%40c",
                "/files/a%3Fb%23c",
                "/files/%22%3C%3E%7B%7D",
                "/a;b=c/d,e/f=g/h:i/@j/$k/l!/(m)/'n'/*o+p",
                "/observe/health"
            })
    void takesAPathThatHasOne(String path) {
        assertThat(NormalPath.fault(path)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("eachByte")
    void anEscapeMayOnlyStandForWhatCannotStandThereItself(int value) {
        String upper = "/a%%%02Xb".formatted(value);
        boolean harmless = value >= ' ' && value < 0x7f && (UNRESERVED + "/\\").indexOf(value) < 0;

        assertThat(NormalPath.fault(upper).isEmpty()).as(upper).isEqualTo(harmless);
        assertThat(NormalPath.fault(upper.toLowerCase(Locale.ROOT)).isEmpty()).isEqualTo(harmless);
    }

    static IntStream eachByte() {
        return IntStream.rangeClosed(0, 0xff);
    }

    /** Whatever a proxy does: decode, decode twice, resolve; it must come to the same folder. */
    @ParameterizedTest
    @MethodSource("steps")
    void noWayToWriteAStepUpIsTaken(String step) {
        for (String path : new String[] {
            "/tokens/public/" + step + "/secret", "/tokens/public/" + step, "/" + step + "/tokens/secret"
        }) {
            assertThat(NormalPath.fault(path)).as(path).isPresent();
        }
    }

    static Stream<String> steps() {
        String[] dots = {".", "%2e", "%2E", "%252e", "%25%32%65", "%c0%ae", "%uff0e", "\uff0e"};
        return Stream.of(dots)
                .flatMap(first -> Stream.of(dots).map(second -> first + second))
                .flatMap(step -> Stream.of(step, step + ";", step + ";x", step + "\\", step + "%2f", step + "%5C"));
    }

    @Test
    void whatItTakesIsTheSameForWhoDecodesAndResolvesIt() {
        String[] parts = {"a", ".", "..", "%2e", "/", "//", "%2F", "%25", "2e", "%20", "\\", ";", "%C3%A9"};
        for (String first : parts) {
            for (String second : parts) {
                for (String third : parts) {
                    String path = "/" + first + second + third;
                    if (NormalPath.fault(path).isEmpty()) {
                        assertThat(resolvedAfterDecodingTwice(path)).as(path).hasSameSizeAs(path.split("/"));
                    }
                }
            }
        }
    }

    private static String[] resolvedAfterDecodingTwice(String path) {
        String decoded = path;
        for (int i = 0; i < 2; i++) {
            decoded = URLDecoder.decode(decoded.replaceAll("%(?![0-9A-F]{2})", "%25"), StandardCharsets.UTF_8);
        }
        return Path.of(decoded).normalize().toString().split("/");
    }

    @Test
    void takesAnyTextThatAProgramHasEscaped() {
        for (String text : new String[] {"Zürich & Genève", "日本語", "a+b=c?", "50 % of \"it\"", "naïve:😀"}) {
            String path =
                    "/files/" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(NormalPath.fault(path)).as(path).isEmpty();
        }
    }
}
