package io.rootsocket.hub.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.support.ResourceSupport;

/** A piece as Camel reads it. Each route keeps the resource that it came of: this has no second copy of the text. Immutable. */
final class PieceResource extends ResourceSupport {

    private final Piece piece;

    PieceResource(Path folder, Piece piece) {
        super("mem", "file:" + folder.resolve(SourceFile.nameForCamel(piece.file())));
        this.piece = piece;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(piece.yamlInPlace().getBytes(UTF_8));
    }
}
