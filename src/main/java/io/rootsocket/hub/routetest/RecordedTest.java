package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A real message, written down as a test of its route. */
public final class RecordedTest {

    /** What a client sends without meaning anything by it, and what belongs to one request only. */
    private static final Set<String> LEFT_OUT = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "connection",
            "content-length",
            "host",
            "traceparent",
            "transfer-encoding",
            "user-agent");

    private static final String KAMELETS = "kamelets/";

    private RecordedTest() {}

    /**
     * The test, as YAML: given what came in, what went out is expected.
     *
     * @throws IllegalArgumentException if the trail does not know any more how the chain began
     */
    public static String yaml(Chain chain) {
        Arrived arrived = chain.arrived()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The trail does not know any more what %s began with, so no test can be made of it."
                                .formatted(chain.exchangeId())));
        var test = new LinkedHashMap<String, Object>();
        test.put("name", "%s, as on %s".formatted(arrived.route(), arrived.at()));
        test.put("given", given(arrived));
        test.put("expect", expected(chain));
        var file = new LinkedHashMap<String, Object>();
        List<String> files = files(chain);
        if (!files.isEmpty()) {
            file.put("routes", files);
        }
        file.put("tests", List.of(test));
        return header(chain, arrived) + new Dump(settings()).dumpToString(file);
    }

    private static DumpSettings settings() {
        return DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndent(2)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(110)
                .setSplitLines(false)
                .build();
    }

    private static String header(Chain chain, Arrived arrived) {
        boolean whole = arrived.payload().whole()
                && chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .allMatch(accepted -> accepted.payload().whole());
        return "# Made by `hub test --from %s`.%n".formatted(chain.exchangeId())
                + (whole ? "" : "# A body is kept cut or redacted: write in what it should be.%n".formatted());
    }

    /** The files of routes that had a part in it. */
    private static List<String> files(Chain chain) {
        Stream<String> places = Stream.concat(
                chain.arrived().flatMap(Arrived::place).stream(),
                chain.handled().stream()
                        .flatMap(handled -> handled.steps().stream())
                        .map(Step::place)
                        .flatMap(Optional::stream));
        return List.copyOf(places.map(place -> place.replaceFirst(":\\d+$", ""))
                .filter(name -> !name.startsWith(KAMELETS) && name.matches(".*\\.ya?ml"))
                .collect(LinkedHashSet::new, Set::add, Set::addAll));
    }

    private static Map<String, Object> given(Arrived arrived) {
        var given = new LinkedHashMap<String, Object>();
        switch (arrived.kind()) {
            case WEBHOOK -> webhook(arrived, given);
            case QUEUE ->
                given.put(
                        "queue",
                        arrived.source().replaceFirst("^jms:(queue:)?", "").replaceFirst("\\?.*", ""));
            case SCHEDULE -> given.put("instant", due(arrived));
            case FILE -> file(arrived, given);
            default -> given.put("route", arrived.route());
        }
        Map<String, String> headers = headers(arrived, given.containsKey("route"));
        if (!headers.isEmpty() && arrived.kind() != SourceKind.SCHEDULE && arrived.kind() != SourceKind.FILE) {
            given.put("headers", headers);
        }
        if (arrived.payload().length() > 0 && arrived.kind() != SourceKind.SCHEDULE) {
            given.put("message", message(arrived.payload()));
        }
        return given;
    }

    private static void webhook(Arrived arrived, Map<String, Object> given) {
        String method = arrived.headers().get(Exchange.HTTP_METHOD);
        String path = arrived.headers().get(Exchange.HTTP_PATH);
        boolean signed = arrived.headers().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("signature"));
        if (method == null || path == null || signed) {
            // Nobody can sign it again, and behind the signature the route is the same.
            given.put("route", arrived.route());
            return;
        }
        String query = arrived.headers().getOrDefault(Exchange.HTTP_QUERY, "");
        given.put("webhook", "%s %s%s".formatted(method, path, query.isEmpty() ? "" : "?" + query));
    }

    /** An occurrence's key ends with when it was due. */
    private static String due(Arrived arrived) {
        return arrived.sourceId()
                .map(key -> key.substring(key.lastIndexOf('@') + 1))
                .filter(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .orElse(arrived.at().toString());
    }

    private static void file(Arrived arrived, Map<String, Object> given) {
        Optional<String> name = Optional.ofNullable(arrived.headers().get(Exchange.FILE_NAME));
        String folder = arrived.source().replaceFirst("^file:(//)?", "").replaceFirst("\\?.*", "");
        if (name.isPresent() && arrived.source().startsWith("file:")) {
            given.put("file", Path.of(folder).resolve(name.get()).toString().replace('\\', '/'));
        } else {
            given.put("route", arrived.route());
        }
    }

    private static Map<String, String> headers(Arrived arrived, boolean forRoute) {
        var headers = new TreeMap<String, String>();
        arrived.headers().forEach((name, value) -> {
            boolean ours = name.startsWith("Camel");
            if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT)) && (forRoute || !ours)) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static Map<String, Object> expected(Chain chain) {
        var expected = new LinkedHashMap<String, Object>();
        var messages = new LinkedHashMap<String, List<Object>>();
        chain.messages().stream()
                .map(SentMessage::accepted)
                .flatMap(Optional::stream)
                .forEach(accepted -> messages.computeIfAbsent(accepted.channel(), channel -> new ArrayList<>())
                        .add(data(accepted.payload())));
        expected.put("messages", messages);
        boolean answers = chain.arrived()
                .filter(arrived -> arrived.headers().containsKey(Exchange.HTTP_METHOD))
                .isPresent();
        chain.handled()
                .flatMap(handled -> handled.status())
                .filter(status -> answers)
                .ifPresent(status -> expected.put("answer", Map.of("status", status)));
        return expected;
    }

    /** What subscribers get of a request to RootSocket. */
    private static Object data(Payload payload) {
        Object message = message(payload);
        return message instanceof Map<?, ?> request && request.containsKey("channel")
                ? Optional.<Object>ofNullable(request.get("data")).orElse(message)
                : message;
    }

    /** JSON as YAML, which a person can read; anything else as text. */
    private static Object message(Payload payload) {
        String text = payload.text().orElse("(%d bytes that are no text)".formatted(payload.length()));
        try {
            Object json = Wire.read(text, Object.class);
            return json instanceof Map || json instanceof List ? json : text;
        } catch (JsonProcessingException isText) {
            return text;
        }
    }
}
