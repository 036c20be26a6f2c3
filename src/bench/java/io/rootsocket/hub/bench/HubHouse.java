package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.SharedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hubs that share one broker and one PostgreSQL, all with the webhook of {@link Flow}. Close it. */
final class HubHouse implements AutoCloseable {

    private final AcceptingServer service;
    private final BrokerProcess broker;
    private final List<HubTree> trees = new ArrayList<>();
    private final List<ProcessHandle> processes = new ArrayList<>();

    /**
     * Returns once each hub answers.
     *
     * @param hubs how many
     */
    HubHouse(Path folder, int hubs, AcceptingServer service) throws IOException, InterruptedException {
        this.service = service;
        Files.createDirectories(folder);
        broker = BrokerProcess.start(folder.resolve("broker"));
        processes.add(broker.process());
        String database = SharedPostgres.newDatabase();
        for (int hub = 0; hub < hubs; hub++) {
            HubTree tree = HubTree.empty(folder.resolve("hub" + hub))
                    .with("JAVA_OPTS", "")
                    .with("ROOTSOCKET_API_URL", service.url())
                    .with("ROOTSOCKET_KEY", Flow.KEY)
                    .with("HUB_BROKER_URL", broker.url())
                    .with("HUB_DATABASE_URL", database)
                    .with("HUB_DATABASE_USER", SharedPostgres.USER)
                    .route("durable.yaml", Flow.route("durable", Flow.PATH, Flow.CHANNEL, "durable"));
            trees.add(tree);
            processes.add(tree.start("./hub run").process().toHandle());
        }
        for (HubTree tree : trees) {
            ReadyWait.until(url(tree));
        }
    }

    private static URI url(HubTree tree) {
        return URI.create("http://127.0.0.1:%d%s".formatted(tree.port("HUB_PORT"), Flow.PATH));
    }

    int hubs() {
        return trees.size();
    }

    /**
     * So many callers, shared out among the hubs, who each call again once they have their answer.
     *
     * @throws IllegalStateException if a call failed or a message is missing
     */
    FlowRound webhooks(int callers, Duration length, JavaProcess load) throws Exception {
        List<URI> urls = trees.stream().map(HubHouse::url).toList();
        var all = new Contender("hubs", urls.get(0), processes);
        return FlowRound.of(all, new LoadRound(urls, callers, length, 0), load, service);
    }

    /**
     * Schedules that are due in the same second, of which each hub has the routes.
     *
     * @return how many milliseconds after that second the service had the last message
     */
    double schedules(int schedules, Duration timeout) throws Exception {
        service.forget();
        Instant at = Instant.ofEpochSecond(Instant.now().plus(timeout).getEpochSecond());
        long atNanos = System.nanoTime() + Duration.between(Instant.now(), at).toNanos();
        String routes = routes(schedules, at, atNanos);
        trees.forEach(tree -> tree.route("schedules.yaml", routes));
        Thread.sleep(Duration.between(Instant.now(), at).toMillis());
        return (service.awaitAll(schedules).lastNanos() - atNanos) / 1e6;
    }

    private static String routes(int schedules, Instant at, long atNanos) {
        var text = new StringBuilder();
        for (int i = 0; i < schedules; i++) {
            text.append(Announcement.route(i, ScheduledHub.cron(at, 1), "Stand-up " + atNanos));
        }
        return text.toString();
    }

    @Override
    public void close() {
        Collections.reverse(trees);
        trees.forEach(HubTree::close);
        broker.close();
    }
}
