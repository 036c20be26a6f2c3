package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.RouteProblem;
import io.rootsocket.hub.engine.validate.RouteYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The pieces of each file; a file that did not change is not parsed again. For one thread at a time. */
final class Parsed {

    private final Path folder;
    private Map<String, ParsedFile> files = new HashMap<>();

    Parsed(Path folder) {
        this.folder = folder;
    }

    private record ParsedFile(String hash, List<Piece> pieces, Optional<RouteProblem> problem) {}

    /** What a state of the folder comes to. */
    record Result(List<Piece> pieces, Map<String, RouteProblem> problems) {}

    /** The pieces of the files that are YAML, and what is wrong with the others, by file. */
    Result of(FolderState state) {
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

    private ParsedFile parse(SourceFile file) {
        if (file.isProperties()) {
            return new ParsedFile(file.hash(), List.of(), settingsProblem(file));
        }
        var yaml = RouteYaml.of(file.in(folder));
        return new ParsedFile(
                file.hash(),
                yaml.root().map(root -> PieceReader.read(file, root)).orElse(List.of()),
                yaml.findings().stream().findFirst().map(RouteProblems::of));
    }

    private Optional<RouteProblem> settingsProblem(SourceFile file) {
        try {
            FolderState.of(List.of(file)).properties();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new RouteProblem(folder.resolve(file.name()), OptionalInt.empty(), String.valueOf(e.getMessage())));
        }
    }
}
