package io.rootsocket.hub.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.SourceFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which edits are left together, and which are taken. */
class TargetTest {

    private static final Path FOLDER = Path.of("routes");

    private final Map<String, String> before = new HashMap<>();
    private final Map<String, String> wanted = new HashMap<>();

    private static FolderState state(Map<String, String> files) {
        return FolderState.of(files.entrySet().stream()
                .map(file -> SourceFile.of(file.getKey(), file.getValue().getBytes(UTF_8)))
                .toList());
    }

    private void edited(String name, String from, String to) {
        before.put(name, from);
        wanted.put(name, to);
    }

    /** The edits that are not taken when one file is wrong. */
    private Set<String> leftWith(String wrong) {
        var target = new Target(FOLDER, state(before), state(wanted));
        target.leave(Map.of(wrong, mistake(wrong)));
        var names = new HashMap<>(before);
        names.putAll(wanted);
        FolderState whole = state(wanted);
        return names.keySet().stream()
                .filter(name -> !target.state().file(name).equals(whole.file(name)))
                .collect(Collectors.toSet());
    }

    private static List<RefusedFile> mistake(String file) {
        return List.of(RefusedFile.whole(new RouteProblem(FOLDER.resolve(file), OptionalInt.empty(), "wrong")));
    }

    private static String route(String id, String from, String to) {
        return "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        - to: %s\n"
                .formatted(id, from, to);
    }

    @Test
    void takesWhatHasNothingToDoWithTheWrongFile() {
        edited("wrong.yaml", route("wrong", "timer:w", "log:1"), route("wrong", "timer:w", "log:2"));
        edited("good.yaml", route("good", "timer:g", "log:wrong"), route("good", "timer:g", "log:good"));
        wanted.put("new.yaml", route("new", "timer:n", "log:n"));

        assertThat(leftWith("wrong.yaml")).containsExactly("wrong.yaml");
    }

    @Test
    void leavesWhatCallsTheWrongFileAndWhatCallsThat() {
        edited("sub.yaml", route("sub", "direct:sub", "log:1"), route("sub", "direct:sub", "log:2"));
        edited(
                "caller.yaml",
                route("caller", "direct:caller", "log:1"),
                route("caller", "direct:caller", "direct:sub"));
        edited(
                "outer.yaml",
                route("outer", "timer:o", "direct:caller"),
                route("outer", "timer:o", "direct:caller?block=true"));

        assertThat(leftWith("sub.yaml")).containsExactlyInAnyOrder("sub.yaml", "caller.yaml", "outer.yaml");
        assertThat(leftWith("outer.yaml")).containsExactly("outer.yaml");
    }

    @Test
    void knowsACallInItsLongForm() {
        edited("sub.yaml", route("sub", "direct:sub", "log:1"), route("sub", "direct:sub", "log:2"));
        edited(
                "caller.yaml",
                route("caller", "timer:c", "log:1"),
                route("caller", "timer:c", "{uri: direct, parameters: {name: sub}}"));

        assertThat(leftWith("sub.yaml")).containsExactlyInAnyOrder("sub.yaml", "caller.yaml");
    }

    @Test
    void saysThatANewFileDoesNotRunYetAndThatAnEditWaits() {
        edited("sub.yaml", route("sub", "direct:sub", "log:1"), route("sub", "direct:sub", "log:2"));
        edited("caller.yaml", route("caller", "timer:c", "log:1"), route("caller", "timer:c", "direct:sub"));
        wanted.put("new.yaml", route("new", "timer:n", "direct:sub"));
        var target = new Target(FOLDER, state(before), state(wanted));
        target.leave(Map.of("sub.yaml", mistake("sub.yaml")));

        assertThat(Objects.requireNonNull(target.left().get("caller.yaml"))
                        .get(0)
                        .problem()
                        .toString())
                .contains("This edit waits");
        assertThat(Objects.requireNonNull(target.left().get("new.yaml"))
                        .get(0)
                        .problem()
                        .toString())
                .contains("The file does not run yet, as it belongs to what is wrong in `sub.yaml`.")
                .contains("Mend `sub.yaml`, and both run.")
                .doesNotContain("edit");
    }

    @Test
    void leavesWhatUsesAKameletThatIsBroken() {
        String kamelet =
                "apiVersion: camel.apache.org/v1\nkind: Kamelet\nmetadata: {name: greet}\nspec: {title: one}\n";
        edited("kamelets/greet.kamelet.yaml", kamelet, "garbage: [");
        wanted.put("user.yaml", route("user", "timer:u", "kamelet:greet?name=x"));

        assertThat(leftWith("kamelets/greet.kamelet.yaml"))
                .containsExactlyInAnyOrder("kamelets/greet.kamelet.yaml", "user.yaml");
        before.remove("kamelets/greet.kamelet.yaml");
        assertThat(leftWith("kamelets/greet.kamelet.yaml"))
                .containsExactlyInAnyOrder("kamelets/greet.kamelet.yaml", "user.yaml");
    }

