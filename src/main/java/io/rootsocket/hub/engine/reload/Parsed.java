package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.RouteProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The pieces of each file; a file that did not change is not parsed again. For one thread at a time. */
final class Parsed {

    private final RouteProblems problems;
    private Map<String, ParsedFile> files = new HashMap<>();

    Parsed(RouteProblems problems) {
        this.problems = problems;
    }

    private record ParsedFile(String hash, List<Piece> pieces) {}

    /** What a state of the folder comes to. */
    record Result(List<Piece> pieces, Map<String, RouteProblem> problems) {}

    /** The pieces of the files that are YAML, and what is wrong with the others, by file. */
    Result of(FolderState state) {
        var now = new HashMap<String, ParsedFile>();
        var pieces = new ArrayList<Piece>();
        var broken = new HashMap<String, RouteProblem>();
        for (SourceFile file : state.files().values()) {
            try {
                ParsedFile known = files.get(file.name());
                ParsedFile parsed = known != null && known.hash().equals(file.hash()) ? known : parse(file);
                now.put(file.name(), parsed);
                pieces.addAll(parsed.pieces());
            } catch (YamlEngineException | IllegalArgumentException e) {
                broken.put(file.name(), problems.of(file, e));
            }
        }
        files = now;
        return new Result(pieces, broken);
    }

    private static ParsedFile parse(SourceFile file) {
        if (file.isProperties()) {
            FolderState.of(List.of(file)).properties();
            return new ParsedFile(file.hash(), List.of());
        }
        List<Piece> pieces = PieceReader.read(file);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("The file holds no route.");
        }
        return new ParsedFile(file.hash(), pieces);
    }
}
