package io.rootsocket.hub.bench;

import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * The same webhook on this hub, on Node-RED and on Camel without a hub: a JSON order comes in, jq makes a line of text of it,
 * and that goes to a channel of a service elsewhere. Each has processes of its own, as have the callers and the service. All
 * run at the same time, and work in turns, in an order that changes; a ratio is the median of the ratios round by round.
 * Each answer and each arrival is checked. Then, also in turns, Artemis alone at several timeouts of its journal.
 */
public final class SideBySideBenchmark {

    private static final int[] CALLERS = {1, 8, 64};
    private static final int MAX_CALLERS = 64;
    private static final int WARM_UP = Integer.getInteger("bench.sidebyside.warmup", 4);
    private static final int ROUNDS = Integer.getInteger("bench.sidebyside.rounds", 5);
    private static final Duration LENGTH = Duration.ofMillis(Integer.getInteger("bench.sidebyside.millis", 1_500));
    /** Less than the slowest can. */
    private static final int RATE = Integer.getInteger("bench.sidebyside.rate", 500);

    private static final long SEED = 20_261_126;

    static final String DURABLE = "hub, durable";
    static final String DIRECT = "hub, direct";
    static final String NODE_RED = "Node-RED";
    private static final String CAMEL = "Camel alone";
    /** To measure fewer: a pattern of them. */
    private static final String WHO = System.getProperty("bench.sidebyside.who", ".*");

    private final Random random = new Random(SEED);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Report report = Report.of(SideBySideBenchmark.class);
    private final Path folder;

