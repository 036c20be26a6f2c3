package io.rootsocket.hub.trail.store;

import static io.rootsocket.hub.trail.store.Events.accepted;
import static io.rootsocket.hub.trail.store.Events.arrived;
import static io.rootsocket.hub.trail.store.Events.attempted;
import static io.rootsocket.hub.trail.store.Events.delivered;
import static io.rootsocket.hub.trail.store.Events.ended;
import static io.rootsocket.hub.trail.store.Events.handled;
import static io.rootsocket.hub.trail.store.Events.id;
import static io.rootsocket.hub.trail.store.Events.messageId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailSettings;
import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database of the trail must do. */
abstract class TrailContract {

    static final long MAX_BYTES = 4_000_000;

    @TempDir
    Path folder;

    final MutableClock clock = MutableClock.at("2026-11-26T12:00:00Z");
    StoredTrail trail;

    /** The database that several hubs share; empty: each has a file of its own. */
    abstract Optional<DataSource> shared();

    /** How much of the disk the database takes. */
    abstract long bytesOnDisk() throws Exception;

    @BeforeEach
    void open() {
        trail = open(folder);
    }

    @AfterEach
    void close() {
        trail.close();
    }

    StoredTrail open(Path own) {
        try {
            var settings = new TrailSettings(own, MAX_BYTES, Duration.ofDays(7), 16 * 1024, redacted());
            return StoredTrail.open(settings, shared(), new Redaction(settings, Set::of), () -> false, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RedactedNames redacted() {
        return RedactedNames.of("");
    }

    private void record(IntStream numbers) {
        numbers.forEach(number -> delivered(number).forEach(trail::record));
    }

    /** Where each search looks: in files, in the database, and partly here and there. */
    void everywhere(Runnable check) {
        check.run();
        trail.drain();
        check.run();
    }

    List<String> ids(TrailFilter filter) {
        return trail.reader().find(filter).chains().stream()
                .map(Chain::exchangeId)
                .toList();
    }

    /** Page by page: a slow one may have few, or none. */
    List<String> allIds(TrailFilter filter) {
        TrailPage page = trail.reader().find(filter);
        List<String> all =
                new ArrayList<>(page.chains().stream().map(Chain::exchangeId).toList());
        while (page.next().isPresent()) {
            page = trail.reader().find(filter.after(page));
            all.addAll(page.chains().stream().map(Chain::exchangeId).toList());
        }
        return all;
    }

    @Test
    void explainsADeliveredMessageToItsSource() {
        record(IntStream.range(0, 3));

        everywhere(() -> {
            Chain chain = trail.reader().explain(messageId(1)).get(0);
            assertThat(chain.exchangeId()).isEqualTo(id(1));
            assertThat(chain.arrived()).contains(arrived(1));
            assertThat(chain.handled()).contains(handled(1, Result.HANDLED));
            SentMessage message = chain.messages().get(0);
            assertThat(message.accepted()).contains(accepted(1, "news"));
            assertThat(message.attempts()).containsExactly(attempted(1, "200 OK"));
            assertThat(message.end()).contains(ended(1, MessageEnd.DELIVERED));
            assertThat(chain.isSettled()).isTrue();
        });
    }

    @Test
    void findsAChainByEachOfItsIds() {
        record(IntStream.range(0, 300));

        everywhere(() -> {
            for (String id : List.of(
                    id(7),
                    id(7).substring(0, 8),
                    id(7).substring(0, 11).toLowerCase(Locale.ROOT),
                    messageId(7),
                    "delivery-7",
                    "%032x".formatted(8))) {
                assertThat(trail.reader().explain(id))
                        .as(id)
                        .extracting(Chain::exchangeId)
                        .containsExactly(id(7));
            }
            assertThat(trail.reader().explain("delivery"))
                    .as("of many the newest")
                    .hasSize(20);
            assertThat(trail.reader().explain("delivery-x")).isEmpty();
            assertThat(trail.reader().explain("deliver")).as("too short").isEmpty();
            assertThat(trail.reader().explain(" ")).isEmpty();
            assertThat(trail.reader().explain("FFFFFFFF")).isEmpty();
        });
    }

    @Test
    void joinsWhatACopyOfAnExchangeDidLater() {
        trail.record(arrived(1));
        trail.record(handled(1, Result.HANDLED));
        trail.drain();
        trail.record(handled(1, Result.FAILED));
        // What became a dead letter in its route was no message.
        trail.record(new Ended("dead-letter-7", id(1), Events.at(2), MessageEnd.DEAD, Optional.of("why")));

        everywhere(() -> {
            Chain chain = trail.reader().explain("dead-letter-7").get(0);
            assertThat(chain.handled()).map(Handled::result).contains(Result.FAILED);
            assertThat(chain.handled().orElseThrow().steps()).hasSize(4);
            assertThat(chain.messages().get(0).end()).map(Ended::end).contains(MessageEnd.DEAD);
        });
    }

    @Test
    void showsTheNewestFirstPageByPage() {
        record(IntStream.range(0, 250));

        everywhere(() -> {
            assertThat(allIds(TrailFilter.ALL.atMost(40)))
                    .containsExactlyElementsOf(IntStream.range(0, 250)
                            .mapToObj(number -> id(249 - number))
                            .toList());
        });
    }

    @Test
    void aPageGoesOnWhereItWasWhenItsBlocksHaveMoved() {
        record(IntStream.range(0, 900));
        TrailPage first = trail.reader().find(TrailFilter.ALL.atMost(10));
        trail.drain();
        record(IntStream.range(900, 905));

        assertThat(ids(TrailFilter.ALL.atMost(3).after(first))).containsExactly(id(889), id(888), id(887));
    }

    private static TrailFilter ofKind(SourceKind kind) {
        return filter(Optional.of(kind), Optional.empty(), Optional.empty());
    }

    private static TrailFilter withResult(Result result) {
        return filter(Optional.empty(), Optional.of(result), Optional.empty());
    }

    private static TrailFilter withEnd(MessageEnd end) {
        return filter(Optional.empty(), Optional.empty(), Optional.of(end));
    }

    private static TrailFilter filter(Optional<SourceKind> kind, Optional<Result> result, Optional<MessageEnd> end) {
        return new TrailFilter(
                Optional.empty(),
                Optional.empty(),
                kind,
                result,
                end,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TrailFilter.ALL.max(),
                Optional.empty());
    }

    @Test
    void findsByEachPartOfAChain() {
        record(IntStream.range(0, 5));
        trail.record(arrived(10, "prices", "{\"price\": \"seven\"}"));
        trail.record(handled(10, Result.FAILED));
        trail.record(arrived(11));
        trail.record(accepted(11, "alarms"));
        trail.record(handled(11, Result.HANDLED));
        trail.record(attempted(11, "400 no such channel"));
        trail.record(ended(11, MessageEnd.DEAD));

        everywhere(() -> {
            assertThat(ids(TrailFilter.ALL.ofRoute("prices"))).containsExactly(id(10));
            assertThat(ids(TrailFilter.ALL.toChannel("alarms"))).containsExactly(id(11));
            assertThat(ids(withResult(Result.FAILED))).containsExactly(id(10));
            assertThat(ids(withEnd(MessageEnd.DEAD))).containsExactly(id(11));
            assertThat(ids(ofKind(SourceKind.FILE))).isEmpty();
            assertThat(ids(ofKind(SourceKind.WEBHOOK))).hasSize(7);
            assertThat(ids(TrailFilter.ALL.containing("SEVEN"))).containsExactly(id(10));
            assertThat(ids(TrailFilter.ALL.containing("no such channel"))).containsExactly(id(11));
            assertThat(ids(TrailFilter.ALL.from(Events.at(2)).to(Events.at(4)))).containsExactly(id(3), id(2));
            assertThat(ids(TrailFilter.ALL.ofRoute("price")))
                    .as("no part of a name")
                    .isEmpty();
            assertThat(ids(TrailFilter.ALL.ofRoute("%"))).as("no pattern").isEmpty();
        });
    }

    @Test
    void whatHappensLaterBelongsToItsChain() {
        trail.record(arrived(1));
        trail.record(accepted(1, "news"));
        trail.record(handled(1, Result.HANDLED));
        trail.drain();
        record(IntStream.range(100, 120));
        trail.drain();
        trail.record(attempted(1, "503"));
        trail.record(ended(1, MessageEnd.DEAD));
        trail.drain();
        assertThat(ids(withEnd(MessageEnd.DEAD))).containsExactly(id(1));
        trail.record(ended(1, MessageEnd.DELIVERED));

        everywhere(() -> {
            assertThat(ids(withEnd(MessageEnd.DEAD))).as("it was replayed").isEmpty();
            assertThat(ids(withEnd(MessageEnd.DELIVERED))).hasSize(21).contains(id(1));
            Chain chain = trail.reader().explain(id(1)).get(0);
            assertThat(chain.messages().get(0).ends()).hasSize(2);
            assertThat(chain.messages().get(0).end()).map(Ended::end).contains(MessageEnd.DELIVERED);
        });
    }

    @Test
    void knowsAllOfItAfterAStart() {
        record(IntStream.range(0, 20));
        trail.drain();
        record(IntStream.range(20, 40));
        trail.close();

        trail = open(folder);
        record(IntStream.range(40, 41));

        everywhere(() -> assertThat(ids(TrailFilter.ALL)).hasSize(41));
    }

    @Test
    void holdsTenTimesWhatItMayOnlyAsFarAsItMay() throws Exception {
        String large = "x".repeat(10_000);
        int number = 0;
        long written = 0;
        long most = 0;
        while (written < 10 * MAX_BYTES) {
            for (int i = 0; i < 40; i++) {
                trail.record(arrived(number, "orders", large));
                trail.record(handled(number, Result.HANDLED));
                written += large.length();
                number++;
            }
            trail.drain();
            most = Math.max(most, bytesOnDisk());
        }
        assertThat(trail.status().dropped()).isZero();
        assertThat(most).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(ids(TrailFilter.ALL.atMost(200)))
                .as("most of what it may hold is held, the newest of it")
                .hasSize(200)
                .startsWith(id(number - 1), id(number - 2));
        assertThat(trail.reader().explain(id(1))).isEmpty();
    }

    @Test
    void holdsNothingThatIsOlderThanItMayBe() {
        record(IntStream.range(0, 10));
        trail.drain();
        clock.advance(Duration.ofDays(6));
        record(IntStream.range(10, 20));
        trail.drain();
        assertThat(ids(TrailFilter.ALL)).hasSize(20);

        clock.advance(Duration.ofDays(1).plusMinutes(1));
        record(IntStream.range(20, 21));
        trail.drain();

        assertThat(ids(TrailFilter.ALL)).hasSize(11);
    }

    @Test
    void refusesAPlaceThatIsNone() {
        for (String place : List.of("", "1", "1.a", "1.a.x", "-1.a.2", "x.a.1", "1..2")) {
            assertThatThrownBy(() -> new TrailFilter(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            1,
                            Optional.of(place)))
                    .as(place)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no place in the trail");
        }
    }
}
