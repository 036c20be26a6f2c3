package io.rootsocket.hub.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.config.ActiveMQDefaultConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis broker as somebody else runs it: on loopback, with a journal, and open to everybody. */
public final class BrokerElsewhere implements AutoCloseable {

    private final EmbeddedActiveMQ server;
    private final int port;

    private BrokerElsewhere(EmbeddedActiveMQ server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Runs one until its input ends: another release of Artemis has a class path, and so a process, of its own. */
    public static void main(String[] folderAndPort) throws IOException {
        try (var broker = start(Path.of(folderAndPort[0]), Integer.parseInt(folderAndPort[1]))) {
            System.out.println("It runs at " + broker.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }

    /** Starts one on a free port. */
    public static BrokerElsewhere start(Path folder) {
        return start(folder, FreePort.next());
    }

    /** Starts one that keeps its messages in a folder, as Artemis does unless told otherwise. */
    public static BrokerElsewhere start(Path folder, int port) {
        return start(folder, port, Duration.ofNanos(ActiveMQDefaultConfiguration.getDefaultJournalBufferTimeoutNio()));
    }

    /**
     * The same.
     *
     * @param journalTimeout how long it gathers what it forces to disk together
     */
    public static BrokerElsewhere start(Path folder, int port, Duration journalTimeout) {
        var server = new EmbeddedActiveMQ();
        try {
            ConfigurationImpl configuration = configuration(folder, port);
            configuration
                    .setJournalBufferTimeout_NIO(Math.toIntExact(journalTimeout.toNanos()))
                    .addAcceptorConfiguration("in-process", "vm://%d".formatted(port));
            server.setConfiguration(configuration);
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not start", e);
        }
        return new BrokerElsewhere(server, port);
    }

    static ConfigurationImpl configuration(Path folder, int port) throws Exception {
        var configuration = new ConfigurationImpl();
        configuration
                .setName("elsewhere")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setGlobalMaxSize(64L * 1024 * 1024)
                .addAddressSetting("#", addresses())
                .addAcceptorConfiguration("loopback", "tcp://127.0.0.1:%d?protocols=CORE".formatted(port));
        return configuration;
    }

    private static AddressSettings addresses() {
        return new AddressSettings()
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setExpiryAddress(SimpleString.of("ExpiryQueue"));
    }

    /** For clients in this process, which then need no socket. */
    public String urlInProcess() {
        return "vm://" + port;
    }

    /** As a hub takes it for HUB_BROKER_URL. */
    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
