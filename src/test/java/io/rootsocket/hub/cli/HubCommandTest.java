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
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HubCommandTest {

    private final Shell shell = new Shell();

    @Test
    void listsTheCommandsWhenNoneIsNamed() {
        assertThat(shell.run()).isEqualTo(2);
        assertThat(shell.err()).contains("run", "sandbox", "send", "token", "connection", "connections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "token", "run --port", "sandbox --port nowhere", "send --key secret news x"})
    void exitsWith2AndNotTheWholeHelpWhenTheCommandLineIsWrong(String arguments) {
        assertThat(shell.run(arguments.split(" "))).isEqualTo(2);
        assertThat(shell.err()).contains("Try `hub ").doesNotContain("Exit codes:");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void exitsWith2WhenTheCommandIsUnknown() {
        assertThat(shell.run("sned")).isEqualTo(2);
        assertThat(shell.err()).contains("sned").contains("Try `hub --help`.");
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
        assertThat(shell.run(Map.of(variable, value), command)).isEqualTo(4);
        assertThat(shell.err()).contains(variable + "=" + value).doesNotContain("\tat ");
    }

    @Command(name = "lacking")
    private static final class Lacking implements Runnable {

        @Override
        public void run() {
            throw new NoClassDefFoundError("com/example/Part");
        }
    }

    /** A start that died of one used to leave its doors open, and a process that never ended. */
    @Test
    void exitsWith1AndInOneLineWhenAClassIsMissing() {
        var err = new StringWriter();
        CommandLine line = HubCommand.commandLine(Map.of()).addSubcommand(new Lacking());
        line.setErr(new PrintWriter(err, true));

        assertThat(line.execute("lacking")).isEqualTo(1);
        assertThat(err.toString()).contains("com/example/Part").hasLineCount(1);
    }

    @Test
    void helpsWithAnExample() {
        assertThat(shell.run("--help")).isZero();
        assertThat(shell.out()).contains("Exit codes:").contains("Example: hub run");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpsWithAnExampleOfEachCommand(String command) {
        assertThat(shell.run((command + " --help").split(" "))).isZero();
        assertThat(shell.out())
                .contains("Usage: hub " + command, "Exit codes: hub --help", "Example: ")
                .doesNotContain("RootSocket cannot be reached");
        assertThat(shell.out().lines()).allMatch(line -> line.length() <= 80);
    }

    static Stream<String> commands() {
        return HubCommand.commandLine(Map.of()).getSubcommands().entrySet().stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(command.getKey()),
                        command.getValue().getSubcommands().keySet().stream()
                                .map(below -> command.getKey() + " " + below)));
    }

    /** Whoever calls one command waits for no other. */
    @ParameterizedTest
    @MethodSource("names")
    void makesOnlyTheCommandThatIsNamed(String command) {
        assertThat(HubCommand.commandLine(Map.of(), "--debug", command, "--help")
                        .getSubcommands())
                .containsOnlyKeys(command)
                .allSatisfy(
                        (name, line) -> assertThat(line.getCommandSpec().name()).isEqualTo(name));
    }

    static Stream<String> names() {
        return HubCommand.commandLine(Map.of()).getSubcommands().keySet().stream()
                .filter(name -> !name.equals("generate-completion"));
    }

    @Test
    void suggestsACommandForATypingError() {
        assertThat(shell.run("stauts")).isEqualTo(2);
        assertThat(shell.err()).contains("status");
    }

    @Test
    void offersNoOptionForTheKey() {
        assertThat(HubCommand.commandLine(Map.of()).getSubcommands().values())
                .allSatisfy(command ->
                        assertThat(command.getCommandSpec().findOption("--key")).isNull());
    }

    @Test
    void tellsItsVersion() {
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.out()).startsWith("RootSocket Hub ");
    }

    @Test
    void completesInTheShell() {
        assertThat(shell.run("generate-completion")).isZero();
        assertThat(shell.out()).contains("complete").contains("connections");
    }
}
