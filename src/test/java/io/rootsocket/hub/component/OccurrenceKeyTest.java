package io.rootsocket.hub.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class OccurrenceKeyTest {

    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] OTHER = "other".getBytes(UTF_8);

    private final DefaultCamelContext camel = new DefaultCamelContext();

    private Exchange fired() {
        var exchange = new DefaultExchange(camel);
        exchange.setProperty(RootSocketConstants.OCCURRENCE, "announce@2026-12-24T08:00:00Z");
        return exchange;
    }

    private static Exchange part(Exchange whole, int index) {
        Exchange part = whole.copy();
        part.setProperty(ExchangePropertyKey.SPLIT_INDEX, index);
        return part;
    }

    @Test
    void isNoneForWhatNoScheduleBegan() {
        assertThat(OccurrenceKey.next(new DefaultExchange(camel), ONE)).isEmpty();
    }

    @Test
    void isAnotherForEachMessageAndTheSameForOneThatWasNotStored() {
        Exchange exchange = fired();

        assertThat(OccurrenceKey.next(exchange, ONE)).contains("announce@2026-12-24T08:00:00Z#1");
        assertThat(OccurrenceKey.next(exchange, ONE)).contains("announce@2026-12-24T08:00:00Z#1");
        OccurrenceKey.stored(exchange);
        assertThat(OccurrenceKey.next(exchange, ONE)).contains("announce@2026-12-24T08:00:00Z#2");
    }

    @Test
    void isTheSameWhenTheOccurrenceIsRunAgainWhateverItSaysNow() {
        assertThat(OccurrenceKey.next(fired(), ONE)).isEqualTo(OccurrenceKey.next(fired(), OTHER));
    }

    @Test
    void tellsPartsApartByWhatTheySayAndNotByTheirOrder() {
        Exchange whole = fired();

        assertThat(OccurrenceKey.next(part(whole, 0), ONE)).isNotEqualTo(OccurrenceKey.next(part(whole, 1), OTHER));
        assertThat(OccurrenceKey.next(part(whole, 0), ONE)).isEqualTo(OccurrenceKey.next(part(whole, 1), ONE));
    }

    @Test
    void countsTheMessagesOfAllPartsForTheLedger() {
        var accepted = new AtomicInteger();
        Exchange whole = fired();
        whole.setProperty(RootSocketConstants.OCCURRENCE_ACCEPTED, accepted);

        OccurrenceKey.stored(part(whole, 0));
        OccurrenceKey.stored(part(whole, 1));

        assertThat(accepted).hasValue(2);
    }
}
