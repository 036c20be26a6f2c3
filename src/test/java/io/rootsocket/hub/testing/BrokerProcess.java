package io.rootsocket.hub.testing;

import io.rootsocket.hub.broker.Broker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link BrokerElsewhere} in a process of its own. Close it. */
public final class BrokerProcess implements AutoCloseable {

    private static final Path RELEASES =
            Path.of(System.getProperty("hub.home", "target/hub")).resolveSibling("brokers");

    private final List<String> classes;
    private final Path folder;
    private final int port;
    private Process process;

    private BrokerProcess(List<String> classes, Path folder, int port) throws IOException {
        this.classes = classes;
        this.folder = folder;
        this.port = port;
        this.process = start();
    }

    /** Starts one of the release that the hub has on board, which compose pins, and waits until it runs. */
    public static BrokerProcess start(Path folder, int port) {
        try {
            // The archive of a hub's classes is also for whoever begins with its class path.
            String classPath = SharedArchive.jar() + ":ext/*:" + System.getProperty("java.class.path");
            return startOn(List.of(SharedArchive.option(), "-cp", classPath), folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one of another release, which the build has put aside, and waits until it runs.
     *
     * @param release the folder of its jars in {@code target/brokers}
     */
    public static BrokerProcess start(String release, Path folder, int port) {
        try {
            return startOn(List.of("-cp", jars(release) + File.pathSeparator + allButArtemis()), folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BrokerProcess startOn(List<String> classes, Path folder, int port) {
        try {
            return new BrokerProcess(classes, folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(HubTree.UNVERIFIED);
        command.addAll(classes);
        command.addAll(List.of(BrokerElsewhere.class.getName(), folder.toString(), String.valueOf(port)));
        Process started =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String said = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (said == null) {
            throw new IllegalStateException("The broker on %s did not start".formatted(folder));
        }
        return started;
    }

    /** As a hub uses it. */
    public Broker connect() {
        return Broker.external("tcp://127.0.0.1:" + port, Optional.empty(), Optional.empty());
    }

    /** Stops it, and starts it again with what it has on disk. */
    public void restart() throws IOException {
        close();
        process = start();
    }

    /** Throws away what is in the hub's queues. Nobody else may be at them. */
    public void empty() throws JMSException {
        try (Broker broker = connect();
                Connection connection = broker.hubConnections().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            var management = broker.management();
            for (String queue : management.depths("rootsocket.").keySet()) {
                try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                    while (management.depths(queue).containsKey(queue)) {
                        consumer.receive(100);
                    }
                }
            }
        }
    }

    private static String jars(String release) throws IOException {
        try (Stream<Path> jars = Files.list(RELEASES.resolve(release))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static String allButArtemis() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("artemis-.*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
