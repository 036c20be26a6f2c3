package io.rootsocket.hub.firewall;

import org.apache.camel.Endpoint;
import org.apache.camel.util.StringHelper;

/** Decides whose a header is: by the table for the components on board, by its own description for any other. */
record Ownership(DeclaredHeaders declared) {

    /** Whether a component may bring the header: it is harmless, or the component sets it itself. */
    boolean mayBring(String scheme, String header) {
        if (!DangerousHeaders.isNeverTheirs(header)) {
            return true;
        }
        return DangerousHeaders.knows(scheme)
                ? DangerousHeaders.isOwn(scheme, header)
                : declared.isSetBy(scheme, header);
    }

    /** Whether a component would obey the header, so that it must not see a stranger's. */
    boolean obeys(String scheme, String header) {
        if (isMail(scheme)) {
            // It writes every header that it sees into the mail.
            return true;
        }
        return DangerousHeaders.isNeverTheirs(header)
                || declared.isReadBy(scheme, header) && !DangerousHeaders.isDescription(header);
    }

    /** Whether strangers' headers are to be hidden from what is sent to the component. */
    boolean isSink(String scheme) {
        return DangerousHeaders.isFromOutside(scheme) && (isMail(scheme) || declared.isOnlySentTo(scheme));
    }

    static boolean isMail(String scheme) {
        return scheme.equals("smtp") || scheme.equals("smtps");
    }

    static String scheme(Endpoint endpoint) {
        return scheme(endpoint.getEndpointUri());
    }

    static String scheme(String uri) {
        return StringHelper.before(uri, ":", uri);
    }
}
