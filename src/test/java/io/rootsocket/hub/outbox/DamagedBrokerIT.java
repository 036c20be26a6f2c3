package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.outbox.Delivery.Delivered;
import io.rootsocket.hub.outbox.Delivery.Later;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.Delivery.Refused;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.testing.ManualRow;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Files of the embedded broker are damaged while nobody uses them; of each queue it is said how much they have lost. */
class DamagedBrokerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Reason AWAY = new Reason(Kind.retry, 503, null, "away");

    @TempDir
    Path folder;

    private final Set<String> accepted = new HashSet<>();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final List<Shortfall> told = new ArrayList<>();
    private volatile Outcome outcome = new Later(AWAY, Optional.empty(), false);
    private Broker broker;
    private Outbox outbox;

    @BeforeEach
    void start() {
        broker = Broker.onFolder(folder.resolve("broker"));
        outbox = new Outbox(
                broker,
                OutboxSettings.DEFAULTS,
                Optional.empty(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                QuickUpkeep.QUICK);
        outbox.tell(new OutboxListener() {
            @Override
            public void lost(Shortfall shortfall) {
                told.add(shortfall);
            }
        });
        outbox.start(message -> {
            if (outcome instanceof Delivered) {
                delivered.add(message.origin().id());
            }
            return outcome;
        });
    }

    @AfterEach
    void close() throws InterruptedException {
        outbox.stopDelivering(TIMEOUT);
        outbox.close();
        broker.close();
    }

    private void accept(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            accept(bytes, Optional.empty());
        }
    }

    private void accept(int bytes, Optional<String> key) {
        String id = "message" + accepted.size();
        accepted.add(id);
        outbox.accept(new OutboxMessage(
                "default",
                new ChannelName("news"),
                new byte[bytes],
                new Origin(id, "in", "platform-http:/in", null, Instant.now()),
                Optional.empty(),
                OutboxMessage.NORMAL_PRIORITY,
                false,
                key));
    }

    private void send(String queue, int count) throws Exception {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (int i = 0; i < count; i++) {
                producer.send(session.createTextMessage("order " + i));
            }
        }
    }

    private int take(String queue, int max) throws Exception {
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            int taken = 0;
            Message message;
            while (taken < max && (message = consumer.receive(1_000)) != null) {
                assertThat(message.getJMSRedelivered()).isFalse();
                taken++;
            }
            return taken;
        }
    }

    private List<Path> files(String of, String extension) {
        try (Stream<Path> files = Files.walk(folder.resolve("broker").resolve(of))) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of a journal file is zeros. */
    private static long contentLength(Path file) {
        try {
            byte[] all = Files.readAllBytes(file);
            int end = all.length;
            while (end > 0 && all[end - 1] == 0) {
                end--;
            }
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> usedJournals() {
        return files("journal", ".amq").stream()
                .filter(file -> contentLength(file) > 1_000)
                .toList();
    }

    /** Up to the middle of a message's body, so that what refers to this message is there and the message is not. */
    private static void overwriteTheMiddle(Path file, Random garbage) throws IOException {
        int length = (int) contentLength(file);
        byte[] all = Files.readAllBytes(file);
        int end = length * 3 / 4;
        while (!isWithinABody(all, end)) {
            end++;
        }
        var bytes = new byte[end - length / 2];
        garbage.nextBytes(bytes);
        try (var damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(length / 2);
            damaged.write(bytes);
        }
    }

    /** The bodies here are nothing but zeros. */
    private static boolean isWithinABody(byte[] journal, int place) {
        return IntStream.range(place - 100, place + 100).allMatch(i -> journal[i] == 0);
    }

    private long missing() {
        return accepted.stream().filter(id -> !delivered.contains(id)).count();
    }

    /** Once all that is left is delivered, it is known what is gone. */
    private void saysAllThatIsMissing() {
        start();
        await().atMost(TIMEOUT).until(() -> !outbox.status().missing().isEmpty());
        outcome = new Delivered();
        await().atMost(TIMEOUT)
                .until(() -> outbox.status().depth() == 0
                        && outbox.status().trouble().isEmpty());
        assertThat(missing()).isPositive();
        assertThat(outbox.status().missing()).isEqualTo(told).singleElement().satisfies(shortfall -> {
            assertThat(shortfall.messages()).isEqualTo(missing());
            assertThat(shortfall.toString()).contains("for channel news are missing");
        });
    }

    @Test
    void saysWhatGarbageInTheMiddleOfAJournalFileHasTaken() throws Exception {
        accept(300, 500);
        close();
        overwriteTheMiddle(usedJournals().get(0), new Random(1));
        saysAllThatIsMissing();
        assertThat(outbox.status().unreadable())
                .as("what refers to a message that is gone, Artemis names itself")
                .anyMatch(line -> line.startsWith("AMQ224009"));
    }

    @Test
    void saysWhatZerosInTheMiddleOfAJournalFileHaveTaken() throws Exception {
        accept(300, 500);
        close();
        overwriteTheMiddle(usedJournals().get(0), new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                // Zeros.
            }
        });
        saysAllThatIsMissing();
    }

    @ManualRow("the word that messages were delivered is lost, together with later messages")
    @Test
    void saysWhatIsMissingThoughAsManyComeBackThatHadBeenDelivered() throws Exception {
        accept(190, 60_000);
        outcome = new Delivered();
        await().atMost(TIMEOUT).until(() -> delivered.size() == 190);
        outcome = new Later(AWAY, Optional.empty(), false);
        accept(100, 60_000);
        close();
        List<Path> journals = usedJournals();
        assertThat(journals).hasSizeGreaterThan(1);
        Files.delete(journals.get(journals.size() - 1));
        saysAllThatIsMissing();
    }

    @Test
    void saysWhatALostPageFileHeld() throws Exception {
        broker.management()
                .rule("rootsocket.outbox.default.news", Map.of("maxSizeBytes", 200_000, "pageSizeBytes", 50_000));
        accept(100, 10_000);
        close();
        List<Path> pages = files("paging", ".page");
        assertThat(pages).hasSizeGreaterThan(3);
        Files.delete(pages.get(pages.size() / 2));
        saysAllThatIsMissing();
    }

    @Test
    void saysWhatGarbageInAPageFileHasTaken() throws Exception {
        broker.management()
                .rule("rootsocket.outbox.default.news", Map.of("maxSizeBytes", 200_000, "pageSizeBytes", 50_000));
        accept(100, 10_000);
        close();
        List<Path> pages = files("paging", ".page");
        overwriteTheMiddle(pages.get(pages.size() / 2), new Random(1));
        saysAllThatIsMissing();
        assertThat(outbox.status().unreadable()).anyMatch(line -> line.startsWith("AMQ222033"));
    }

    @ManualRow("the file of a large message is gone or cut")
    @Test
    void saysWhichLargeMessageIsGoneAndDeliversWhatIsBehindIt() throws Exception {
        accept(5, 300_000);
        close();
        Files.delete(files("large-messages", ".msg").get(2));
        try (var cut =
                new RandomAccessFile(files("large-messages", ".msg").get(0).toFile(), "rw")) {
            cut.setLength(1_000);
        }
        saysAllThatIsMissing();
    }

    @Test
    void saysWhatIsMissingWithoutAnyBindings() throws Exception {
        accept(5, 300);
        close();
        for (Path file : files("bindings", ".bindings")) {
            Files.delete(file);
        }
        saysAllThatIsMissing();
    }

    @Test
    void saysWhatIsMissingWithoutTheWholeFolder() throws Exception {
        accept(5, 300);
        close();
        Files.move(folder.resolve("broker"), folder.resolve("elsewhere"));
        saysAllThatIsMissing();
    }

    @Test
    void countsMessagesWithAKeyOnceEach() throws Exception {
        for (int i = 0; i < 5; i++) {
            accept(300, Optional.of("key" + i));
        }
        // Dropped, and so not missing afterwards.
        accept(300, Optional.of("key0"));
        accepted.remove("message5");
        close();
        Files.delete(usedJournals().get(0));
        saysAllThatIsMissing();
    }

    @Test
    void saysWhatIsMissingInAQueueOfARouteAndOfTheDeadLetters() throws Exception {
        outcome = new Refused(new Reason(Kind.message, 400, null, "no"));
        accept(3, 300);
        await().atMost(TIMEOUT).until(() -> outbox.deadLetters().count(DeadLetterFilter.ALL) == 3);
        send("orders", 7);
        assertThat(take("orders", 2)).isEqualTo(2);
        close();
        for (Path journal : usedJournals()) {
            Files.delete(journal);
        }

        start();

        await().atMost(TIMEOUT).until(() -> told.size() == 2);
        assertThat(told.stream().map(Shortfall::toString))
                .anyMatch(line -> line.startsWith("5 messages for queue orders are missing"))
                .anyMatch(line -> line.startsWith("3 messages for dead letters are missing"));
        assertThat(told).extracting(Shortfall::place).containsExactlyInAnyOrder("(queue: orders)", "(dead letters)");
    }

    @Test
    void saysNothingAfterAStopInWhichNothingWasLost() throws Exception {
        outcome = new Refused(new Reason(Kind.message, 400, null, "no"));
        accept(3, 300);
        await().atMost(TIMEOUT).until(() -> outbox.deadLetters().count(DeadLetterFilter.ALL) == 3);
        outcome = new Later(AWAY, Optional.empty(), false);
        accept(20, 300);
        accept(2, 300_000);
        send("orders", 7);
        take("orders", 2);
        close();
        start();
        outcome = new Delivered();
        await().atMost(TIMEOUT).until(() -> outbox.status().depth() == 0 && delivered.size() == 22);
        assertThat(take("orders", 7)).isEqualTo(5);
        assertThat(outbox.deadLetters().discard(DeadLetterFilter.ALL, DeadLetterBatch.ALL))
                .isEqualTo(3);
        close();
        start();
        await().atMost(TIMEOUT).until(() -> outbox.deadLetters().count(DeadLetterFilter.ALL) == 0);

        assertThat(told).isEmpty();
        assertThat(outbox.status().unreadable()).isEmpty();
    }

    @Test
    void keepsALargeMessageThatItsSenderHasCompressed() throws Exception {
        ((ActiveMQConnectionFactory) ((JmsPoolConnectionFactory) broker.connectionFactory()).getConnectionFactory())
                .setCompressLargeMessage(true);
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        // Half of it can be made smaller, so that it is still large.
        String text = HexFormat.of().formatHex(noise);
        try (Connection connection = broker.connectionFactory().createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("orders"))) {
            producer.send(session.createTextMessage(text));
        }
        assertThat(files("large-messages", ".msg")).hasSize(1);
        close();
        start();

        assertThat(take("orders", 2)).isEqualTo(1);
    }

    @Test
    void saysNothingOfAFolderForPagesThatAKillLeftEmpty() throws Exception {
        close();
        Path paging = folder.resolve("broker/paging");
        Path unnamed = Files.createDirectories(paging.resolve("11111111-2222-3333-4444-555555555555"));
        Path empty = Files.createDirectories(paging.resolve("11111111-2222-3333-4444-666666666666"));
        Files.createFile(empty.resolve("address.txt"));
        start();

        assertThat(outbox.status().unreadable()).isEmpty();
        assertThat(unnamed).doesNotExist();
        assertThat(empty).doesNotExist();
    }
}
