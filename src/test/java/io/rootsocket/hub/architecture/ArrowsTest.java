package io.rootsocket.hub.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.rootsocket.hub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    private static final String HUB = "io.rootsocket.hub.";
    private static final Path SOURCES = Path.of("src/main/java/io/rootsocket/hub");
    private static final Path MAP = SOURCES.resolve("package-info.java");
    private static final Pattern ROOM = Pattern.compile("\\{@code ([a-z.]+)}");
    private static final Path PICTURE = Path.of("src/main/docs/images/rooms.svg");
    private static final Pattern LABEL = Pattern.compile("<text x.*>([a-z]+)</text>");

    /** Every room and all that it imports of ours. */
    private static final String ARROWS = """
            files ->
            firewall ->
            intake ->
            protocol ->
            schedule.nodes ->
            text ->
            log -> text
            trail.redaction ->
            trail -> trail.redaction
            broker.body ->
            broker -> broker.body, files, text
            cli.screen -> text
            tracing -> delivery, outbox.message, protocol, settings
            component.http -> protocol
            schedule.timetable -> files, text
            settings -> firewall, text
            component -> component.http, protocol
            broker.consumer -> broker
            failure.queue -> broker, broker.body, text
            webhook.awaited -> component, webhook
            http -> settings
            backup -> files, http, protocol, settings
            outbox.message -> broker, protocol
            routes.finding -> files, settings, text
            schedule.ledger -> schedule.timetable
            deadletters -> broker, broker.body, files, outbox.message, protocol, text
            routes.yaml -> files, routes.finding
            trail.store -> files, schedule.ledger, trail
            sandbox -> http, protocol
            schedule.store -> schedule.ledger, schedule.nodes, schedule.timetable
            outbox -> broker, broker.consumer, deadletters, log, outbox.message, protocol
            alarm -> schedule, schedule.ledger, schedule.timetable, text
            schedule -> schedule.backfill, schedule.ledger, schedule.nodes, schedule.store, schedule.timetable, text
            schedule.backfill -> schedule.ledger, schedule.timetable, text
            validate.flow -> routes.finding, routes.yaml
            validate.schema -> protocol, routes.finding, routes.yaml, text
            routes.graph -> protocol, routes, routes.yaml, settings, text
            webhook -> deadletters, firewall, http, protocol, settings
            failure -> broker, component, deadletters, failure.queue, firewall, intake, outbox.message, protocol, schedule, settings, text, webhook, webhook.awaited
            routes.refusal -> routes.yaml, schedule, text
            changes -> failure, schedule
            trail.capture -> deadletters, failure, protocol, schedule, text, trail, webhook
            delivery -> broker, component, deadletters, failure, outbox, outbox.message, protocol, schedule, schedule.ledger, text, trail, trail.capture
            routes -> files, routes.finding, routes.refusal, routes.yaml, schedule.timetable, settings, text
            polling -> changes, failure, schedule, text, webhook, webhook.awaited
            reload.history -> files, routes, routes.yaml, settings
            validate -> files, protocol, routes, routes.finding, routes.refusal, routes.yaml, schedule.timetable, settings, text, validate.flow, validate.schema, webhook
            console.api -> deadletters, reload.history, schedule.backfill, trail, trail.capture
            replay -> failure, reload, routes, routetest, trail
            reload -> failure, files, reload.history, routes, routes.finding, routes.yaml, schedule, settings, text, validate
            routetest -> alarm, changes, component, failure, files, firewall, polling, protocol, routes, routes.yaml, schedule, schedule.ledger, schedule.timetable, settings, text, trail, webhook
            hub -> alarm, backup, broker, changes, component, deadletters, delivery, failure, failure.queue, files, firewall, intake, log, outbox, polling, reload, replay, routes, schedule, schedule.backfill, schedule.ledger, schedule.timetable, settings, text, tracing, trail, trail.capture, trail.redaction, trail.store, webhook.awaited
            cli.invocation -> broker, cli.screen, component, files, http, hub, protocol, routetest, sandbox, settings
            console.html -> http, hub, text, trail
            console.pages -> alarm, console.api, console.html, deadletters, failure, hub, outbox, protocol, reload, reload.history, replay, routes, routes.graph, schedule, schedule.backfill, schedule.ledger, schedule.timetable, settings, text, trail
            console -> alarm, backup, broker, console.api, console.html, console.pages, deadletters, files, http, hub, log, outbox, reload, reload.history, replay, routetest, settings, text, trail, trail.capture, webhook
            cli.alarms -> alarm, cli.invocation, cli.screen, text
            cli.deadletters -> broker, cli.invocation, cli.screen, console.api, deadletters, http, hub, text
            cli.doctor -> broker, cli.invocation, component, console.api, hub, outbox, reload.history, routes, routes.finding, schedule.ledger, settings, text, trail, validate
            cli.messages -> cli.invocation, cli.screen, console.api, http, replay, text, trail
            cli.schedules -> cli.invocation, cli.screen, console.api, hub, routes, routetest, schedule, schedule.backfill, schedule.ledger, schedule.timetable, text
            cli -> backup, cli.alarms, cli.deadletters, cli.doctor, cli.invocation, cli.messages, cli.schedules, cli.screen, component, console, console.api, deadletters, failure, files, http, hub, log, reload, reload.history, replay, routes, routes.finding, routes.graph, routetest, sandbox, schedule, settings, text, validate, validate.schema
            """;

    @ArchTest
    static void everyArrowIsListedAndIsThere(JavaClasses classes) {
        Map<String, TreeSet<String>> arrows = new TreeMap<>();
        for (JavaClass type : classes) {
            var targets = arrows.computeIfAbsent(room(type), room -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(HUB))
                    .map(ArrowsTest::room)
                    .filter(target -> !target.equals(room(type)))
                    .forEach(targets::add);
        }
        // The hub's root has its map, and no class.
        arrows.remove("");

        assertThat(arrows.entrySet().stream()
                        .map(room -> "%s -> %s"
                                .formatted(room.getKey(), String.join(", ", room.getValue()))
                                .strip()))
                .containsExactlyInAnyOrderElementsOf(
                        ARROWS.lines().map(String::strip).collect(Collectors.toList()));
    }

    /** The picture of the manual has each room in a layer, and what a room uses is not above it. */
    @ArchTest
    static void thePictureHasEachRoomAndNoArrowLeadsUp(JavaClasses classes) throws IOException {
        Map<String, Integer> layers = new HashMap<>();
        int layer = 0;
        for (String line : Files.readAllLines(PICTURE)) {
            Matcher text = LABEL.matcher(line);
            if (line.startsWith("<rect class=\"g\"")) {
                layer--;
            } else if (text.matches()) {
                layers.put(text.group(1), layer);
            }
        }
        Map<String, List<String>> arrows = ARROWS.lines()
                .map(line -> line.split(" ->"))
                .collect(Collectors.toMap(
                        arrow -> arrow[0],
                        arrow -> arrow.length == 1
                                ? List.of()
                                : List.of(arrow[1].strip().split(", "))));

        assertThat(arrows.keySet().stream().filter(room -> !room.contains(".")))
                .containsExactlyInAnyOrderElementsOf(layers.keySet());
        arrows.forEach((room, used) -> used.stream()
                .filter(target -> layers.containsKey(room) && layers.containsKey(target))
                .forEach(target -> assertThat(layers.get(target))
                        .as("%s -> %s leads down or sideways", room, target)
                        .isLessThanOrEqualTo(layers.get(room))));
    }

    /** The map in the root's own page has every room, and what one uses is above it or beside it. */
    @ArchTest
    static void theMapLeadsFromTheInsideOut(JavaClasses classes) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        String page = Files.readString(MAP).replaceAll("\\s*\n \\* +", " ");
        int place = 0;
        for (String entry : page.split("<dl>")[0].split("<li>")) {
            Matcher room = ROOM.matcher(entry);
            place++;
            while (room.find()) {
                places.putIfAbsent(room.group(1), place);
            }
        }

        ARROWS.lines().map(line -> line.split(" ->")).forEach(arrow -> {
            assertThat(places).containsKey(arrow[0]);
            Stream.of(arrow)
                    .skip(1)
                    .flatMap(targets -> Stream.of(targets.strip().split(", ")))
                    .forEach(target -> assertThat(places.get(target))
                            .as("%s, which %s uses, is above it", target, arrow[0])
                            .isLessThanOrEqualTo(places.get(arrow[0])));
        });
    }

    /** Past that, look for the second room in it; {@code cli} has one class for each command. */
    @ArchTest
    static void noRoomIsTooLargeToFindOnesWayIn(JavaClasses classes) throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES).filter(Files::isDirectory)) {
            for (Path room : folders.toList()) {
                try (Stream<Path> files = Files.list(room).filter(Files::isRegularFile)) {
                    List<Path> types = files.filter(
                                    file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                            .toList();
                    long lines = 0;
                    for (Path type : types) {
                        lines += Files.readAllLines(type).size();
                    }
                    assertThat(lines).as("lines of %s", room).isLessThanOrEqualTo(4_000);
                    if (!room.endsWith("cli")) {
                        assertThat(types).as("types of %s", room).hasSizeLessThanOrEqualTo(40);
                    }
                }
            }
        }
    }

    /** Who searches for a name finds one type; two of them in one file would need their whole names besides. */
    @ArchTest
    static void noTwoTypesHaveOneName(JavaClasses classes) {
        Map<String, List<String>> places = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));

        assertThat(places.entrySet())
                .filteredOn(place -> place.getValue().size() > 1)
                .isEmpty();
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(HUB) ? name.substring(HUB.length()) : "";
    }

    @ArchTest
    static final ArchRule noRoomLeadsBackToItself =
            slices().matching(HUB + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule quartzStaysInSchedule = staysIn("org.quartz..", "schedule..");

    @ArchTest
    static final ArchRule artemisStaysInTheBroker = staysIn("org.apache.activemq.artemis..", "broker..");

    @ArchTest
    static final ArchRule picocliStaysInCli = staysIn("picocli..", "cli..");

    @ArchTest
    static final ArchRule vertxStaysInTheServers = noClasses()
            .that()
            .resideOutsideOfPackages(HUB + "sandbox..", HUB + "console..", HUB + "webhook..", HUB + "http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..");

    /** Who may ask this machine what time it is, beside commands and what assembles a hub. */
    private static final Map<String, String> OWN_CLOCK = Map.of(
            "component.RootSocketComponent", "Camel makes it, with what suits everybody",
            "webhook.WebhookSignature", "the same",
            "sandbox.SandboxSettings", "defaults",
            "schedule.store.TriggerBatch", "goes by Quartz' time, which is this machine's",
            "schedule.store.DatabaseTimeDelegate", "compares this machine's with the database's",
            "schedule.ledger.DamagedDatabase", "the name of a file that is moved away",
            "broker.EmbeddedBroker", "the same, and when a count was begun",
            "broker.consumer.LocalConsumer", "from when a message counts as given back",
            "broker.LocalProducer", "what Artemis' own client writes into a message",
            "routes.RouteSources", "reads a folder once");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages(HUB + "hub", HUB + "cli..", HUB + "console.html", HUB + "backup")
            .and(describe(
                    "have no reason to have a clock of their own",
                    type -> !OWN_CLOCK.containsKey(type.getName().replace(HUB, ""))))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    /** The machine of the lanes alone changes what a lane is doing. */
    @ArchTest
    static final ArchRule onlyTheMachineMovesALane = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(HUB + "outbox.ReadyLanes")
            .should()
            .callMethod(HUB + "outbox.Lane", "become", HUB + "outbox.LaneState", "int");

    @ArchTest
    static final ArchRule namesSayWhatAThingIsFor = classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Impl|Manager|Service)")
            .andShould()
            .resideOutsideOfPackages("..util..", "..common..", "..helper..", "..impl..");

    private static ArchRule staysIn(String library, String home) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(HUB + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
