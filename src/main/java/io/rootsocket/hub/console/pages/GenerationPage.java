package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import java.util.List;
import java.util.NoSuchElementException;

/** What one generation of the routes has changed, and the way back to it. */
record GenerationPage(Hub hub) implements Page {

    private static final int MAX_LINES = 3_000;
    private static final String PATH = "/generations/:number";

    /** @param kind {@code added}, {@code removed}, {@code place} or {@code same} */
    private record Line(String kind, String text) {

        static Line of(String text) {
            String kind = text.startsWith("+++") || text.startsWith("---") || text.startsWith("@@")
                    ? "place"
                    : text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : "same";
            return new Line(kind, text);
        }
    }

    private record Model(Generation generation, List<String> files, List<Line> diff, boolean cut, boolean runs) {}

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public View show(PageRequest request) {
        int number = number(request);
        List<Generation> all = hub.reload().history();
        Generation generation = all.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no generation %d.".formatted(number)));
        List<String> lines = hub.reload().diff(generation).lines().toList();
        boolean last = all.stream()
                .filter(Generation::wasApplied)
                .reduce((older, newer) -> newer)
                .filter(generation::equals)
                .isPresent();
        return new View(
                "generation",
                "Generation " + number,
                "history " + number,
                new Model(
                        generation,
                        hub.reload().changedFiles(generation),
                        lines.stream().limit(MAX_LINES).map(Line::of).toList(),
                        lines.size() > MAX_LINES,
                        last));
    }

    private static int number(PageRequest request) {
        String text = request.path("number");
        if (!text.matches("[0-9]{1,9}")) {
            throw new NoSuchElementException("There is no generation `%s`.".formatted(text));
        }
        return Integer.parseInt(text);
    }

    @Override
    public List<Act> acts() {
        return List.of(new Act(PATH + "/rollback", (request, form) -> {
            if (form.text("sure").isEmpty()) {
                throw new IllegalArgumentException("It writes the files of the folder: tick that you are sure.");
            }
            ReloadOutcome outcome = hub.reload().rollback(number(request));
            if (outcome.result() == ReloadOutcome.Result.REFUSED) {
                throw new IllegalStateException("It was refused: "
                        + outcome.problems().stream()
                                .map(Object::toString)
                                .findFirst()
                                .orElse("see the log"));
            }
            return "Generation %d runs again, as generation %d.".formatted(number(request), outcome.generation());
        }));
    }
}
