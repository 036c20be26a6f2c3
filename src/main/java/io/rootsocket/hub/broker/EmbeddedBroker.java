package io.rootsocket.hub.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis in this process, with a persistent journal. After an error of its disk Artemis stops for good: then it is started
 * again in place, as often as it takes. Close it once nothing uses it any more. Safe for threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** How this process itself reaches the broker. */
    static final String IN_VM_URL = "vm://0";

    /**
     * What waiting messages may take of memory; the rest of them is on disk only. No more on a large heap: a hub that
     * starts again with a small one loads what was in memory.
     */
    private static final long MAX_IN_MEMORY = 64L * 1024 * 1024;
    /** Which part of a small heap that may be. */
    private static final int SHARE_OF_HEAP = 8;
    /** Small: each queue that is read from disk holds a page in memory, and there is one queue for each channel. */
    private static final int PAGE_BYTES = 256 * 1024;

    /** Small: at each start Artemis reads its files byte by byte, also what of them is empty. */
    private static final int JOURNAL_FILE_BYTES = 2 * 1024 * 1024;

    static final String LARGE_MESSAGES = "large-messages";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    /** Ids are above zero. */
    static final long NO_MESSAGE = -1;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration LOOK_FOR_OLD_TRANSACTIONS = Duration.ofSeconds(30);

    private static final Duration END_OF_LOOK = Duration.ofSeconds(5);
    /** For a hub: a command that looks into the folder of a stopped hub is done soon. */
    private static final Duration END_OF_COMMAND = Duration.ofSeconds(10);

    private final Starter starter;
    private final FolderLock lock;
    private final Path folder;
    private final Tally tally;
    private final QueueAudit audit;
    private final Losses losses;
    private final UnreadableFiles unreadableFiles;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("broker-watch"));
    private volatile EmbeddedActiveMQ server;
    private volatile boolean closed;
    private boolean down;

    private EmbeddedBroker(Starter starter, FolderLock lock, Path folder, Tally tally) throws Exception {
        this.starter = starter;
        this.lock = lock;
        this.folder = folder;
        this.tally = tally;
        this.losses = new Losses();
        this.unreadableFiles = UnreadableFiles.listen(losses);
        this.audit = new QueueAudit(tally, folder.resolve(LARGE_MESSAGES), losses);
        try {
            this.server = starter.start(audit);
        } catch (Exception e) {
            unreadableFiles.close();
            throw e;
        }
        watch.scheduleWithFixedDelay(this::watch, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @FunctionalInterface
    private interface Starter {
        EmbeddedActiveMQ start(QueueAudit audit) throws Exception;
    }

    private synchronized void watch() {
        startAgainIfDown();
        try {
            audit.look();
        } catch (RuntimeException e) {
            // As while it stops. What was counted before stays.
            LOG.debug("The broker's queues could not be counted", e);
        }
    }

    private void startAgainIfDown() {
        if (closed || server.getActiveMQServer().isStarted()) {
            return;
        }
        if (!down) {
            LOG.error(
                    "The embedded broker has stopped, as after an error of its disk. It is started again until it runs.");
            down = true;
        }
        try {
            server.stop();
            server = starter.start(audit);
            down = false;
            LOG.warn("The embedded broker runs again.");
        } catch (Throwable e) {
            // Also a class that could not be loaded from a disk that fails: the next time is in a second.
            LOG.debug("The embedded broker did not start again", e);
        }
    }

    /** What its queues hold, counted apart from its files. */
    public Tally tally() {
        return tally;
    }

    /** What its files were found to have lost. */
    public Losses losses() {
        return losses;
    }

    /** The one that runs, or ran last. Does not wait while another is started in its place. */
    public ActiveMQServer active() {
        return server.getActiveMQServer();
    }

    /**
     * Its queues whose name begins with a prefix. One of that name at another address gets what is meant for somebody else, and
     * is not among them.
     *
     * @throws BrokerException if it is just being started again
     */
    List<Queue> queues(String prefix) {
        ActiveMQServer active = active();
        PostOffice office = active.getPostOffice();
        if (!active.isActive() || office == null) {
            throw new BrokerException("The embedded broker does not run now. It is started again.");
        }
        return office.getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.getName().toString().startsWith(prefix)
                        && queue.getName().equals(queue.getAddress()))
                .toList();
    }

    /**
     * Enters into a queue what has just come to it. What a message's sender knows to be on disk, a thread of the broker enters
     * a moment later, and until then the broker counts it as nothing there.
     */
    static void enterWhatHasCome(Queue queue) throws Exception {
        // Who looks for a message enters first what has come. Artemis' flushExecutor is no such barrier: a task that no
        // thread has begun, it does not wait for.
        queue.deleteReference(NO_MESSAGE);
    }

    /** A way into its queues for this process. */
    public LocalProducer producer() {
        return new LocalProducer(this);
    }

    /**
     * Copies its files as they are at one moment. Whoever sends or takes meanwhile waits as long as it takes to copy the
     * journal, which is a few times {@link #MAX_IN_MEMORY} at the most.
     *
     * @param target a folder that is not there yet, on the same disk
     * @throws BrokerException if it is just being started again
     */
    public synchronized void copyTo(Path target) throws Exception {
        if (closed || !server.getActiveMQServer().isStarted()) {
            throw new BrokerException("The embedded broker does not run now. Try again once it does.");
        }
        BrokerCopy.make(server.getActiveMQServer().getStorageManager(), folder, target);
    }

    /**
     * @param port the loopback port for other JMS clients; empty: this process alone can reach it
     * @param disk how full it may be while the broker takes something from them
     * @param journalTimeout how long it gathers what it forces to disk together; empty: what suits the disk
     */
    static EmbeddedBroker start(
            Path folder, BrokerSecurity security, OptionalInt port, DiskSpace disk, Optional<Duration> journalTimeout) {
        try {
            FolderLock lock = lock(folder, port.isPresent() ? END_OF_COMMAND : Duration.ZERO);
            // Beside the folder, so that it tells also when the whole folder is gone.
            Tally tally = Tally.open(folder.resolveSibling(folder.getFileName() + ".tally"), Clock.systemUTC());
            try {
                return new EmbeddedBroker(
                        audit -> {
                            DamagedFiles.setAside(folder, Clock.systemUTC());
                            Configuration configuration = configuration(folder, security, port, disk)
                                    .setJournalBufferTimeout_NIO(nanos(
                                            journalTimeout.isPresent()
                                                    ? journalTimeout.get()
                                                    : JournalTimeout.of(folder)));
                            configuration.registerBrokerPlugin(audit);
                            return start(security, configuration);
                        },
                        lock,
                        folder,
                        tally);
            } catch (Exception e) {
                tally.close();
                lock.close();
                throw e;
            }
        } catch (BrokerException e) {
            throw e;
        } catch (Exception e) {
            throw notStarted(
                    folder,
                    "The log says what it met there. Put its files back from a backup, or move the folder away to begin with "
                            + "an empty one; what waits in it waits there until then.",
                    e);
        }
    }

    private static FolderLock lock(Path folder, Duration timeout) {
        try {
            return FolderLock.take(folder, timeout);
        } catch (IOException e) {
            throw notStarted(
                    folder,
                    "Stop the other hub that uses this folder, choose another with HUB_DATA, or name a broker with "
                            + "HUB_BROKER_URL.",
                    e);
        }
    }

    private static BrokerException notStarted(Path folder, String advice, Exception why) {
        return new BrokerException(
                "The embedded broker did not start in %s: %s. %s"
                        .formatted(
                                folder,
                                Objects.requireNonNullElse(why.getMessage(), why.toString()),
                                DiskSpace.exhausted(folder).orElse(advice)),
                why);
    }

    private static EmbeddedActiveMQ start(BrokerSecurity security, Configuration configuration) throws Exception {
        var server = new EmbeddedActiveMQ();
        server.setSecurityManager(security.manager());
        server.setConfiguration(configuration);
        var failure = new AtomicReference<@Nullable Exception>();
        try {
            server.createActiveMQServer();
            server.getActiveMQServer().registerActivationFailureListener(failure::set);
            server.start();
            Exception failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            if (!server.getActiveMQServer().waitForActivation(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not become active within 20 s");
            }
            return server;
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    private static Configuration configuration(Path folder, BrokerSecurity security, OptionalInt port, DiskSpace disk)
            throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("hub")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve(LARGE_MESSAGES).toString())
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                // Of minutes that a transaction of other clients may take: each look wakes two threads.
                .setTransactionTimeoutScanPeriod(LOOK_FOR_OLD_TRANSACTIONS.toMillis())
                .setGlobalMaxSize(Math.min(MAX_IN_MEMORY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP))
                // See DiskGuard.
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("in-vm", IN_VM_URL)
                .addAddressSetting("#", addressSettings())
                // A letter that goes back must not be out of sight for a while.
                .addAddressSetting(QueueNames.DEAD_LETTERS, withoutDelay())
                .addAddressSetting(QueueNames.GIVEN_UP, withoutDelay())
                .addAddressSetting(QueueNames.EXPIRED, withoutDelay())
                // Two who first use it at once would both make it, and one of them fail.
                .addQueueConfiguration(queue(QueueNames.DEAD_LETTERS))
                // Without a queue there, what comes is dropped.
                .addQueueConfiguration(queue(QueueNames.GIVEN_UP))
                .addQueueConfiguration(queue(QueueNames.EXPIRED));
        security.apply(configuration);
        configuration.registerBrokerPlugin(new DiskGuard(disk, security.hub().user()));
        if (port.isPresent()) {
            configuration.addAcceptorConfiguration(BrokerDoor.acceptor("loopback", port.getAsInt()));
        }
        return configuration;
    }

    private static int nanos(Duration timeout) {
        return Math.toIntExact(timeout.toNanos());
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true);
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAutoCreateQueues(true)
                .setAutoCreateAddresses(true)
                // A queue that is deleted when its last consumer leaves would lose what arrives while a route is
                // edited.
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setPageSizeBytes(PAGE_BYTES)
                .setMaxReadPageBytes(PAGE_BYTES)
                .setDeadLetterAddress(SimpleString.of(QueueNames.GIVEN_UP))
                .setExpiryAddress(SimpleString.of(QueueNames.EXPIRED))
                .setMaxDeliveryAttempts(10)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000);
    }

    private static AddressSettings withoutDelay() {
        return addressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(0);
    }

    @Override
    public void close() {
        closed = true;
        audit.endLooks();
        endWatch();
        try (lock;
                tally;
                unreadableFiles) {
            synchronized (this) {
                server.stop();
            }
        } catch (Exception e) {
            throw new BrokerException("The embedded broker did not stop cleanly: " + e.getMessage(), e);
        }
    }

    /** Artemis takes it for an error of the disk if who reads one of its files is interrupted. */
    private void endWatch() {
        watch.shutdown();
        try {
            if (watch.awaitTermination(END_OF_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.shutdownNow();
    }
}
