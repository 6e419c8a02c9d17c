package io.contrailkube.gateway;

import akka.stream.StreamTcpException;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers of invented servers, in order; where nothing is scripted, 200 at once. */
final class ScriptedServers implements Function<HttpCall, CompletionStage<HttpCall.Reply>> {
    final List<HttpCall> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<CompletableFuture<HttpCall.Reply>>> scripts = new HashMap<>();
    private volatile boolean allRefuse;

    @Override
    public CompletionStage<HttpCall.Reply> apply(HttpCall call) {
        calls.add(call);
        if (allRefuse) {
            return refused();
        }
        CompletableFuture<HttpCall.Reply> next = scripts.getOrDefault(
                        call.uri().getHost(), new ConcurrentLinkedQueue<>())
                .poll();
        return next == null ? status(200) : next;
    }

    ScriptedServers then(String host, CompletableFuture<HttpCall.Reply> reply) {
        scripts.computeIfAbsent(host, any -> new ConcurrentLinkedQueue<>()).add(reply);
        return this;
    }

    void allRefuse(boolean on) {
        allRefuse = on;
    }

    List<String> hosts() {
        return calls.stream().map(HttpCall::uri).map(URI::getHost).toList();
    }

    static CompletableFuture<HttpCall.Reply> status(int status) {
        return CompletableFuture.completedFuture(
                new HttpCall.Reply(status, MissingNode.getInstance(), "said " + status, null));
    }

    static CompletableFuture<HttpCall.Reply> refused() {
        return CompletableFuture.failedFuture(new StreamTcpException("Connection refused"));
    }

    static CompletableFuture<HttpCall.Reply> reset() {
        return CompletableFuture.failedFuture(new IllegalStateException("Connection reset"));
    }
}
