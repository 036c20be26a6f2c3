package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.SettingsFile;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pieces of each file; a file that did not change is not parsed again. For one thread at a time. */
public final class ParsedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ParsedFiles.class);

    private final Path folder;
    private Map<String, ParsedFile> files = new HashMap<>();

    public ParsedFiles(Path folder) {
        this.folder = folder;
    }

    private record ParsedFile(String hash, List<Piece> pieces, Optional<RouteProblem> problem) {}

    /** What a state of the folder comes to. */
    public record Result(List<Piece> pieces, Map<String, RouteProblem> problems) {}

    /** The pieces of the files that are YAML, and what is wrong with the others, by file. */
    public Result of(FolderState state) {
        var now = new HashMap<String, ParsedFile>();
        var pieces = new ArrayList<Piece>();
        var broken = new HashMap<String, RouteProblem>();
        for (SourceFile file : state.files().values()) {
            ParsedFile known = files.get(file.name());
            ParsedFile parsed = known != null && known.hash().equals(file.hash()) ? known : parse(file);
            now.put(file.name(), parsed);
            pieces.addAll(parsed.pieces());
            parsed.problem().ifPresent(problem -> broken.put(file.name(), problem));
        }
        files = now;
        return new Result(pieces, broken);
    }

    /** Whatever goes wrong, be it that the stack is too small, is the failure of this file alone. */
    private ParsedFile parse(SourceFile file) {
        try {
            if (file.isCalendar()) {
                // Read by the schedules that name it; whoever cannot read it says so.
                return new ParsedFile(file.hash(), List.of(), Optional.empty());
            }
            return file.isProperties() ? settings(file) : yaml(file);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.debug("{} cannot be read", file.name(), e);
            return odd(
                    file,
                    new OddFile(
                            1,
                            "It cannot be read (%s).".formatted(e.getClass().getSimpleName()),
                            "Split it, or write it flatter."));
        }
    }

    private ParsedFile yaml(SourceFile file) {
        var yaml = RouteYaml.of(file.in(folder));
        return new ParsedFile(
                file.hash(),
                yaml.root().map(root -> PieceReader.read(file, root)).orElse(List.of()),
                yaml.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .findFirst()
                        .map(RouteProblems::of));
    }

    private ParsedFile settings(SourceFile file) {
        if (file.odd().isPresent()) {
            return odd(file, file.odd().get());
        }
        try {
            SettingsFile.parse(folder.resolve(file.name()), file.text());
            return new ParsedFile(file.hash(), List.of(), Optional.empty());
        } catch (OddFileException e) {
            return odd(file, e.odd());
        }
    }

    private ParsedFile odd(SourceFile file, OddFile odd) {
        var problem = new RouteProblem(
                folder.resolve(file.name()), OptionalInt.of(odd.line()), odd.message(), Optional.of(odd.suggestion()));
        return new ParsedFile(file.hash(), List.of(), Optional.of(problem));
    }
}
