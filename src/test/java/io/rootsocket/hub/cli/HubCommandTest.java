package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hub(Map<String, String> environment, String... arguments) {
        return HubCommand.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void listsTheCommandsWhenNoneIsNamed() {
        assertThat(hub(Map.of())).isEqualTo(2);
        assertThat(err.toString()).contains("run", "sandbox", "send", "token", "connection", "connections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "token", "run --port", "sandbox --port nowhere", "send --key secret news x"})
    void exitsWith2AndNotTheWholeHelpWhenTheCommandLineIsWrong(String arguments) {
        assertThat(hub(Map.of(), arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Try `hub ").doesNotContain("Exit codes:");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void exitsWith2WhenTheCommandIsUnknown() {
        assertThat(hub(Map.of(), "sned")).isEqualTo(2);
        assertThat(err.toString()).contains("sned").contains("Try `hub --help`.");
    }

    @ParameterizedTest
    @CsvSource({
        "HUB_SANDBOX_PORT, eight, run",
        "HUB_SANDBOX_PORT, 70000, run",
        "HUB_SANDBOX_PORT, eight, sandbox",
        "HUB_SANDBOX_PORT, eight, connection",
        "HUB_PORT, eight, run",
        "HUB_LOG, xml, connection",
        "HUB_LOG_LEVEL, loud, connection"
    })
    void exitsWith4AndNamesTheVariableThatCannotBeRead(String variable, String value, String command) {
        assertThat(hub(Map.of(variable, value), command)).isEqualTo(4);
        assertThat(err.toString()).contains(variable + "=" + value).doesNotContain("\tat ");
    }

    @Test
    void helpsWithAnExample() {
        assertThat(hub(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:").contains("Example: hub run");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpsWithAnExampleOfEachCommand(String command) {
        assertThat(hub(Map.of(), Stream.of((command + " --help").split(" ")).toArray(String[]::new)))
                .isZero();
        assertThat(out.toString()).contains("Usage: hub " + command, "Exit codes:", "Example: ");
    }

    static Stream<String> commands() {
        return HubCommand.commandLine(Map.of()).getSubcommands().entrySet().stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(command.getKey()),
                        command.getValue().getSubcommands().keySet().stream()
                                .map(below -> command.getKey() + " " + below)));
    }

    @Test
    void offersNoOptionForTheKey() {
        assertThat(HubCommand.commandLine(Map.of()).getSubcommands().values())
                .allSatisfy(command ->
                        assertThat(command.getCommandSpec().findOption("--key")).isNull());
    }

    @Test
    void tellsItsVersion() {
        assertThat(hub(Map.of(), "--version")).isZero();
        assertThat(out.toString()).startsWith("RootSocket Hub ");
    }

    @Test
    void completesInTheShell() {
        assertThat(hub(Map.of(), "generate-completion")).isZero();
        assertThat(out.toString()).contains("complete").contains("connections");
    }
}
