package io.rootsocket.hub.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.component.http.AnswerLostException;
import io.rootsocket.hub.component.http.HttpAnswer;
import io.rootsocket.hub.component.http.RetryAfter;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.protocol.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong in a call into the error that says what to do about it. Immutable. */
final class FailedCall {

    private static final int MAX_DETAIL = 500;
    private static final String UNRECOGNIZED_TLS = "Unsupported or unrecognized SSL message";

    private final Operation operation;
    private final URI base;
    private final String key;
    private final Clock clock;

    FailedCall(Operation operation, URI base, String key, Clock clock) {
        this.operation = operation;
        this.base = base;
        this.key = key;
        this.clock = clock;
    }

    /** The error for an answer whose status is not 2xx. */
    RootSocketException answered(HttpAnswer answer, @Nullable String channel) {
        String detail = detail(answer.text());
        var failure = new Failure(operation, channel, answer.status(), detail, null);
        String what = "%s failed: %s answered %d%s."
                .formatted(failure.what(), base, answer.status(), detail == null ? "" : ", saying `" + detail + "`");
        int status = answer.status();
        if (status == 408 || status == 429 || status >= 500) {
            Duration wait = answer.retryAfter()
                    .flatMap(text -> RetryAfter.parse(text, clock))
                    .orElse(null);
            String when = wait == null ? "Try again later." : "Try again in %d s.".formatted(wait.toSeconds());
            return new RootSocketRetryException(what + " " + when, failure, wait);
        }
        if (status == 401 || status == 403) {
            return new RootSocketConfigurationException(
                    what + " Check that `key` is a key of this application and that it was not deleted.", failure);
        }
        if (status == 407) {
            return new RootSocketConfigurationException(
                    what + " That was the proxy, which wants a login, and there is no option for one. Check `proxyHost`"
                            + " and `proxyPort`, or let the proxy take this machine without a login.",
                    failure);
        }
        if (status == 404 || status < 400) {
            return new RootSocketConfigurationException(
                    what + " Check that `apiUrl` or `region` leads to RootSocket.", failure);
        }
        return new RootSocketMessageException(what + " Correct the message; repeating it will not help.", failure);
    }

    /** The error for a call that ended without an answer. */
    RootSocketException threw(Exception e, @Nullable String channel) {
        var failure = new Failure(operation, channel, 0, null, e);
        String what = "%s failed: ".formatted(failure.what());
        if (e instanceof UnknownHostException) {
            return new RootSocketConfigurationException(
                    what + "there is no host `%s`. Check `apiUrl` or `region`.".formatted(base.getHost()), failure);
        }
        if (isHandshake(e)) {
            return new RootSocketConfigurationException(
                    what
                            + ("no TLS with %s (%s). Check whether it is http or https, and that Java trusts who signs there:"
                                            + " its option -Djavax.net.ssl.trustStore names a file of others whom it shall trust, as"
                                            + " does `sslContextParameters`.")
                                    .formatted(base, e.getMessage()),
                    failure);
        }
        if (e instanceof ClientProtocolException) {
            return new RootSocketConfigurationException(
                    what + "no way to %s (%s). Check `proxyHost` and `proxyPort`.".formatted(base, e.getMessage()),
                    failure);
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return new RootSocketRetryException(
                    what + "all connections to %s were in use. Try again, or raise `maxConnections`.".formatted(base),
                    failure,
                    null);
        }
        if (e instanceof IOException && !(e instanceof AnswerLostException)) {
            return new RootSocketRetryException(
                    what + "%s cannot be reached (%s). Try again later.".formatted(base, e.getMessage()),
                    failure,
                    null);
        }
        return new RootSocketAmbiguousException(
                what
                        + ("the request went to %s and no answer came (%s). It may have been carried out:"
                                        + " repeat it only if doing it twice does no harm.")
                                .formatted(base, e.getMessage()),
                failure);
    }

    /** The error for a 2xx answer that ends in its middle. */
    RootSocketException brokenOff(@Nullable String channel) {
        return threw(new AnswerLostException(new EOFException("the answer breaks off")), channel);
    }

    /** The error for a 2xx answer that is not RootSocket's. */
    RootSocketException unreadable(HttpAnswer answer, @Nullable String channel) {
        var failure = new Failure(operation, channel, answer.status(), null, null);
        return new RootSocketConfigurationException(
                "%s failed: the answer of %s is not the JSON of RootSocket. Check that `apiUrl` leads to RootSocket."
                        .formatted(failure.what(), base),
                failure);
    }

    private static boolean isHandshake(Exception e) {
        // plain HTTP on the other side is the one handshake failure that Java does not call so
        return (e instanceof SSLHandshakeException && !isBrokenOff(e))
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLException && UNRECOGNIZED_TLS.equals(e.getMessage()));
    }

    /** A handshake that ends because the other side went away says nothing about certificates. */
    private static boolean isBrokenOff(Throwable e) {
        Throwable cause = e.getCause();
        return cause != null
                && (cause instanceof EOFException || cause instanceof SocketException || isBrokenOff(cause));
    }

    private @Nullable String detail(String text) {
        // masked before it is shortened, so that not even half a key is left
        String said = KeyMask.inText(saidIn(text).strip(), key);
        if (said.isEmpty()) {
            return null;
        }
        return said.length() <= MAX_DETAIL ? said : said.substring(0, MAX_DETAIL) + "…";
    }

    /** The field {@code detail}; anything else a server between us and RootSocket may have said, as it is. */
    private static String saidIn(String text) {
        try {
            var detail = Wire.readTree(text).path("detail");
            return detail.isMissingNode() ? text : detail.isTextual() ? detail.textValue() : detail.toString();
        } catch (JsonProcessingException notJson) {
            return text;
        }
    }
}
