package io.rootsocket.hub.firewall;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.testing.ManualRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow(
        "`{{rootsocket.key}}`, `{{env:…}}`, `RAW($simple{…})`, `#class:…` in what becomes a recipient, in any encoding")
class ComputedAddressesTest {

    private final ComputedAddresses computed = new ComputedAddresses();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a?b={c}&d={\"e\":{\"f\":1}}",
                "http://example.com/100%25/%7Bid%7D?price=$5",
                "file:out?fileName=a#b.txt",
                "rootsocket:message?channel=orders&key=RAW(a&b)",
                "rootsocket:message?key=RAW($simple{properties:odd.0123456789abcdef0123456789abcdef})",
                "rootsocket:message?key=#property:odd.0123456789abcdef0123456789abcdef",
                "direct:a",
                "a%zz%",
            })
    void takesData(String address) {
        assertThatCode(() -> computed.check(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:a?b={{c}}",
                "http:a?b={\n{c}}",
                "http:a?b={\u200b{c}}",
                "http:a?b=%7B%0A%7Bc",
                "http:a?b=%25%37%42{",
                "http:a?b=#PROPERTY:odd.x",
                "http:a?b=RAW($simple{properties:odd.x})",
                " exec:ls",
                "EXEC:ls",
                "exec",
                "exec?a=b",
            })
    void refusesSyntax(String address) {
        assertThatThrownBy(() -> computed.check(address)).isInstanceOf(UnusableInstructionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:out?noop=true&fileName=%24%7Bheader.n%7D",
                "file:out?fileName=${header.n}&noop=true",
                "jms:queue:${header.q}?a=b",
                "jms://queue:%24%7Bheader.q%7D"
            })
    void takesAnExpressionWhereTheStepHasIt(String address) {
        computed.note("jms:queue:${header.q}");

        assertThatCode(() -> computed.within("file:out?fileName=${header.n}&noop=true&charset=${header.c}", () -> {
                    computed.check(address);
                    return true;
                }))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:out?charset=${header.n}",
                "file:out?fileName=${header.c}",
                "file:out/${header.n}?fileName=${header.n}",
                "file:out?fileName=${header.n}${header.n}",
                "file:out?fileName=%2524%257Bheader.n%257D"
            })
    void refusesAnExpressionWhereTheStepHasAnother(String address) {
        assertThatThrownBy(() -> computed.within("file:out?fileName=${header.n}&charset=${header.c}", () -> {
                    computed.check(address);
                    return true;
                }))
                .isInstanceOf(UnusableInstructionException.class);
    }

    @Test
    void takesWhatTheStepNames() {
        computed.note("exec:ls?args=${header.n}");

        assertThatCode(() -> computed.check("exec:ls?args=3")).doesNotThrowAnyException();
        assertThatCode(() -> computed.within("sql:select 1?dataSource=#bean:orders", () -> {
                    computed.check("sql:select 1?dataSource=#bean:orders");
                    return true;
                }))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> computed.check("sql:select 1")).isInstanceOf(UnusableInstructionException.class);
    }

    @Test
    void namesNothingOfTheAddress() {
        assertThatThrownBy(() -> computed.check("http:host?key=secret&a={{b}}"))
                .hasMessageNotContaining("secret")
                .hasMessageContaining("Nothing was sent");
    }
}
