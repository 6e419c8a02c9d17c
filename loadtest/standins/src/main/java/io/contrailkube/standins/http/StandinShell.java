package io.contrailkube.standins.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts the request log and the faults before a stand-in's own handler and serves the control calls under {@code /standin}. */
public final class StandinShell implements Handler {
    private static final String CONTROL = "/standin/";

    private final Handler served;
    private final Map<String, Handler> controls = new LinkedHashMap<>();

    public StandinShell(Handler standin, RequestLog log, Faults faults) {
        this.served = standin.behind(faults).behind(log);
        controls.put("faults", request -> faults.control(request, rest(request, "faults")));
        controls.put("requests", log::control);
        controls.put(
                "stats",
                request -> CompletableFuture.completedFuture(
                        Reply.json(200, log.counts().toJson())));
    }

    /** Serves {@code /standin/name} and everything below by a handler of the stand-in's own; not logged, never faulty. */
    public StandinShell control(String name, Handler handler) {
        controls.put(name, handler);
        return this;
    }

    @Override
    public CompletionStage<Reply> handle(Request request) {
        String path = request.path();
        if (!path.startsWith(CONTROL)) {
            return served.handle(request);
        }
        int end = path.indexOf('/', CONTROL.length());
        String name = end < 0 ? path.substring(CONTROL.length()) : path.substring(CONTROL.length(), end);
        Handler control = controls.get(name);
        return control == null
                ? CompletableFuture.completedFuture(Reply.text(404, "text/plain", "known: " + controls.keySet()))
                : control.handle(request);
    }

    private static String rest(Request request, String name) {
        String prefix = CONTROL + name + "/";
        return request.path().startsWith(prefix) ? request.path().substring(prefix.length()) : "";
    }
}
