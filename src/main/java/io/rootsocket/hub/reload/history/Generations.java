package io.rootsocket.hub.reload.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations, kept on disk: one small JSON file each, and every version of a file once, under its hash. The last
 * {@value #KEPT} are kept. What was added is on disk when the call returns. Safe for several threads.
 */
public final class Generations {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    static final int KEPT = 100;
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final String ENDING = ".json";

    private final Path folder;
    private final Path contents;
    private final List<Generation> all = new ArrayList<>();

    private Generations(Path folder) {
        this.folder = folder;
        this.contents = folder.resolve("files");
    }

    /** Opens what an earlier run has left; a damaged entry is skipped with a warning. */
    public static Generations open(Path folder) {
        var generations = new Generations(folder);
        try {
            PrivateFiles.createFolder(generations.contents);
            generations.readAll();
            return generations;
        } catch (IOException e) {
            throw new UncheckedIOException("The generations in %s cannot be read".formatted(folder), e);
        }
    }

    private void readAll() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                try {
                    all.add(JSON.readValue(file.toFile(), Generation.class));
                } catch (IOException e) {
                    LOG.warn("{} is not a generation and is left out: {}", file, e.getMessage());
                }
            }
        }
        all.sort(Comparator.comparing(Generation::number));
    }

    public synchronized int nextNumber() {
        return all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1;
    }

    /** Keeps a generation and the files that it is made of. */
    public synchronized void add(Generation generation, FolderState state) {
        try {
            for (SourceFile file : state.files().values()) {
                Path kept = contents.resolve(file.hash());
                if (!Files.exists(kept)) {
                    PrivateFiles.replace(kept, file.text().getBytes(StandardCharsets.UTF_8));
                }
            }
            PrivateFiles.replace(path(generation), JSON.writeValueAsBytes(generation));
            all.add(generation);
            prune();
        } catch (IOException e) {
            throw new UncheckedIOException("Generation %d cannot be kept".formatted(generation.number()), e);
        }
    }

    private Path path(Generation generation) {
        return folder.resolve("%08d%s".formatted(generation.number(), ENDING));
    }

    private void prune() throws IOException {
        if (all.size() <= KEPT) {
            return;
        }
        // Never the last that ran, however many were refused since.
        Optional<Generation> running = lastApplied();
        for (Generation old : List.copyOf(all.subList(0, all.size() - KEPT))) {
            if (!running.equals(Optional.of(old))) {
                Files.deleteIfExists(path(old));
                all.remove(old);
            }
        }
        Set<String> needed = new HashSet<>();
        all.forEach(generation -> needed.addAll(generation.files().values()));
        try (Stream<Path> files = Files.list(contents)) {
            for (Path file : files.toList()) {
                if (!needed.contains(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** The oldest first. */
    public synchronized List<Generation> all() {
        return List.copyOf(all);
    }

    public synchronized Optional<Generation> lastApplied() {
        return last(Generation::wasApplied);
    }

    private Optional<Generation> last(java.util.function.Predicate<Generation> which) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (which.test(all.get(i))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    public synchronized Optional<Generation> numbered(int number) {
        return last(generation -> generation.number() == number);
    }

    /** The files of a generation, as they were. */
    public FolderState state(Generation generation) {
        return FolderState.of(generation.files().entrySet().stream()
                .map(file -> SourceFile.of(file.getKey(), content(file.getValue())))
                .toList());
    }

    private byte[] content(String hash) {
        try {
            return Files.readAllBytes(contents.resolve(hash));
        } catch (IOException e) {
            throw new UncheckedIOException("A kept file cannot be read", e);
        }
    }

    /** What a generation changed against the one that ran before it, as a unified diff. */
    public String diff(Generation generation) {
        return UnifiedDiff.of(before(generation), state(generation));
    }

    /** Which files a generation changed, each with {@code +}, {@code -} or {@code ~} before its name. */
    public List<String> changedFiles(Generation generation) {
        return UnifiedDiff.files(before(generation), state(generation));
    }

    private synchronized FolderState before(Generation generation) {
        return last(older -> older.wasApplied() && older.number() < generation.number())
                .map(this::state)
                .orElse(FolderState.EMPTY);
    }
}
