package io.rootsocket.hub.validate.flow;

import static io.rootsocket.hub.validate.flow.CheckedFlows.found;
import static io.rootsocket.hub.validate.flow.CheckedFlows.route;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a comment allows, where, and with which reason. */
class AllowancesTest {

    @Test
    void takesWhatIsAllowedWithAReason() {
        String comment = "# hub: allow tainted-file-name — they own the folder";
        String text =
                route("platform-http:/x", "to: file:out?fileName=${header.a}", "to: file:out?fileName=${header.b}");
        assertThat(found(text)).hasSize(2);
        assertThat(found(text.replace(
                        "        - to: file:out?fileName=${header.a}",
                        "        %s\n        - to: file:out?fileName=${header.a}".formatted(comment))))
                .containsExactly("file1.yaml:9 warning tainted-file-name");
        assertThat(found(text.replace("${header.a}", "${header.a} " + comment)))
                .containsExactly("file1.yaml:8 warning tainted-file-name");
        assertThat(found(comment + "\n" + text)).isEmpty();
        assertThat(found("# A webhook.\n%s\n# It writes.\n%s".formatted(comment, text)))
                .isEmpty();
    }

    @Test
    void doesNotTakeAnAllowanceForAnotherRuleOrPlace() {
        String other =
                "# hub: allow tainted-sql — why not\n" + route("platform-http:/x", "to: file:out?fileName=${header.a}");
        assertThat(found(other))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        String before = route("timer:x", "# hub: allow tainted-file-name — here\nlog: x");
        assertThat(found(before.replace("- # hub", "# hub").replace("          log", "        - log")
                        + route("platform-http:/x", "to: file:out?fileName=${header.a}")))
                .containsExactly("file1.yaml:7 warning allowance", "file1.yaml:15 warning tainted-file-name");
    }

    @Test
    void reportsAnAllowanceThatSaysTooLittle() {
        String text = route("platform-http:/x", "to: file:out?fileName=${header.a}");
        assertThat(found("# hub: allow tainted-file-name\n" + text))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        assertThat(found("# hub: allow tainted-files — mine\n" + text))
                .containsExactly("file1.yaml:1 warning allowance", "file1.yaml:8 warning tainted-file-name");
        assertThat(found("# hub: allow\n" + route("timer:x", "log: x")))
                .containsExactly("file1.yaml:1 warning allowance");
    }
}
