package io.rootsocket.hub.http;

import io.vertx.core.Handler;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.web.RoutingContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers an admin request with a file that is made for it, and deletes that. Failures are answered by {@link JsonAnswer}. */
public final class FileAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(FileAnswer.class);

    private FileAnswer() {}

    /** What is asked of the hub. */
    @FunctionalInterface
    public interface Question {

        /** Makes the file; may hold its thread. */
        MadeFile answer(RoutingContext request) throws Exception;
    }

    /** A file that is there for one answer, until it is closed. */
    public interface MadeFile extends Closeable {

        Path path();
    }

    /** A handler that answers with what {@code question} makes. */
    public static Handler<RoutingContext> of(Question question) {
        return JsonAnswer.orElse(request -> send(request, question.answer(request)));
    }

    /** Piece by piece, so that whoever takes them slowly is seen to take them. */
    private static void send(RoutingContext request, MadeFile file) {
        request.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Length", String.valueOf(file.path().toFile().length()));
        request.vertx()
                .fileSystem()
                .open(file.path().toString(), new OpenOptions().setWrite(false).setCreate(false))
                .compose(open -> open.pipeTo(request.response()))
                .onComplete(done -> {
                    if (done.failed()) {
                        LOG.debug("{} was not taken to its end", request.normalizedPath(), done.cause());
                        request.response().reset();
                    }
                    delete(file);
                });
    }

    private static void delete(MadeFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file.path(), e.toString());
        }
    }
}
