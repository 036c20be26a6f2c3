package io.rootsocket.hub.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rootsocket.hub.component.RootSocketComponent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Four ways to send the same text. Each makes the JSON with Jackson, message by message, sends {@code Authorization},
 * {@code Content-Type} and {@code Accept}, has both timeouts and 200 connections, and reads the answer as a string.
 */
final class Clients implements AutoCloseable {

    static final String ROOT_SOCKET = "rootsocket:";
    static final String HTTP_ROUTE = "http: route";
    static final String APACHE = "Apache client";
    static final String JDK = "java.net.http";

    private static final String TEXT = "Stand-up in five minutes, in the usual room.";
    private static final String KEY = "bench";
    private static final int CONNECTIONS = 200;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration RESPONSE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CloseableHttpClient apache = apache();
    private final java.net.http.HttpClient jdk =
            java.net.http.HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI uri;

    Clients(String url) throws Exception {
        this.uri = URI.create(url + "/api/v1/messages/");
        var rootSocket = new RootSocketComponent();
        rootSocket.getConfiguration().setApiUrl(url);
        rootSocket.getConfiguration().setKey(KEY);
        rootSocket.getConfiguration().setMaxConnections(CONNECTIONS);
        rootSocket.getConfiguration().setConnectTimeout(CONNECT);
        rootSocket.getConfiguration().setResponseTimeout(RESPONSE);
        camel.addComponent("rootsocket", rootSocket);
        configure(camel.getComponent("http", HttpComponent.class));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rootsocket").to("rootsocket:message?channel=news");
                from("direct:http")
                        .process(exchange -> exchange.getMessage()
                                .setBody(json(exchange.getMessage().getMandatoryBody(String.class))))
                        .setHeader("Authorization", constant(KEY))
                        .setHeader("Content-Type", constant("application/json"))
                        .setHeader("Accept", constant("application/json"))
                        .to(uri + "?httpMethod=POST")
                        .convertBodyTo(String.class);
            }
        });
        camel.start();
    }

    /** The four, by name. */
    Map<String, Client> byName() {
        ProducerTemplate template = camel.createProducerTemplate();
        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put(ROOT_SOCKET, () -> template.sendBody("direct:rootsocket", TEXT));
        clients.put(HTTP_ROUTE, () -> template.sendBody("direct:http", TEXT));
        clients.put(APACHE, this::sendByApache);
        clients.put(JDK, this::sendByJdk);
        return clients;
    }

    private static byte[] json(String text) throws JsonProcessingException {
        return JSON.writeValueAsBytes(Map.of("channel", "news", "data", text));
    }

    private static void configure(HttpComponent http) {
        http.setConnectionsPerRoute(CONNECTIONS);
        http.setMaxTotalConnections(CONNECTIONS);
        http.setConnectTimeout(CONNECT.toMillis());
        http.setConnectionRequestTimeout(CONNECT.toMillis());
        http.setResponseTimeout(RESPONSE.toMillis());
        http.setSoTimeout(RESPONSE.toMillis());
    }

    private static CloseableHttpClient apache() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(Timeout.of(RESPONSE))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(CONNECT))
                        .setResponseTimeout(Timeout.of(RESPONSE))
                        .build())
                .build();
    }

    private void sendByApache() throws Exception {
        var post = new HttpPost(uri);
        post.setHeader("Authorization", KEY);
        post.setHeader("Accept", "application/json");
        post.setEntity(new ByteArrayEntity(json(TEXT), ContentType.APPLICATION_JSON));
        apache.execute(post, answer -> EntityUtils.toString(answer.getEntity()));
    }

    private void sendByJdk() throws Exception {
        jdk.send(
                HttpRequest.newBuilder(uri)
                        .timeout(RESPONSE)
                        .header("Authorization", KEY)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json(TEXT)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        camel.close();
        apache.close();
    }

    /** Sends one message and waits for the answer. */
    @FunctionalInterface
    interface Client {
        void send() throws Exception;
    }
}
