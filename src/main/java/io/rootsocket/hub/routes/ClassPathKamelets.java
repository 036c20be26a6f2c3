package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.yaml.RouteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kamelets that nobody has to copy into the folder: the hub's own, and those of jars in {@code ext/}. A kamelet of the
 * same name in the folder wins. Safe for threads.
 */
public final class ClassPathKamelets {

    /** Those of the class path that the hub runs with. */
    public static final ClassPathKamelets ON_BOARD = new ClassPathKamelets(ClassPathKamelets.class.getClassLoader());

    private static final String PLACE = "classpath:kamelets";
    private static final String SUFFIX = ".kamelet.yaml";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]*";

    private final ClassLoader loader;
    private final Map<String, Optional<RouteSource>> found = new ConcurrentHashMap<>();
    private Optional<Set<String>> names = Optional.empty();

    ClassPathKamelets(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Where Camel looks for kamelets, first in the folder.
     *
     * @param routes the folder of routes
     */
    public static String location(Path routes) {
        // Camel takes a comma for the end of a place, and decodes each as it does a URI.
        String folder = routes.resolve("kamelets")
                .toString()
                .replace("%", "%25")
                .replace("+", "%2B")
                .replace(",", "%2C");
        return "file:" + folder + "," + PLACE;
    }

    /** Whether that is no file of the folder, but one of these. */
    public static boolean isOne(Path file) {
        return file.startsWith(PLACE);
    }

    /** The kamelet of that name; empty if there is none. */
    public Optional<RouteSource> find(String name) {
        return name.matches(NAME) ? found.computeIfAbsent(name, this::read) : Optional.empty();
    }

    private Optional<RouteSource> read(String name) {
        try (InputStream in = loader.getResourceAsStream("kamelets/" + name + SUFFIX)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new RouteSource(
                            Path.of(PLACE, name + SUFFIX), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("The kamelet `%s` cannot be read from the class path".formatted(name), e);
        }
    }

    /** The names of all of them. */
    public synchronized Set<String> names() {
        if (names.isEmpty()) {
            names = Optional.of(Collections.unmodifiableSet(listed()));
        }
        return names.get();
    }

    private Set<String> listed() {
        try {
            var all = new TreeSet<String>();
            for (URL folder : Collections.list(loader.getResources("kamelets/"))) {
                files(folder).stream()
                        .filter(file -> file.endsWith(SUFFIX))
                        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                        .forEach(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("The kamelets of the class path cannot be listed", e);
        }
    }

    private static List<String> files(URL folder) throws IOException {
        URLConnection connection = folder.openConnection();
        if (connection instanceof JarURLConnection jar) {
            // Else it would be shared with, and closed under, who reads classes from it.
            jar.setUseCaches(false);
            try (var file = jar.getJarFile()) {
                return file.stream()
                        .map(JarEntry::getName)
                        .filter(entry -> entry.matches("kamelets/[^/]+"))
                        .map(entry -> entry.substring("kamelets/".length()))
                        .toList();
            }
        }
        var files = new ArrayList<String>();
        try (Stream<Path> children = Files.list(Path.of(URI.create(folder.toString())))) {
            children.forEach(child -> files.add(String.valueOf(child.getFileName())));
        }
        return files;
    }

    /** Those whose name stands somewhere in a text; that it names the kamelet is not sure. */
    public List<RouteSource> mentionedIn(String text) {
        Set<String> words = Stream.of(text.split("[^A-Za-z0-9_.-]+")).collect(Collectors.toSet());
        return names().stream()
                .filter(words::contains)
                .flatMap(name -> find(name).stream())
                .toList();
    }
}
