package io.rootsocket.hub.component.app;

import org.apache.camel.impl.DefaultCamelContext;

/** Sends {@code this is a test} to the channel {@code test} of the service whose address is the argument. */
public final class SendOneMessage {

    private SendOneMessage() {}

    public static void main(String[] args) throws Exception {
        try (var context = new DefaultCamelContext()) {
            context.start();
            try (var template = context.createProducerTemplate()) {
                template.sendBody("rootsocket:message?channel=test&key=anybody&apiUrl=" + args[0], "this is a test");
            }
        }
    }
}