    @Test
    void leavesWhatUsesTheWrongKamelet() {
        String kamelet = "apiVersion: camel.apache.org/v1\nkind: Kamelet\nmetadata: {name: greet}\nspec: {title: %s}\n";
        edited("kamelets/greet.kamelet.yaml", kamelet.formatted("one"), kamelet.formatted("two"));
        edited("user.yaml", route("user", "timer:u", "log:1"), route("user", "timer:u", "kamelet:greet?name=x"));
        edited("other.yaml", route("other", "timer:o", "kamelet:greet-more"), route("other", "timer:o", "log:greet"));

        assertThat(leftWith("kamelets/greet.kamelet.yaml"))
                .containsExactlyInAnyOrder("kamelets/greet.kamelet.yaml", "user.yaml");
        assertThat(leftWith("user.yaml")).containsExactly("user.yaml");
    }

    @Test
    void losesNoRouteThatMovesIntoAWrongFile() {
        String moving = route("moving", "timer:m", "log:m");
        edited("from.yaml", moving + route("stays", "timer:s", "log:s"), route("stays", "timer:s", "log:s"));
        wanted.put("wrong.yaml", moving);
        assertThat(leftWith("wrong.yaml")).containsExactlyInAnyOrder("wrong.yaml", "from.yaml");

        wanted.put("wrong.yaml", moving + "- no yaml: [\n");
        assertThat(leftWith("wrong.yaml")).containsExactlyInAnyOrder("wrong.yaml", "from.yaml");
    }

    @Test
    void runsARouteTwiceNeitherThatMovesOutOfAWrongFile() {
        String moving = route("moving", "timer:m", "log:m");
        edited("wrong.yaml", moving, route("other", "timer:o", "log:o"));
        wanted.put("to.yaml", moving);

        assertThat(leftWith("wrong.yaml")).containsExactlyInAnyOrder("wrong.yaml", "to.yaml");
    }

    @Test
    void knowsARenamedFileByWhatStartsItsRoutes() {
        before.put("old-name.yaml", "- from:\n    uri: timer:x?period=5000\n    steps:\n      - to: log:1\n");
        wanted.put("new-name.yaml", "- from:\n    uri: timer:x?period=5000\n    steps:\n      - to: log:2\n");

        assertThat(leftWith("new-name.yaml")).containsExactlyInAnyOrder("new-name.yaml", "old-name.yaml");
    }

    @Test
    void holdsAnEditAgainstWhatAnUntouchedFileSuffersFrom() {
        before.put("caller.yaml", route("caller", "timer:c", "direct:sub"));
        wanted.put("caller.yaml", route("caller", "timer:c", "direct:sub"));
        before.put("sub.yaml", route("sub", "direct:sub", "log:1"));
        wanted.put("good.yaml", route("good", "timer:g", "log:g"));

        assertThat(leftWith("caller.yaml")).containsExactly("sub.yaml");
    }

    @Test
    void leavesOfTheSettingsWhatAWrongFileUses() {
        edited("application.properties", "a=1\nb=1\n", "a=2\nb=1\n");
        edited("uses.yaml", route("uses", "timer:u", "log:1"), route("uses", "timer:u", "log:{{a}}"));
        edited("uses-not.yaml", route("uses-not", "timer:n", "log:1"), route("uses-not", "timer:n", "log:{{b}}"));

        assertThat(leftWith("application.properties")).containsExactlyInAnyOrder("application.properties", "uses.yaml");
        assertThat(leftWith("uses.yaml")).containsExactly("uses.yaml");
    }

    @Test
    void leavesEverythingWithAWrongConfigurationForAll() {
        edited(
                "all.yaml",
                "- routeConfiguration:\n    onException: []\n",
                "- routeConfiguration:\n    intercept: []\n");
        edited("good.yaml", route("good", "timer:g", "log:1"), route("good", "timer:g", "log:2"));

        assertThat(leftWith("all.yaml")).containsExactlyInAnyOrder("all.yaml", "good.yaml");
    }

    private static String message(Target target, String file) {
        return Objects.requireNonNull(target.left().get(file)).get(0).problem().message();
    }

    @Test
    void saysOfEachFileWhyItIsLeft() {
        edited("sub.yaml", route("sub", "direct:sub", "log:1"), route("sub", "direct:sub", "log:2"));
        edited("caller.yaml", route("caller", "timer:c", "log:1"), route("caller", "timer:c", "direct:sub"));
        before.put("gone.yaml", route("gone", "timer:g", "direct:sub"));
        var target = new Target(FOLDER, state(before), state(wanted));

        target.leave(Map.of("sub.yaml", mistake("sub.yaml")));

        assertThat(target.left().get("sub.yaml")).isEqualTo(mistake("sub.yaml"));
        assertThat(message(target, "caller.yaml")).contains("waits", "`sub.yaml`");
        assertThat(message(target, "gone.yaml")).contains("gone", "`sub.yaml`");

        target.leave(Map.of("caller.yaml", mistake("caller.yaml")));
        assertThat(target.left().get("caller.yaml")).isEqualTo(mistake("caller.yaml"));
    }
}
