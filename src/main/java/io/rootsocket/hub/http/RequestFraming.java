package io.rootsocket.hub.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Has a request with a transfer coding other than one {@code chunked} be unreadable, and reads nothing after it. Netty takes
 * a coding that it does not know for no body at all, and the body then for the next request: whoever sends it could put a
 * request past a proxy that reads it in another way. For one connection.
 */
public final class RequestFraming extends ChannelInboundHandlerAdapter {

    private boolean unreadable;
    private boolean over;

    private RequestFraming() {}

    /** Stands before everything that Vert.x does with what is read from a connection of HTTP/1. */
    public static void guard(HttpConnection opened) {
        ChannelHandlerContext vertx = ((ConnectionBase) opened).channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), RequestFraming.class.getName(), new RequestFraming());
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object read) throws Exception {
        if (over) {
            ReferenceCountUtil.release(read);
            return;
        }
        if (read instanceof HttpRequest request && !isFramed(request)) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("Unknown transfer coding")));
            HttpUtil.setKeepAlive(request, false);
            unreadable = true;
        }
        over = unreadable && read instanceof LastHttpContent;
        super.channelRead(connection, read);
    }

    private static boolean isFramed(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && codings.get(0).equalsIgnoreCase("chunked")
                        && request.protocolVersion().equals(HttpVersion.HTTP_1_1));
    }
}
