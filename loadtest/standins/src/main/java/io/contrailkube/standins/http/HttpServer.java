package io.contrailkube.standins.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A running HTTP/1.1 server: requests of one connection are served one after another, connections side by side. */
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int PIPELINED_FLUSHES = 64;

    private final HttpServerOptions options;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    private HttpServer(HttpServerOptions options, Handler handler) {
        this.options = options;
        this.acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory("standin-accept", true));
        this.workers = new NioEventLoopGroup(options.threads(), new DefaultThreadFactory("standin-http", true));
        try {
            this.listener = new ServerBootstrap()
                    .group(acceptor, workers)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, !options.wire().nagle())
                    .childHandler(new Initializer(handler))
                    .bind(options.host(), options.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (RuntimeException e) {
            acceptor.shutdownGracefully();
            workers.shutdownGracefully();
            throw e;
        }
    }

    public static HttpServer start(HttpServerOptions options, Handler handler) {
        return new HttpServer(options, handler);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public URI uri() {
        return URI.create((options.tls() == null ? "http" : "https") + "://" + options.host() + ":" + port());
    }

    /** Cuts every open connection, as a crash or a restart of the server would; the server goes on listening. */
    public void dropConnections() {
        connections.close();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private final class Initializer extends ChannelInitializer<SocketChannel> {
        private final Handler handler;

        Initializer(Handler handler) {
            this.handler = handler;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            connections.add(channel);
            ChannelPipeline pipeline = channel.pipeline();
            if (options.tls() != null) {
                pipeline.addLast(options.tls().context().newHandler(channel.alloc()));
            }
            if (!options.wire().nagle()) {
                pipeline.addLast(new FlushConsolidationHandler(PIPELINED_FLUSHES, true));
            }
            pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                    .setMaxInitialLineLength(options.wire().maxRequestLine())
                    .setMaxHeaderSize(65_536)
                    .setMaxChunkSize(65_536)
                    .setValidateHeaders(false)));
            String scheme = options.tls() == null ? "http" : "https";
            pipeline.addLast(new RequestReader(options.wire(), scheme), new Conversation(options.wire(), handler));
        }
    }
}
