package io.rootsocket.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A class of this folder that runs in a process of its own, with this one's class path and {@code -Dbench.…}, and says
 * a line once it is ready.
 */
final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String said;

    private JavaProcess(Process process, BufferedReader output, String said) {
        this.process = process;
        this.output = output;
        this.said = said;
    }

    /** The command that runs a class so. */
    static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        System.getProperties().stringPropertyNames().stream()
                .filter(property -> property.startsWith("bench."))
                .forEach(property -> command.add("-D%s=%s".formatted(property, System.getProperty(property))));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static JavaProcess start(Class<?> main, String... arguments) throws IOException {
        return start(new ProcessBuilder(command(main, List.of(), arguments)));
    }

    /** Returns when it has said its first line. */
    static JavaProcess start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String said = output.readLine();
        if (said == null) {
            throw new IOException("%s ended before it was ready".formatted(builder.command()));
        }
        return new JavaProcess(process, output, said);
    }

    /** Its first line. */
    String said() {
        return said;
    }

    /** Its answer to a line. */
    String ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("The process ended instead of answering: " + line);
        }
        return answer;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
