package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Form;
import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.replay.ReplayChoice;
import io.rootsocket.hub.replay.ReplayPlan;
import io.rootsocket.hub.replay.ReplayState;
import io.rootsocket.hub.replay.Replays;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.trail.TrailFilter;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends what came in through its routes again: counts first, and says how far each replay is. */
record ReplaysPage(Hub hub) implements Page {

    static final String PATH = "/replays";

    private static final int USUAL_PER_SECOND = 10;

    /**
     * What the page shows.
     *
     * @param chosen whether somebody has said what to send
     * @param id the one message to send; empty if a filter says which
     * @param parts of the filter, by the names of its fields
     * @param words what a replay would send
     */
    record Overview(
            boolean chosen,
            String id,
            Map<String, String> parts,
            boolean asKept,
            Optional<ReplayPlan> plan,
            String words,
            List<State> replays) {}

    record State(ReplayState replay, String tone, String word) {

        static State of(ReplayState replay) {
            boolean runs = replay.ended().isEmpty();
            return new State(
                    replay,
                    runs ? "faint" : replay.cancelled() || replay.failed() > 0 ? "warn" : "good",
                    runs ? "running" : replay.cancelled() ? "cancelled" : "done");
        }
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public View show(PageRequest request) {
        MessageFilter filter = MessageFilter.of(request::query);
        String id = request.query("id").orElse("");
        boolean asKept = request.query("as-kept").isPresent();
        boolean chosen = !id.isEmpty() || !filter.isAll();
        Optional<ReplayPlan> plan = chosen && !request.live()
                ? Optional.of(hub.replays().plan(choice(filter, id, asKept, request.zone())))
                : Optional.empty();
        return new View(
                "replays",
                "Replays",
                chosen ? "replay" + (id.isEmpty() ? filter.options() : " " + id) + " --dry-run" : "replay --list",
                new Overview(
                        chosen,
                        id,
                        filter.parts(),
                        asKept,
                        plan,
                        plan.map(ReplayPlan::inWords).orElse(""),
                        hub.replays().all().stream().map(State::of).toList()));
    }

    private static ReplayChoice choice(MessageFilter filter, String id, boolean asKept, ZoneId zone) {
        return new ReplayChoice(
                Optional.of(id).filter(some -> !some.isEmpty()),
                filter.toTrail(zone, TrailFilter.MAX_CHAINS, Optional.empty()),
                asKept);
    }

    @Override
    public List<Act> acts() {
        return List.of(new Act(PATH, this::start), new Act(PATH + "/:number/cancel", this::cancel));
    }

    private String start(PageRequest request, Form form) {
        int perSecond = form.text("per-second").map(ReplaysPage::pace).orElse(USUAL_PER_SECOND);
        String id = form.text("id").orElse("");
        MessageFilter filter = MessageFilter.of(form::text);
        if (id.isEmpty() && filter.isAll()) {
            throw new IllegalArgumentException("Say which messages.");
        }
        ReplayChoice choice = choice(filter, id, form.text("as-kept").isPresent(), request.zone());
        ReplayState begun = hub.replays().start(choice, perSecond, form.by(), form.why());
        return "Replay %d begins: %s.".formatted(begun.number(), Counted.of(begun.of(), "message"));
    }

    private static int pace(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("`%s` a second is no pace. Say a whole number from 1 to %d."
                    .formatted(text, Replays.MAX_PER_SECOND));
        }
        return Integer.parseInt(text);
    }

    private String cancel(PageRequest request, Form form) {
        String number = request.path("number");
        if (!number.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("There is no replay `%s`.".formatted(number));
        }
        hub.replays().cancel(Integer.parseInt(number));
        return "Replay %s sends nothing more.".formatted(number);
    }
}
