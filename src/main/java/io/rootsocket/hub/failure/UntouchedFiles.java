package io.rootsocket.hub.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOnCompletion;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that stay where they are, neither done nor failed. */
final class UntouchedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(UntouchedFiles.class);

    private UntouchedFiles() {}

    /**
     * Leaves the file that an exchange came of. Camel knows done and failed only, so what it would do then is taken away.
     *
     * @return false if a file waits for nothing of this exchange
     */
    static boolean leave(Exchange exchange) {
        var taken = new DefaultExchange(exchange.getContext());
        if (exchange.getUnitOfWork() != null) {
            exchange.getUnitOfWork().handoverSynchronization(taken, GenericFileOnCompletion.class::isInstance);
        }
        List<Synchronization> completions = taken.getExchangeExtension().handoverCompletions();
        if (completions == null || completions.isEmpty()) {
            return false;
        }
        forget(exchange);
        return true;
    }

    /** Whether a file waits for what becomes of an exchange, or of the copy that takes that over from it. */
    static boolean isAwaited(Exchange exchange) {
        var found = new AtomicBoolean();
        if (exchange.getUnitOfWork() != null) {
            exchange.getUnitOfWork().handoverSynchronization(new DefaultExchange(exchange.getContext()), completion -> {
                found.compareAndSet(false, completion instanceof GenericFileOnCompletion);
                return false;
            });
        }
        return found.get();
    }

    /** Or another poll, or the next start, would take the file for one that it has had. */
    private static void forget(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
        if (file == null || !(exchange.getFromEndpoint() instanceof GenericFileEndpoint<?> files)) {
            return;
        }
        String path = file.getAbsoluteFilePath();
        if (files instanceof FileEndpoint) {
            deleteLock(Path.of(path + FileComponent.DEFAULT_LOCK_FILE_POSTFIX));
        }
        files.getInProgressRepository().remove(path);
        IdempotentRepository known = files.getIdempotentRepository();
        if (known != null) {
            known.remove(path);
            known.remove(idempotentKey(exchange, path));
        }
    }

    private static void deleteLock(Path lock) {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            LOG.debug("{} stays; a start deletes it", lock, e);
        }
    }

    private static String idempotentKey(Exchange exchange, String otherwise) {
        @Nullable String key = exchange.getProperty(Exchange.FILE_IDEMPOTENT_KEY, String.class);
        return Objects.requireNonNullElse(key, otherwise);
    }
}
