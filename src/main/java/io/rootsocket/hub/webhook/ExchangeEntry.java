package io.rootsocket.hub.webhook;

import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange came into the hub, and with what. It is noted at the first route and goes with the exchange into its
 * copies, as a kamelet goes on with a copy that seems to come from the kamelet. Safe for threads.
 */
public final class ExchangeEntry {

    private static final String PROPERTY = "RootSocketHubEntry";
    /** Has the id of the copy behind a queue in memory whose outcome its sender waits for. */
    private static final String PASSED_ON = "RootSocketHubPassedOn";

    private static final Set<String> CALLERS = Set.of("platform-http", "rest", "rest-api", "rest-openapi");

    private final Endpoint endpoint;
    private final String exchangeId;
    private final boolean awaited;
    private @Nullable Message original;
    private @Nullable WebhookAnswer ofLostPart;
    private int sent;
    private boolean interrupted;
    private boolean settled;

    private ExchangeEntry(Exchange exchange, Endpoint endpoint, @Nullable Message original) {
        this.endpoint = endpoint;
        this.exchangeId = exchange.getExchangeId();
        this.awaited = exchange.getPattern().isOutCapable();
        this.original = original;
    }

    /** Notes where the exchange comes in; empty if it is in already, or goes on from a kamelet. */
    public static Optional<ExchangeEntry> note(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        if (from == null
                || isPassage(exchange, from)
                || of(exchange).filter(in -> in.endpoint == from).isPresent()) {
            return Optional.empty();
        }
        var entry = new ExchangeEntry(exchange, from, originalOf(exchange));
        exchange.setProperty(PROPERTY, entry);
        return Optional.of(entry);
    }

    /** The component that the exchange came in by, whatever kamelets it went through; empty if it is not known. */
    public static String scheme(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        if (from != null && isPassage(exchange, from)) {
            from = of(exchange).map(in -> in.endpoint).orElse(from);
        }
        return from == null ? "" : scheme(from);
    }

    /** Whether the exchange goes on as a copy of the one that came in, which hears what becomes of it. */
    public static boolean isWithin(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        return from != null && isPassage(exchange, from) && of(exchange).isPresent();
    }

    /** Whether the exchange is the very one that came in, and not a copy of it. */
    public static boolean isItself(Exchange exchange) {
        return of(exchange)
                .filter(in ->
                        in.endpoint == exchange.getFromEndpoint() && in.exchangeId.equals(exchange.getExchangeId()))
                .isPresent();
    }

    /** Notes whether the sender of a copy that goes into a queue in memory waits for what becomes of it. */
    public static void passOn(Exchange copy, boolean awaited) {
        copy.setProperty(PASSED_ON, awaited ? copy.getExchangeId() : null);
    }

    /** The message as it came into the hub; {@code null} if that is not known. */
    public static @Nullable Message original(Exchange exchange) {
        Message known = of(exchange).map(ExchangeEntry::cameAs).orElse(null);
        return known == null ? originalOf(exchange) : known;
    }

    /** Notes that what is in the exchange now is what its source sent, as it was read in another form at first. */
    public static void noteOriginal(Exchange exchange) {
        of(exchange).ifPresent(in -> in.cameAs(exchange.getMessage().copy()));
    }

    private synchronized void cameAs(Message message) {
        original = message;
    }

    private synchronized @Nullable Message cameAs() {
        return original;
    }

    /** Notes that something was sent away for what came in, be it by one of its parts. */
    public static void noteSent(Exchange exchange) {
        of(exchange).ifPresent(ExchangeEntry::send);
    }

    private synchronized void send() {
        sent++;
    }

    /** How often something was sent away for what came in, by all of its parts so far. */
    public static int sent(Exchange exchange) {
        return of(exchange).map(ExchangeEntry::sent).orElse(0);
    }

    private synchronized int sent() {
        return sent;
    }

    /** Notes a part that is neither done nor kept, so that the whole must not pass for accepted. */
    public static void notePartLost(Exchange exchange, WebhookAnswer answer) {
        of(exchange).ifPresent(in -> in.losePart(answer));
    }

    private synchronized void losePart(WebhookAnswer answer) {
        ofLostPart = ofLostPart == null ? answer : ofLostPart;
    }

    /** What is to be answered as a part is neither done nor kept; empty if there is none. */
    public synchronized Optional<WebhookAnswer> ofLostPart() {
        return Optional.ofNullable(ofLostPart);
    }

    /** Whether the exchange came in by a call, whatever kamelets it went through. */
    public static boolean isCalled(Exchange exchange) {
        return CALLERS.contains(scheme(exchange));
    }

    /** Whether a caller waits for the exchange now. */
    public static boolean hasCaller(Exchange exchange) {
        return isCalled(exchange) && isAwaited(exchange);
    }

    /**
     * Whether who sent the exchange can still hear what becomes of it. It cannot of what goes on beside the route (a wire
     * tap), of what was collected from several, or once the first route is done. Whoever was told to come back has heard it
     * already, of all that the route had begun: it may end before its parts do.
     */
    public static boolean isAwaited(Exchange exchange) {
        boolean collected = exchange.getProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY) != null;
        return !collected && of(exchange).map(in -> in.isAwaitedBy(exchange)).orElse(true);
    }

    private boolean isAwaitedBy(Exchange exchange) {
        boolean itself = exchangeId.equals(exchange.getExchangeId()) || isPassedOn(exchange);
        // A step may send the exchange itself, and not a copy, without asking for an answer.
        boolean open = !isSettled()
                || WebhookCall.by(exchange).filter(WebhookCall::isGivenUp).isPresent();
        return open && (itself ? awaited : exchange.getPattern().isOutCapable());
    }

    /**
     * Has the source keep what it brought, as a stop interrupts it or a part of it.
     *
     * @return false if the first route was done before, so that the source waits no more
     */
    public static boolean interrupt(Exchange exchange) {
        return of(exchange).filter(ExchangeEntry::interrupt).isPresent();
    }

    private synchronized boolean interrupt() {
        interrupted |= !settled;
        return interrupted;
    }

    public synchronized boolean isInterrupted() {
        return interrupted;
    }

    /** The first route is done. */
    public synchronized void settle() {
        settled = true;
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    private static Optional<ExchangeEntry> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, ExchangeEntry.class));
    }

    private static @Nullable Message originalOf(Exchange exchange) {
        return exchange.getUnitOfWork() == null
                ? null
                : exchange.getUnitOfWork().getOriginalInMessage();
    }

    /** Whether an exchange is the very copy that its sender waits for. */
    public static boolean isPassedOn(Exchange exchange) {
        return exchange.getExchangeId().equals(exchange.getProperty(PASSED_ON));
    }

    /** Whether what comes from there is what came in elsewhere: out of a kamelet, or of a queue whose sender waits. */
    private static boolean isPassage(Exchange exchange, Endpoint from) {
        String scheme = scheme(from);
        return scheme.equals("kamelet") || scheme.equals("seda") && exchange.getProperty(PASSED_ON) != null;
    }

    public static String scheme(Endpoint endpoint) {
        return StringHelper.before(endpoint.getEndpointUri(), ":", "");
    }
}
