package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.routetest.TestFile.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * RootSocket, in the place of the HTTP client's connection: everything that the component checks, writes and reads is
 * real, and no byte leaves the process. Safe to share between threads.
 */
final class RecordedRootSocket implements HttpClientConfigurer {

    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Map<String, List<String>> messages = new LinkedHashMap<>();

    /** @param faults how it answers first, before it accepts */
    RecordedRootSocket(List<Fault> faults) {
        for (Fault fault : faults) {
            for (int i = 0; i < Math.max(1, fault.times()); i++) {
                this.faults.add(fault);
            }
        }
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.replaceExecInterceptor(
                ChainElement.CONNECT.name(), (request, scope, chain) -> chain.proceed(request, scope));
        client.replaceExecInterceptor(ChainElement.MAIN_TRANSPORT.name(), this::answer);
    }

    private synchronized ClassicHttpResponse answer(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Fault fault = faults.poll();
        if (fault != null && fault.reset()) {
            throw new IOException("the connection broke, as the test asked for");
        }
        if (fault != null) {
            ClassicHttpResponse failed = json(fault.status(), "{\"detail\":\"as the test asked for\"}");
            if (fault.retryAfter() > 0) {
                failed.setHeader("Retry-After", fault.retryAfter());
            }
            return failed;
        }
        return accepted(request);
    }

    private ClassicHttpResponse accepted(ClassicHttpRequest request) throws IOException, HttpException {
        String path = request.getPath();
        if (path.endsWith("/messages/")) {
            JsonNode event = Wire.readTree(EntityUtils.toString(request.getEntity(), StandardCharsets.UTF_8));
            JsonNode data = event.path("data");
            messages.computeIfAbsent(event.path("channel").asText(), channel -> new ArrayList<>())
                    .add(data.isTextual() ? data.asText() : data.toString());
            return json(200, "{}");
        }
        if (request.getMethod().equals("GET")) {
            return json(200, "{\"os\":{},\"userAgent\":{},\"time\":{}}");
        }
        return json(
                200, path.endsWith("/tokens/") ? "{\"token\":\"channel-token\"}" : "{\"token\":\"connection-token\"}");
    }

    private static ClassicHttpResponse json(int status, String body) {
        var response = new BasicClassicHttpResponse(status);
        response.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return response;
    }

    /** What was accepted, by channel, in order. */
    synchronized Map<String, List<String>> messages() {
        var copy = new LinkedHashMap<String, List<String>>();
        messages.forEach((channel, texts) -> copy.put(channel, List.copyOf(texts)));
        return copy;
    }

    /** Failures that were asked for and did not come about. */
    synchronized int faultsLeft() {
        return faults.size();
    }
}
