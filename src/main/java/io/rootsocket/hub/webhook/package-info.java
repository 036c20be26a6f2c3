/**
 * The webhooks of the hub: a call, from its first byte to its answer, and where in the hub it came in.
 *
 * <p>What a caller hears is decided here: {@link io.rootsocket.hub.webhook.WebhookAnswer} if its message failed, {@code
 * WritableAnswer} if its route is done, {@code WebhookConsumer} if it took too long or there are too many, {@link
 * io.rootsocket.hub.webhook.WebhookSignature} if it is not signed, {@code ExpectedBody} if it is not what the route expects, and
 * {@code WebhookReply} what else. The last three are the beans of the kamelet {@code webhook}; a sender that signs in its own way is
 * a {@code SignatureScheme} and a line in {@code SignatureOptions}. What failed, and whose fault it was, {@code failure} says. May
 * import {@code http}, {@code settings}, {@code firewall}, {@code protocol} and the records of {@code deadletters}.
 */
@NullMarked
package io.rootsocket.hub.webhook;

import org.jspecify.annotations.NullMarked;
