package io.rootsocket.hub.reload.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.testing.ManualRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("a secret in `application.properties`, in the history, a log, a failure")
class UnifiedDiffTest {

    private static final String KAMELET = "kamelets/lock.kamelet.yaml";
    private static final String KAMELET_WITH_SECRETS = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            spec:
              definition:
                properties:
                  combination:
                    title: Opens the safe
                    type: string
                    format: password
                    default: S3CRET
                  secret:
                    title: Opens the door
                    type: string
                    example: S3CRET
                  room:
                    type: string
                    x-descriptors:
                      - urn:alm:descriptor:com.tectonic.ui:password
            """;

    private static FolderState state(Map<String, String> files) {
        return FolderState.of(files.entrySet().stream()
                .map(file -> SourceFile.of(file.getKey(), file.getValue().getBytes(UTF_8)))
                .toList());
    }

    private static String added(String name, String text) {
        return UnifiedDiff.of(FolderState.EMPTY, state(Map.of(name, text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple: '{\"token\": \"${body}\"}'",
                "simple: '{\"token\": ${body}}'",
                "simple: '{\"token\": \"${body}\", \"at\": \"${date:now}\"}'",
                "password: \"{{db.password}}\"",
                "{key: '{{a.key}}', count: 3}"
            })
    void showsAnExpressionThatStandsForASecret(String line) {
        assertThat(added("a.yaml", "- x:\n    " + line + "\n")).contains(line).doesNotContain("xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: \"${body},S3CRET\"",
                "password: ${body}S3CRET",
                "password: {{a.b}}, S3CRET",
                "{token: \"${body}\", password: S3CRET}"
            })
    void hidesWhatStandsBesideAnExpression(String line) {
        assertThat(added("a.yaml", "- x:\n    " + line + "\n")).doesNotContain("S3CRET");
    }

    @Test
    void showsThatASettingChangedButNotItsValue() {
        String diff = UnifiedDiff.of(
                state(Map.of("application.properties", "a=1\ndeploy.secret=S3CRET-ONE\nb=2\n")),
                state(Map.of("application.properties", "a=1\ndeploy.secret=S3CRET-TWO\nb=2\n")));

        assertThat(diff)
                .contains("-deploy.secret=xxxxxx\n+deploy.secret=xxxxxx\n")
                .contains(" a=xxxxxx\n")
                .doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy.secret = S3CRET",
                "deploy.secret:S3CRET",
                "deploy.secret=one \\\n  S3CRET\\\n  S3CRET=S3CRET",
                "#deploy.secret=S3CRET",
                "! of old it was S3CRET",
                "# the S3CRET of last year",
                "S3CRET S3CRET",
                "orders.queue=S3CRET",
                "a\\ b=S3CRET"
            })
    void showsNoValueOfASettingHoweverItIsWritten(String text) {
        assertThat(added("application.properties", text + "\n")).doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: S3CRET",
                "- password: \"S3CRET\"",
                "  # password: S3CRET",
                "authToken: 'S3CRET'",
                "secret: \"{{webhook.secret:S3CRET}}\"",
                "key: |\n  S3CRET\n  S3CRET",
                "key: >-\n    S3CRET\n\n    S3CRET",
                "password: one\n  S3CRET",
                "passwords-of-all: x\npassword:\n- S3CRET\n- S3CRET",
                "parameters: {channel: a, password: S3CRET, x: y}",
                "parameters: {\"password\": \"S3CRET\"}",
                "uri: smtp:mail?password=S3CRET&username=hub",
                "uri: smtp:mail?password=RAW(S3CRET&S3CRET)",
                "uri: >-\n  smtp:mail?to=a&password=S3CRET\n  &cc=S3CRET",
                "uri: ftp://hub:S3CRET@example.com/in",
                "- name: password\n  value: S3CRET",
                "- value: S3CRET\n  name: password",
                "- {name: password, value: S3CRET}",
                "- {value: S3CRET, name: password}",
                "- setHeader:\n    name: Authorization\n    constant: Bearer S3CRET",
                "- setHeader:\n    constant:\n      expression: Bearer S3CRET\n    name: X-Api-Key",
                "combination: S3CRET",
                "room: S3CRET"
            })
    void showsNoSecretOfARouteHoweverItIsWritten(String text) {
        String diff = UnifiedDiff.of(
                state(Map.of(KAMELET, KAMELET_WITH_SECRETS)),
                state(Map.of(KAMELET, KAMELET_WITH_SECRETS, "odd.yaml", text + "\nafter: all\n")));

        assertThat(diff).doesNotContain("S3CRET").contains("xxxxxx").contains("+after: all\n");
    }

    @Test
    void showsNoSecretOfAFileThatIsNoYaml() {
        assertThat(added("odd.yaml", "- route\n\t password: S3CRET\n  token S3CRET: {{\n: secret=S3CRET"))
                .contains("password: xxxxxx", "secret=xxxxxx");
    }

    @Test
    void showsNoSecretThatAKameletOfTheClassPathTakes() {
        assertThat(added("a.yaml", """
                - from:
                    uri: kamelet:test-said
                    parameters:
                      text: open
                      combination: S3CRET
                    steps:
                      - log: x
                """)).doesNotContain("S3CRET").contains("text: open");
    }

    @Test
    void showsNoDefaultOfASecretParameterButWhatItIs() {
        String kamelet = KAMELET_WITH_SECRETS.replace("combination:", "password:");

        assertThat(added(KAMELET, kamelet))
                .doesNotContain("S3CRET")
                .contains("+      password:", "title: Opens the safe", "format: password", "title: Opens the door");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to: https://a.example/x?token=S3CRET&city=rome           | to: https://a.example/x?token=xxxxxx&city=rome
            to: "https://a.example/x?city=rome&token=S3CRET&unit=c"  | to: "https://a.example/x?city=rome&token=xxxxxx&unit=c"
            to: https://a.example/x?token=S3CRET&password=S3CRET&a=b | to: https://a.example/x?token=xxxxxx&password=xxxxxx&a=b
            to: https://a.example/x?token=S3CRET&u=ftp://me:S3CRET@b | to: https://a.example/x?token=xxxxxx&u=ftp://me:xxxxxx@b
            to: https://a.example/x?token=RAW(S3&CRET)&city=rome     | to: https://a.example/x?token=xxxxxx
            token=S3CRET&S3CRET                                      | token=xxxxxx
            """)
    void showsWhatFollowsASecretInAnAddress(String line, String shown) {
        assertThat(added("a.yaml", "- x:\n    " + line + "\n"))
                .contains("+    " + shown + "\n")
                .doesNotContain("S3CRET");
    }

    @Test
    void showsAllElse() {
        String route = """
                - route:
                    id: doorbell
                    from:
                      uri: platform-http:/webhooks/doorbell
                      parameters:
                        httpMethodRestrict: POST
                        secret: "{{webhook.secret}}"
                        authToken: "{{env:MY_TOKEN}}"
                      steps:
                        - setHeader:
                            name: Subject
                            constant: Ring
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: door
                              deduplicate: ${header.X-GitHub-Delivery}
                """;

        assertThat(added("doorbell.yaml", route).lines().skip(3).map(line -> line.substring(1)))
                .containsExactlyElementsOf(route.lines().toList());
    }

    @Test
    void comparesWhatIsHiddenLineByLine() {
        String diff = UnifiedDiff.of(
                state(Map.of("a.yaml", "password: S3CRET\nx: 1\n")),
                state(Map.of("a.yaml", "password: S3CRET\nx: 2\n")));

        assertThat(diff.lines())
                .containsExactlyElementsOf(List.of(
                        "--- a/a.yaml", "+++ b/a.yaml", "@@ -1,2 +1,2 @@", " password: xxxxxx", "-x: 1", "+x: 2"));
    }
}
