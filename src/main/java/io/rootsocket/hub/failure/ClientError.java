package io.rootsocket.hub.failure;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.component.RootSocketMessageException;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.firewall.UnusableAddressException;
import io.rootsocket.hub.firewall.UnusableInstructionException;
import io.rootsocket.hub.intake.UnreadableCsvException;
import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.webhook.ExchangeEntry;
import io.rootsocket.hub.webhook.WebhookAnswer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerException;
import javax.xml.xpath.XPathException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Tells what a webhook's caller did wrong from what went wrong in the hub. The caller hears of it and has its message
 * still, so nothing needs to be kept.
 *
 * <p>It is the caller's doing if RootSocket's rules refuse the message, if it chose an address that there is not, or if a
 * step cannot read what came: its body is as it came, be it in one of the parts that a route makes of the whole. What a
 * step has made or a service has answered is not. If something was sent away for it before, the rest of it is kept.
 *
 * @param status the HTTP status that says so
 * @param reason what is wrong, for the caller
 * @param isBegun whether something was sent away for it, so that its caller does not have all of it still
 */
record ClientError(int status, DeadLetter.Reason reason, boolean isBegun) {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    /** What readers of text, numbers, JSON, XML and CSV say of input. */
    private static final List<Class<? extends Exception>> READERS = List.of(
            JsonProcessingException.class,
            SAXException.class,
            XMLStreamException.class,
            XPathException.class,
            TransformerException.class,
            CharacterCodingException.class,
            ZipException.class,
            UnreadableCsvException.class,
            NumberFormatException.class,
            DateTimeException.class,
            ValidationException.class,
            InvalidPayloadException.class,
            NoTypeConversionAvailableException.class,
            TypeConversionException.class);
    /** The same of libraries that only come with a language or a format. */
    private static final Set<String> OTHER_READERS =
            Set.of("com.jayway.jsonpath.JsonPathException", "org.apache.commons.csv.CSVException");

    /** Steps that only look at the message, or hand it to steps of this hub that do. */
    private static final Set<String> LOOKS =
            Set.of("direct", "seda", "log", "kamelet", "validator", "xslt", "language", "dataformat");

    /** Empty if it is not the caller's doing. */
    static Optional<ClientError> of(Exchange exchange, Exception failure) {
        if (Source.of(exchange) != Source.CALLER || FailedExchange.isRecord(exchange)) {
            return Optional.empty();
        }
        if (failure instanceof UnusableAddressException) {
            boolean sent = ExchangeEntry.sent(exchange) > 0;
            return Optional.of(new ClientError(BAD_REQUEST, FailedExchange.reason(failure), sent));
        }
        if (!FailedExchange.isPart(exchange)) {
            if (failure instanceof RootSocketMessageException) {
                return Optional.of(new ClientError(UNPROCESSABLE, FailedExchange.reason(failure), false));
            }
            if (failure instanceof UnusableInstructionException) {
                return Optional.of(new ClientError(BAD_REQUEST, FailedExchange.reason(failure), false));
            }
        }
        return FailedExchange.isAsItCame(exchange) ? unreadable(exchange, failure) : Optional.empty();
    }

    private static Optional<ClientError> unreadable(Exchange exchange, Exception failure) {
        if (failure instanceof GenericFileOperationFailedException
                && exchange.getIn().getBody() == null) {
            return Optional.of(unreadable("it has no body of which the route could make a file.", sent(exchange, 1)));
        }
        return causes(failure)
                .filter(ClientError::isOfAReader)
                .reduce((outer, inner) -> inner)
                .flatMap(reader -> {
                    if (isNoFile(failure, reader)) {
                        return Optional.of(unreadable(words(reader), sent(exchange, 1)));
                    }
                    return onlyLookedAt(exchange)
                            ? Optional.of(unreadable(words(reader), sent(exchange, 0)))
                            : Optional.empty();
                });
    }

    private static ClientError unreadable(String words, boolean sent) {
        var reason = new DeadLetter.Reason(Kind.message, null, null, "The request cannot be used: " + words);
        return new ClientError(BAD_REQUEST, reason, sent);
    }

    private static boolean sent(Exchange exchange, int failed) {
        return ExchangeEntry.sent(exchange) > failed;
    }

    /** Tells the caller; the exchange is settled by that. */
    void tell(Exchange exchange, Exception failure) {
        Source.CALLER.settle(exchange, failure, answer(Optional.empty()), false);
    }

    WebhookAnswer answer(Optional<String> deadLetter) {
        return WebhookAnswer.failed(status, reason, deadLetter);
    }

    /** Whether a component, by its scheme, does no more with a message than look at it. */
    static boolean onlyLooks(String scheme) {
        return LOOKS.contains(scheme);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .map(Throwable.class::cast);
    }

    /** What a reader says of a message that it cannot read, where Camel tells it in words of its own. */
    static Optional<String> saidByAReader(Exception failure) {
        boolean camels = failure.getClass().getName().startsWith("org.apache.camel.");
        return causes(failure)
                .filter(cause -> camels && cause != failure && isOfAReader(cause))
                .reduce((outer, inner) -> inner)
                .map(reader -> "It cannot be read: " + words(reader));
    }

    private static boolean isOfAReader(Throwable failure) {
        return READERS.stream().anyMatch(reader -> reader.isInstance(failure))
                || Stream.<@Nullable Class<?>>iterate(failure.getClass(), type -> type != null, Class::getSuperclass)
                        .anyMatch(type -> type != null && OTHER_READERS.contains(type.getName()));
    }

    private static boolean onlyLookedAt(Exchange exchange) {
        String last = exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT, String.class);
        return last == null || onlyLooks(StringHelper.before(last, ":", last));
    }

    /** Whether it is of a step that would make a file of the body, and can not. */
    private static boolean isNoFile(Exception failure, Throwable reader) {
        return failure instanceof GenericFileOperationFailedException
                && (reader instanceof InvalidPayloadException || reader instanceof NoTypeConversionAvailableException);
    }

    /** Without the Java that Jackson would show, and without the check that the route makes. */
    private static String words(Throwable reader) {
        if (reader instanceof PredicateValidationException) {
            return "it does not pass the route's check.";
        }
        if (reader instanceof NoTypeConversionAvailableException none) {
            return none.getValue() == null
                    ? "a value that the route needs is missing."
                    : "the route needs a value of another type.";
        }
        if (reader instanceof InvalidPayloadException) {
            return "its body is not of a type that the route takes.";
        }
        String said = reader instanceof JsonProcessingException json ? words(json) : reader.getMessage();
        String words = OneLine.of(said == null ? "it is not what the route reads" : said);
        return words.endsWith(".") ? words : words + ".";
    }

    private static String words(JsonProcessingException json) {
        String said = json.getOriginalMessage();
        if (said.startsWith("Trailing token")) {
            said = "there is more after the first JSON value. Write several as a list: [ …, … ]";
        } else if (said.startsWith("Invalid UTF-8")) {
            said = "it is not text in UTF-8";
        }
        JsonLocation at = json.getLocation();
        return at == null || at.getLineNr() < 2 ? said : "line %d: %s".formatted(at.getLineNr(), said);
    }
}