    private SideBySideBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var benchmark = new SideBySideBenchmark(Files.createTempDirectory("side-by-side"));
        try {
            benchmark.run();
            benchmark.close();
            BenchedHub.delete(benchmark.folder);
        } catch (Exception failed) {
            benchmark.close();
            throw new IllegalStateException("What all said is in " + benchmark.folder, failed);
        }
    }

    private void run() throws Exception {
        AcceptingServer service = opened(AcceptingServer.start());
        JavaProcess load = opened(JavaProcess.start(LoadGenerator.class));
        List<Contender> contenders = contenders(service);
        for (Contender contender : contenders) {
            awaitReady(contender, load, service);
        }
        for (int round = 0; round < WARM_UP; round++) {
            inTurns(contenders, new LoadRound(URI.create("any"), MAX_CALLERS, LENGTH, 0), load, service);
        }
        contenders.forEach(contender -> contender.rounds().clear());
        for (int round = 0; round < ROUNDS; round++) {
            for (int callers : CALLERS) {
                inTurns(contenders, new LoadRound(URI.create("any"), callers, LENGTH, 0), load, service);
            }
            inTurns(contenders, new LoadRound(URI.create("any"), MAX_CALLERS, LENGTH, RATE), load, service);
        }
        new FlowReport(contenders, CALLERS, RATE).into(report);
        if (wanted("Artemis alone")) {
            artemisAlone();
        }
        report.write();
    }

    private List<Contender> contenders(AcceptingServer service) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        if (wanted("hub embedded")) {
            HubTree tree = hub("embedded", service);
            ProcessHandle hub = tree.start("./hub run").process().toHandle();
            contenders.add(hub(DIRECT, tree, "/webhooks/direct", hub));
            contenders.add(hub(DURABLE, tree, Flow.PATH, hub));
            contenders.add(hub("hub, durable, one channel", tree, "/webhooks/one-channel", hub));
        }
        if (wanted("hub over TCP")) {
            BrokerProcess broker = opened(BrokerProcess.start(folder.resolve("broker")));
            HubTree tree = hub("tcp", service).with("HUB_BROKER_URL", broker.url());
            ProcessHandle hub = tree.start("./hub run").process().toHandle();
            contenders.add(hub("hub, durable, broker over TCP", tree, Flow.PATH, hub, broker.process()));
        }
        if (wanted(NODE_RED)) {
            NodeRed.find()
                    .ifPresentOrElse(
                            command -> contenders.add(nodeRed(command, service)),
                            () -> System.out.println(NodeRed.howToInstall()));
        }
        if (wanted(CAMEL)) {
            contenders.add(camel(service));
        }
        return contenders;
    }

    private static boolean wanted(String who) {
        return who.matches(WHO);
    }

    private Contender nodeRed(Path command, AcceptingServer service) {
        int port = FreePort.next();
        Process process = NodeRed.start(command, folder.resolve("node-red"), port, service.url());
        opened.add(process::destroy);
        return new Contender(NODE_RED, url(port, Flow.PATH), List.of(process.toHandle()));
    }

    private Contender camel(AcceptingServer service) throws IOException {
        int port = FreePort.next();
        var command = JavaProcess.command(CamelAlone.class, List.of(), String.valueOf(port), service.url());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("camel.log").toFile())
                .start();
        opened.add(process::destroy);
        return new Contender(CAMEL, url(port, Flow.PATH), List.of(process.toHandle()));
    }

    /** As a user starts it: by the launcher, with the options that this gives to Java. */
    private HubTree hub(String name, AcceptingServer service) {
        return opened(HubTree.empty(folder.resolve(name))
                .with("JAVA_OPTS", "")
                .with("ROOTSOCKET_API_URL", service.url())
                .with("ROOTSOCKET_KEY", Flow.KEY)
                .route("direct.yaml", Flow.route("direct", "/webhooks/direct", Flow.CHANNEL, "direct"))
                .route("durable.yaml", Flow.route("durable", Flow.PATH, Flow.CHANNEL, "durable"))
                .route("one-channel.yaml", Flow.route("one-channel", "/webhooks/one-channel", "orders", "durable")));
    }

    private static Contender hub(String name, HubTree tree, String path, ProcessHandle... processes) {
        return new Contender(name, url(tree.port("HUB_PORT"), path), List.of(processes));
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    private static void awaitReady(Contender contender, JavaProcess load, AcceptingServer service) throws Exception {
        ReadyWait.until(contender.url());
        FlowRound.of(contender, new LoadRound(contender.url(), 1, Duration.ofMillis(100), 0), load, service);
    }

    private void inTurns(List<Contender> contenders, LoadRound round, JavaProcess load, AcceptingServer service)
            throws Exception {
        var order = new ArrayList<>(contenders);
        Collections.shuffle(order, random);
        for (Contender contender : order) {
            var asked = new LoadRound(contender.url(), round.callers(), round.length(), round.perSecond());
            contender.rounds().add(FlowRound.of(contender, asked, load, service));
        }
    }

    private void artemisAlone() throws Exception {
        JavaProcess alone = opened(
                JavaProcess.start(ArtemisAlone.class, folder.resolve("alone").toString()));
        String[] timeouts = alone.said().split(" ");
        Map<Integer, List<List<double[]>>> rounds = new LinkedHashMap<>();
        for (int senders : new int[] {1, MAX_CALLERS}) {
            int messages = senders == 1 ? 300 : 3_200;
            List<List<double[]>> each = new ArrayList<>();
            for (int timeout = 0; timeout < timeouts.length; timeout++) {
                each.add(new ArrayList<>());
            }
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int timeout = 0; timeout < timeouts.length; timeout++) {
                    String[] said = alone.ask("%d %d %d".formatted(timeout, messages, senders))
                            .split(" ");
                    if (round >= 0) {
                        each.get(timeout).add(new double[] {
                            Double.parseDouble(said[0]), Double.parseDouble(said[1]), Double.parseDouble(said[2])
                        });
                    }
                }
            }
            rounds.put(senders, each);
        }
        List<List<String>> rows = new ArrayList<>();
        rounds.forEach((senders, each) -> {
            for (int timeout = 0; timeout < timeouts.length; timeout++) {
                List<double[]> measured = each.get(timeout);
                rows.add(Report.row(
                        "%d | %s%s | %,.0f | %.2f | %.2f",
                        senders,
                        timeouts[timeout],
                        timeout == 0 ? " (Artemis' default)" : timeout == 1 ? " (as `artemis create` chooses)" : "",
                        median(measured, round -> round[0]),
                        median(measured, round -> round[1] / 1_000),
                        median(measured, round -> round[2] / 1_000)));
            }
        });
        report.table(
                "Artemis alone, senders in its own process, by how long its journal gathers:",
                List.of("senders", "timeout µs", "messages/s", "p50 ms", "p99 ms"),
                rows);
    }

    private static double median(List<double[]> rounds, ToDoubleFunction<double[]> number) {
        double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    private void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable resource : opened) {
            resource.close();
        }
    }
}
