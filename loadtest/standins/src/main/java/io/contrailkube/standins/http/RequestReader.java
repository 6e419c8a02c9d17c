package io.contrailkube.standins.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Gathers the parts of a request into a whole one, or into the shell's refusal of it. */
final class RequestReader extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = new byte[0];

    private final HttpServerOptions.Wire wire;
    private final String scheme;
    private @Nullable HttpRequest head;
    private @Nullable Arrival refused;
    private byte[] single = NOTHING;
    private @Nullable ByteArrayOutputStream gathered;

    RequestReader(HttpServerOptions.Wire wire, String scheme) {
        this.wire = wire;
        this.scheme = scheme;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(context, request);
            }
            if (message instanceof HttpContent content) {
                add(content.content());
                if (content instanceof LastHttpContent) {
                    end(context);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        if (request.decoderResult().isFailure()) {
            boolean line = request.decoderResult().cause() instanceof TooLongHttpLineException;
            context.fireChannelRead(Arrival.broken(line ? 414 : 400, line ? "" : "Bad Request"));
            head = null;
            return;
        }
        long length = HttpUtil.getContentLength(request, -1L);
        if (length > wire.maxBody()) {
            refused = Arrival.refused(413, "Request Entity Too Large", request);
        } else if (!wire.chunkedBodies() && HttpUtil.isTransferEncodingChunked(request)) {
            refused = Arrival.refused(400, "Error while parsing chunked transfer body.", request);
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            if (refused != null) {
                context.fireChannelRead(Arrival.broken(refused.refusal(), refused.text()));
                head = null;
                refused = null;
            } else {
                context.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
    }

    private void add(ByteBuf content) {
        int size = content.readableBytes();
        if (head == null || refused != null || size == 0) {
            return;
        }
        byte[] bytes = new byte[size];
        content.readBytes(bytes);
        if (single.length == 0 && gathered == null) {
            single = bytes;
            return;
        }
        if (gathered == null) {
            gathered = new ByteArrayOutputStream(2 * (single.length + size));
            gathered.writeBytes(single);
        }
        gathered.writeBytes(bytes);
        if (gathered.size() > wire.maxBody()) {
            refused = Arrival.refused(413, "Request Entity Too Large", head);
        }
    }

    private void end(ChannelHandlerContext context) {
        HttpRequest request = head;
        if (request != null) {
            byte[] body = gathered == null ? single : gathered.toByteArray();
            context.fireChannelRead(refused != null ? refused : Arrival.of(request, body, scheme));
        }
        head = null;
        refused = null;
        single = NOTHING;
        gathered = null;
    }
}
