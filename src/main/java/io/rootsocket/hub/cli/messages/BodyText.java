package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.console.api.MessageAnswer.Body;
import io.rootsocket.hub.text.Printable;
import java.io.PrintWriter;

/** A payload under its title. */
final class BodyText {

    private BodyText() {}

    static void print(PrintWriter out, String title, Body body) {
        if (body.length() == 0) {
            return;
        }
        out.printf("%n%s: %s%,d bytes%s%n", title, type(body), body.length(), left(body));
        body.content().lines().map(Printable::marked).forEach(out::println);
    }

    private static String type(Body body) {
        String encoded = body.encoding().equals("text") ? "" : " as " + body.encoding();
        return body.contentType().isEmpty() && encoded.isEmpty()
                ? ""
                : Printable.line(body.contentType()) + encoded + ", ";
    }

    private static String left(Body body) {
        if (body.content().isEmpty()) {
            return ", not kept";
        }
        return body.whole() ? "" : ", not as it was: secrets or the end are left out";
    }
}
