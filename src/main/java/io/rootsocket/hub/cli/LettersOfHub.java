package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetterPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead letters of a running hub, through its admin door. */
final class LettersOfHub implements Letters {

    private static final String PATH = "/api/dead-letters";

    private final AdminOptions admin;

    LettersOfHub(AdminOptions admin) {
        this.admin = admin;
    }

    @Override
    public DeadLetterPage page(Map<String, String> words, int most) throws InterruptedException {
        var query = new HashMap<>(words);
        query.put("limit", String.valueOf(most));
        String encoded = query.entrySet().stream()
                .map(word -> word.getKey() + "=" + encode(word.getValue()))
                .collect(Collectors.joining("&"));
        return LetterJson.read(admin.get(PATH + "?" + encoded), DeadLetterPage.class);
    }

    @Override
    public List<DeadLetter> show(String id) throws InterruptedException {
        return List.of(LetterJson.read(admin.get(PATH + "/" + encode(id)), DeadLetter[].class));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public int replay(Map<String, String> words, int most) throws InterruptedException {
        return act("/replay", words, most);
    }

    @Override
    public int discard(Map<String, String> words, int most) throws InterruptedException {
        return act("/discard", words, most);
    }

    private int act(String path, Map<String, String> words, int most) throws InterruptedException {
        var body = new HashMap<>(words);
        body.put("limit", String.valueOf(most));
        if (words.isEmpty()) {
            body.put("all", "true");
        }
        JsonNode answer = admin.post(PATH + path, body);
        return answer.path("done").asInt();
    }

    @Override
    public String whyTheyStay() {
        return "their route does not run, or they are a part of what their source brought, which must bring it again";
    }

    @Override
    public void close() {}
}
