package io.rootsocket.hub.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStoreBackupPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.SharedStorePrimaryPolicyConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * A primary Artemis and its backup, each a process, on one folder: the backup waits for the lock of the primary, and takes over
 * when that is gone. Close it.
 */
public final class BrokerPair implements AutoCloseable {

    private final int primaryPort;
    private final int backupPort;
    private final Process primary;
    private final Process backup;

    private BrokerPair(int primaryPort, int backupPort, Process primary, Process backup) {
        this.primaryPort = primaryPort;
        this.backupPort = backupPort;
        this.primary = primary;
        this.backup = backup;
    }

    /** Starts both, and returns when the primary takes clients. */
    public static BrokerPair start(Path folder) {
        int one = FreePort.next();
        int other = FreePort.next();
        Process primary = launch(folder, "primary", one, other);
        return new BrokerPair(one, other, primary, launch(folder, "backup", other, one));
    }

    private static Process launch(Path folder, String role, int port, int peer) {
        try {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerPair.class.getName(),
                            folder.toString(),
                            role,
                            String.valueOf(port),
                            String.valueOf(peer))
                    .redirectError(Redirect.INHERIT)
                    .start();
            String said = started.inputReader(StandardCharsets.UTF_8).readLine();
            if (said == null) {
                throw new IllegalStateException("The %s did not start".formatted(role));
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one of them until its input ends. Arguments: folder, role, its port, the other's. */
    public static void main(String[] args) throws Exception {
        HAPolicyConfiguration policy = args[1].equals("primary")
                ? new SharedStorePrimaryPolicyConfiguration().setFailoverOnServerShutdown(true)
                : new SharedStoreBackupPolicyConfiguration().setAllowFailBack(false);
        var server = new EmbeddedActiveMQ();
        ConfigurationImpl configuration = BrokerElsewhere.configuration(Path.of(args[0]), Integer.parseInt(args[2]));
        server.setConfiguration(configuration
                .setClusterUser("cluster")
                .setClusterPassword("cluster")
                .setHAPolicyConfiguration(policy)
                .addConnectorConfiguration("self", "tcp://127.0.0.1:" + args[2])
                .addConnectorConfiguration("peer", "tcp://127.0.0.1:" + args[3])
                .addClusterConfiguration(new ClusterConnectionConfiguration()
                        .setName("pair")
                        .setConnectorName("self")
                        .setStaticConnectors(List.of("peer"))));
        server.start();
        System.out.println("It runs");
        System.in.transferTo(OutputStream.nullOutputStream());
        server.stop();
        System.exit(0);
    }

    /** As a hub takes it for HUB_BROKER_URL: either of the two. */
    public String url() {
        return "(tcp://127.0.0.1:%d,tcp://127.0.0.1:%d)?ha=true&reconnectAttempts=30&retryInterval=200"
                .formatted(primaryPort, backupPort);
    }

    /** SIGKILL of the primary: it has no time for anything. */
    public void killThePrimary() throws InterruptedException {
        primary.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        for (Process process : List.of(primary, backup)) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
