package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCause;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.hub.DeadLetterOperations;
import java.util.List;
import java.util.Optional;

/** One dead letter with its payload, which can be edited on its way; one for each channel that it was meant for. */
record DeadLetterDetailPage(DeadLetterOperations operations, DeadLetterActs deeds) implements Page {

    /** More is not shown in a field, as a browser stops at it. */
    private static final int MAX_SHOWN = 200_000;

    /**
     * @param payload as it is shown: cut, if it is very long
     * @param editable whether it is the whole payload, and text
     */
    private record Shown(DeadLetter letter, String cause, String cure, String payload, boolean editable, boolean cut) {

        static Shown of(DeadLetter letter) {
            boolean cut = letter.payload().length() > MAX_SHOWN;
            DeadLetterCause cause = DeadLetterCause.of(letter.summary());
            return new Shown(
                    letter,
                    cause.key(),
                    cause.cure(),
                    cut ? letter.payload().substring(0, MAX_SHOWN) : letter.payload(),
                    !cut && letter.encoding().equals("text") && !letter.part(),
                    cut);
        }
    }

    private record Model(String id, List<Shown> letters) {}

    @Override
    public String path() {
        return DeadLettersPage.PATH + "/:id";
    }

    @Override
    public View show(PageRequest request) {
        List<DeadLetter> letters = operations.show(request.path("id"));
        String id = letters.get(0).id();
        return new View(
                "dead-letter",
                "Dead letter " + id,
                "dead-letters show " + id,
                new Model(id, letters.stream().map(Shown::of).toList()));
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act(path() + "/replay", (request, form) -> {
                    String id = request.path("id");
                    int done = form.text("payload").isPresent()
                            ? operations.replayAs(id, form.text("channel"), form.required("payload"))
                            : operations.replay(only(id, form.text("channel")), 1);
                    deeds.note(DeadLetterActs.Verb.REPLAY, id, done, form.byAndWhy());
                    if (done == 0) {
                        throw new IllegalStateException(
                                "It stays: it is a part of what its source brought, or its route does not run.");
                    }
                    return form.text("payload").isPresent() ? "Sent on its way, as edited." : "Sent on its way again.";
                }),
                new Act(path() + "/discard", (request, form) -> {
                    if (form.text("sure").isEmpty()) {
                        throw new IllegalArgumentException(
                                "What is discarded does not come back: tick that you are sure.");
                    }
                    int done = operations.discard(only(request.path("id"), form.text("channel")), 1);
                    deeds.note(DeadLetterActs.Verb.DISCARD, request.path("id"), done, form.byAndWhy());
                    return done == 0 ? "It was gone already." : "Discarded.";
                }));
    }

    private static DeadLetterFilter only(String id, Optional<String> channel) {
        return new DeadLetterFilter(Optional.of(id), channel, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
