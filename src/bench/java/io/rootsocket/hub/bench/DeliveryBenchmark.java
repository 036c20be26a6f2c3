package io.rootsocket.hub.bench;

import io.rootsocket.hub.component.RootSocketComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Messages per second and latency through {@code rootsocket:message}, beside what a user would write instead: a Camel route
 * with {@code http:}, a loop over Apache HttpClient, and one over {@code java.net.http.HttpClient}. All against one server
 * in its own process, in turns, so that the ratios hold when the machine's speed drifts.
 */
public final class DeliveryBenchmark {

    private static final int[] IN_FLIGHT = {1, 8, 64};
    private static final int ROUNDS = 7;
    private static final int MESSAGES = Integer.getInteger("bench.messages", 20_000);
    private static final String TEXT = "Stand-up in five minutes, in the usual room.";
    private static final String JSON = "{\"channel\":\"news\",\"data\":\"" + TEXT + "\"}";

    private DeliveryBenchmark() {}

    /** Sends one message and waits for the answer. */
    @FunctionalInterface
    private interface Client {
        void send() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        try (var server = AcceptingServer.start();
                var camel = new DefaultCamelContext();
                CloseableHttpClient apache = apacheClient()) {
            Map<String, Client> clients = clients(server.url(), camel, apache);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-16s %10s %9s %9s %14s %16s%n",
                    "in flight",
                    "client",
                    "messages/s",
                    "p50 µs",
                    "p99 µs",
                    "of http: route",
                    "of fastest plain");
            for (int inFlight : IN_FLIGHT) {
                measure(clients, inFlight);
            }
        }
    }

    private static CloseableHttpClient apacheClient() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(200)
                        .setMaxConnPerRoute(200)
                        .build())
                .build();
    }

    private static Map<String, Client> clients(String url, DefaultCamelContext camel, CloseableHttpClient apache)
            throws Exception {
        var rootSocket = new RootSocketComponent();
        rootSocket.getConfiguration().setApiUrl(url);
        rootSocket.getConfiguration().setKey("bench");
        camel.addComponent("rootsocket", rootSocket);
        camel.getComponent("http", HttpComponent.class).setConnectionsPerRoute(200);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rootsocket").to("rootsocket:message?channel=news");
                from("direct:http")
                        .setBody(body().prepend("{\"channel\":\"news\",\"data\":\"")
                                .append("\"}"))
                        .setHeader("Authorization", constant("bench"))
                        .setHeader("Content-Type", constant("application/json"))
                        .to(url.replace("http://", "http:") + "/api/v1/messages/?httpMethod=POST");
            }
        });
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        var jdk = HttpClient.newHttpClient();
        URI uri = URI.create(url + "/api/v1/messages/");

        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put("rootsocket:", () -> template.sendBody("direct:rootsocket", TEXT));
        clients.put("http: route", () -> template.sendBody("direct:http", TEXT));
        clients.put("Apache client", () -> sendByApache(apache, uri));
        clients.put("java.net.http", () -> sendByJdk(jdk, uri));
        return clients;
    }

    private static void sendByApache(CloseableHttpClient apache, URI uri) throws Exception {
        var post = new HttpPost(uri);
        post.setHeader("Authorization", "bench");
        post.setEntity(new StringEntity(JSON, ContentType.APPLICATION_JSON));
        apache.execute(post, answer -> EntityUtils.toString(answer.getEntity()));
    }

    private static void sendByJdk(HttpClient jdk, URI uri) throws Exception {
        jdk.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "bench")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void measure(Map<String, Client> clients, int inFlight) throws Exception {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (var client : clients.entrySet()) {
                Round measured = run(client.getValue(), inFlight);
                // The first round warms up.
                if (round > 0) {
                    rounds.computeIfAbsent(client.getKey(), name -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        rounds.forEach((name, measured) -> print(inFlight, name, measured, rounds));
    }

    private static void print(int inFlight, String name, List<Round> measured, Map<String, List<Round>> all) {
        System.out.printf(
                Locale.ROOT,
                "%-10d %-16s %10.0f %9.0f %9.0f %14.2f %16.2f%n",
                inFlight,
                name,
                median(measured.stream().mapToDouble(Round::perSecond).toArray()),
                median(measured.stream().mapToDouble(Round::p50).toArray()),
                median(measured.stream().mapToDouble(Round::p99).toArray()),
                ratio(measured, all.getOrDefault("http: route", measured)),
                Math.min(
                        ratio(measured, all.getOrDefault("Apache client", measured)),
                        ratio(measured, all.getOrDefault("java.net.http", measured))));
    }

    /** The median of the ratios round by round. */
    private static double ratio(List<Round> ours, List<Round> theirs) {
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).perSecond() / theirs.get(i).perSecond();
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** One round of one client: messages per second, and the latencies in microseconds. */
    private record Round(double perSecond, double p50, double p99) {}

    private static Round run(Client client, int inFlight) throws Exception {
        int each = Math.max(1, MESSAGES / inFlight);
        var threads = Executors.newFixedThreadPool(inFlight);
        try {
            Callable<long[]> sender = () -> {
                long[] latencies = new long[each];
                for (int i = 0; i < each; i++) {
                    long start = System.nanoTime();
                    client.send();
                    latencies[i] = System.nanoTime() - start;
                }
                return latencies;
            };
            var senders = new ArrayList<Callable<long[]>>();
            for (int i = 0; i < inFlight; i++) {
                senders.add(sender);
            }
            long start = System.nanoTime();
            List<Future<long[]>> results = threads.invokeAll(senders);
            double seconds = (System.nanoTime() - start) / 1e9;
            var latencies = new ArrayList<long[]>();
            for (Future<long[]> result : results) {
                latencies.add(result.get());
            }
            long[] all =
                    latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Round(all.length / seconds, all[all.length / 2] / 1e3, all[all.length * 99 / 100] / 1e3);
        } finally {
            threads.shutdown();
        }
    }
}
