package io.rootsocket.hub.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.validate.RouteValidation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("a file of passwords among the routes")
class ExcerptTest {

    private static final RouteValidation VALIDATION = new RouteValidation(Clock.systemUTC());

    @AfterAll
    static void close() {
        VALIDATION.close();
    }

    private static List<Finding> findings(String text, Properties settings) {
        return VALIDATION.check(List.of(new RouteSource(Path.of("notes.yaml"), text)), settings);
    }

    @Test
    void leavesAShortMessageAsItIs() {
        String message = "Unknown option `chanel` on `rootsocket:message`. Did you mean `channel`?";

        assertThat(Excerpt.of(message)).isEqualTo(message);
    }

    @Test
    void cutsWhatIsQuotedAndWhatIsLong() {
        assertThat(Excerpt.of("`%s` and `short`".formatted("x".repeat(41))))
                .isEqualTo("`%s…` and `short`".formatted("x".repeat(40)));
        assertThat(Excerpt.of("y".repeat(10_000))).hasSize(501);
        assertThat(Excerpt.of("`%s`".formatted("x".repeat(39) + "😀😀"))).isEqualTo("`%s…`".formatted("x".repeat(39)));
    }

    @Test
    void steersNoTerminal() {
        assertThat(Excerpt.of("\u001b[2Jred\u0007\u202eesrever\u2066\u009b\nnext\r\n\tline"))
                .isEqualTo("\\u001b[2Jred\\u0007\\u202eesrever\\u2066\\u009b next line");
    }

    @Test
    void isAllThatAProblemTells() {
        var problem = new RouteProblem(Path.of("a.yaml"), OptionalInt.empty(), "`%s`".formatted("x".repeat(600)))
                .whileOlderRuns();

        assertThat(problem.message()).hasSizeLessThan(120);
        assertThat(problem.olderRuns()).isTrue();
        assertThat(problem.whileOlderRuns().olderRuns()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root login is on the yellow paper\nthe safe opens with 4711\nline three\nline four\n",
                "root:$6$x:1::::::\ndaemon:*:19000:0:4711:::\n",
                "the first line is long enough here for all: that and more, the safe opens with 4711\n",
                "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAAS4711\n-----END PRIVATE KEY-----\n",
                "\"quoted text that goes on and on and never ends\nwith 4711 in it",
                "the password of the safe in the corner of the room\n- 4711\n",
                "- the words of this list are secret, each and every 4711\n- and this 4711\n",
                "- route:\n    from:\n      uri: timer:x\n      steps: all of these are words of a secret, and 4711\n",
                "{\"key\": \"value which is long, and longer, and still longer\", \"4711\": \"4711\"}",
                "- [a, b, the words of this list are secret too, each and every 4711]\n"
            })
    void showsTheFirstWordsAtMostOfAFileThatIsNoRoute(String text) {
        assertThat(findings(text, new Properties()))
                .isNotEmpty()
                .noneMatch(finding -> finding.toString().contains("4711"));
    }

    @Test
    void namesASettingInsteadOfWhatItIsSetTo() {
        var settings = new Properties();
        settings.setProperty("door.channel", "S3CRET-not a channel");
        settings.setProperty("door.topic", "S3CRET-ONE");

        List<Finding> found = findings("""
                - route:
                    from:
                      uri: timer:x?period=1000
                      steps:
                        - to: "rootsocket:message?channel={{door.channel}}"
                        - to: "rootsocket:message?channel={{door.topic}}-x"
                """, settings);

        assertThat(found).isNotEmpty().noneMatch(finding -> finding.toString().contains("S3CRET"));
        assertThat(found.toString()).contains("{{door.channel}}", "{{door.topic}}-x");
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(Excerpt.of(Optional.empty())).isEmpty();
    }
}
