package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.console.api.DeadLettersDone;
import io.rootsocket.hub.console.api.DeadLettersRequest;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.http.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The dead letters of a running hub, through its admin door. */
final class DeadLettersOfHub implements OpenedDeadLetters {

    private static final String PATH = "/api/dead-letters";

    private final AdminOptions admin;

    DeadLettersOfHub(AdminOptions admin) {
        this.admin = admin;
    }

    @Override
    public DeadLetterPage page(DeadLetterFilter filter, int max) throws InterruptedException {
        String query = StrictJson.tree(DeadLettersRequest.toShow(filter, max)).properties().stream()
                .map(word -> word.getKey() + "=" + encode(word.getValue().asText()))
                .collect(Collectors.joining("&"));
        return admin.get(PATH + "?" + query, DeadLetterPage.class);
    }

    @Override
    public List<DeadLetter> show(String id) throws InterruptedException {
        return List.of(admin.get(PATH + "/" + encode(id), DeadLetter[].class));
    }

    @Override
    public List<DeadLetter> last() throws InterruptedException {
        return List.of(admin.get(PATH + "/last", DeadLetter[].class));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    @Override
    public int replay(DeadLetterFilter filter, int max) throws InterruptedException {
        return act("/replay", filter, max);
    }

    @Override
    public int discard(DeadLetterFilter filter, int max) throws InterruptedException {
        return act("/discard", filter, max);
    }

    private int act(String path, DeadLetterFilter filter, int max) throws InterruptedException {
        return admin.post(PATH + path, DeadLettersRequest.toChange(filter, max), DeadLettersDone.class)
                .done();
    }

    @Override
    public String whyTheyStay() {
        return "their route does not run, or they are a part of what their source brought, which must bring it again";
    }

    @Override
    public void close() {}
}
