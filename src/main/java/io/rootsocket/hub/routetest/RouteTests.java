package io.rootsocket.hub.routetest;

import io.rootsocket.hub.routes.FolderReader;
import io.rootsocket.hub.routetest.TestFile.Case;
import io.rootsocket.hub.routetest.TestFile.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs files of tests. Each test has a hub of its own, in this process; nothing leaves it. */
public final class RouteTests {

    private static final String ENDING = ".test.yaml";

    private final Path routes;

    /** @param routes the folder of routes; its tests are in {@code tests} */
    public RouteTests(Path routes) {
        this.routes = routes;
    }

    /**
     * The files of tests of the folder, in the order of their names.
     *
     * @throws IOException if the folder cannot be read
     */
    public List<Path> files() throws IOException {
        Path folder = routes.resolve("tests");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Runs the tests of a file.
     *
     * @throws IOException if the file cannot be read
     * @throws UnreadableTestException if it is not a file of tests
     */
    public List<TestOutcome> run(Path file) throws IOException {
        TestFile tests = TestFile.read(file);
        List<Path> tested = tested(file, tests);
        var outcomes = new ArrayList<TestOutcome>();
        for (Case test : tests.tests()) {
            long start = System.nanoTime();
            List<String> failure = run(test, tests, tested);
            outcomes.add(new TestOutcome(file, test.name(), failure, Duration.ofNanos(System.nanoTime() - start)));
        }
        return outcomes;
    }

    private List<Path> tested(Path file, TestFile tests) {
        List<Path> tested = tests.routes().isEmpty()
                ? List.of(sameName(file))
                : tests.routes().stream().map(routes::resolve).toList();
        for (Path route : tested) {
            if (!Files.isRegularFile(route)) {
                throw new UnreadableTestException(
                        "%s tests %s, and there is no such file. Name the right one with `routes:`."
                                .formatted(file, route));
            }
        }
        return tested;
    }

    /** The file of routes that a file of tests goes by, in the folder within the routes that it has within the tests. */
    private Path sameName(Path file) {
        Path folder = routes.resolve("tests").toAbsolutePath().normalize();
        Path test = file.toAbsolutePath().normalize();
        Path within = test.startsWith(folder) ? folder.relativize(test) : test.getFileName();
        String name = within.toString().substring(0, within.toString().length() - ENDING.length());
        Path yml = routes.resolve(name + ".yml");
        return Files.isRegularFile(yml) ? yml : routes.resolve(name + ".yaml");
    }

    private List<String> run(Case test, TestFile tests, List<Path> tested) throws IOException {
        Path folder = Files.createTempDirectory("hub-test");
        var rootSocket = new RecordedRootSocket(test.failures());
        try (var bench = new TestBench(folder, rootSocket, test.answers())) {
            bench.start(routes, FolderReader.some(routes, tested), tests.settings());
            for (Given given : test.given()) {
                bench.give(given);
            }
            List<String> difference = new ArrayList<>(Comparison.of(test.expect(), bench));
            if (rootSocket.faultsLeft() > 0) {
                difference.add("  %d of the failures did not come about".formatted(rootSocket.faultsLeft()));
            }
            bench.unasked()
                    .forEach(address ->
                            difference.add("  nobody has asked `%s`, which was to answer".formatted(address)));
            bench.refused()
                    .forEach(address ->
                            difference.add("  `%s` is on the network, and a test has none".formatted(address)));
            return difference;
        } catch (UnreadableTestException e) {
            throw e;
        } catch (Exception e) {
            return List.of("  the routes did not start: " + why(e));
        } finally {
            delete(folder);
        }
    }

    /** What went wrong at the root of it. */
    public static String why(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage() == null ? root : root.getMessage());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
