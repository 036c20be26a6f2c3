package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.routetest.TestFile.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** What others answer in a test: servers as HTTP does, databases with rows, mailboxes with a text. Not for threads. */
final class Replies {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;

    private final List<Reply> replies;
    private final Map<Reply, Integer> given = new IdentityHashMap<>();
    private final List<String> asked = new ArrayList<>();

    Replies(List<Reply> replies) {
        this.replies = replies;
    }

    /**
     * Answers an exchange.
     *
     * @return false if the test says nothing of that address
     * @throws Exception if the answer is a failure
     */
    boolean answer(String uri, Exchange exchange) throws Exception {
        String query = Optional.ofNullable(exchange.getMessage().getHeader(Exchange.HTTP_QUERY, String.class))
                .orElse("");
        String full = query.isEmpty() ? uri : uri + (uri.contains("?") ? "&" : "?") + query;
        List<Reply> here =
                replies.stream().filter(reply -> isFrom(reply.from(), full)).toList();
        if (here.isEmpty()) {
            return false;
        }
        Reply next = here.stream()
                .filter(reply -> given.getOrDefault(reply, 0) < Math.max(1, reply.times()))
                .findFirst()
                .orElse(here.get(here.size() - 1));
        given.merge(next, 1, Integer::sum);
        asked.add(next.from());
        fill(exchange, next, uri);
        return true;
    }

    /** Those from which nobody has asked anything. */
    List<String> unasked() {
        return replies.stream()
                .map(Reply::from)
                .distinct()
                .filter(from -> !asked.contains(from))
                .toList();
    }

    private static boolean isFrom(String from, String uri) {
        String query = StringHelper.after(from, "?", "");
        return plain(from).equals(plain(uri))
                && (query.isEmpty() || decoded(StringHelper.after(uri, "?", "")).contains(decoded(query)));
    }

    /** An address without options, in the one form of the several that Camel takes. */
    static String plain(String address) {
        return decoded(StringHelper.before(address, "?", address))
                .replaceFirst(":/+", ":")
                .replaceFirst("/$", "");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void fill(Exchange exchange, Reply reply, String uri) throws Exception {
        boolean http = plain(uri).matches("https?:.*");
        if (reply.failure() != null) {
            throw http ? new ConnectException(reply.failure()) : new IOException(reply.failure());
        }
        Message message = exchange.getMessage();
        reply.headers().forEach(message::setHeader);
        if (!http) {
            message.setBody(value(reply.body()));
            return;
        }
        int status = reply.status() == 0 ? OK : reply.status();
        String text = text(reply.body());
        if (status / 100 != 2 && !uri.contains("throwExceptionOnFailure=false")) {
            throw new HttpOperationFailedException(uri, status, null, null, reply.headers(), text);
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (reply.body().isContainerNode() && message.getHeader(Exchange.CONTENT_TYPE) == null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setBody(stream(text));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonNode body) {
        if (body.isNull()) {
            return "";
        }
        return Optional.of(body)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .orElseGet(body::toString);
    }

    private static @Nullable Object value(JsonNode body) throws JsonProcessingException {
        return JSON.treeToValue(body, Object.class);
    }
}
