package io.contrailkube.standins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Fault injection that is switched at run time, in code or over HTTP; several rules may strike one request, the oldest first. */
public final class Faults implements Filter {
    private record Active(FaultRule rule, Filter filter) {}

    private final Map<String, FaultKind> kinds = new LinkedHashMap<>(BuiltInFaults.KINDS);
    private final long seed;
    private volatile Map<String, Active> rules = Map.of();

    public Faults(long seed) {
        this.seed = seed;
    }

    /** Adds a kind of a stand-in's own. */
    public synchronized Faults kind(String name, FaultKind kind) {
        kinds.put(name, kind);
        return this;
    }

    /** Adds the rule, or replaces the one of the same name; an unknown kind or bad pattern is an IllegalArgumentException. */
    public synchronized void put(ObjectNode settings) {
        FaultRule rule = new FaultRule(settings.deepCopy(), seed);
        FaultKind kind = kinds.get(rule.kind());
        if (kind == null) {
            throw new IllegalArgumentException("unknown kind '" + rule.kind() + "', known: " + kinds.keySet());
        }
        Map<String, Active> next = new LinkedHashMap<>(rules);
        next.put(rule.name(), new Active(rule, kind.of(rule)));
        rules = next;
    }

    /** The same from JSON text. */
    public void put(String settings) {
        try {
            put((ObjectNode) Json.MAPPER.readTree(settings));
        } catch (IOException | ClassCastException e) {
            throw new IllegalArgumentException("a rule is a JSON object", e);
        }
    }

    public synchronized void remove(String name) {
        Map<String, Active> next = new LinkedHashMap<>(rules);
        next.remove(name);
        rules = next;
    }

    public synchronized void clear() {
        rules = Map.of();
    }

    @Override
    public CompletionStage<Reply> filter(Request request, Handler next) {
        Map<String, Active> now = rules;
        if (now.isEmpty()) {
            return next.handle(request);
        }
        Handler chain = next;
        Active[] active = now.values().toArray(Active[]::new);
        boolean[] strikes = new boolean[active.length];
        for (int i = 0; i < active.length; i++) {
            strikes[i] = active[i].rule().strikes(request);
        }
        for (int i = active.length - 1; i >= 0; i--) {
            chain = strikes[i] ? chain.behind(active[i].filter()) : chain;
        }
        return chain.handle(request);
    }

    /** Serves {@code /standin/faults[/name]}. */
    CompletionStage<Reply> control(Request request, String name) {
        Reply reply =
                switch (request.method()) {
                    case "GET" -> Reply.json(200, list());
                    case "PUT", "POST" -> add(request, name);
                    case "DELETE" -> {
                        if (name.isEmpty()) {
                            clear();
                        } else {
                            remove(name);
                        }
                        yield Reply.json(200, list());
                    }
                    default -> Reply.text(405, "text/plain", "Method not allowed.");
                };
        return CompletableFuture.completedFuture(reply);
    }

    private Reply add(Request request, String name) {
        try {
            JsonNode sent = Json.MAPPER.readTree(new String(request.body(), StandardCharsets.UTF_8));
            if (!(sent instanceof ObjectNode settings)) {
                return Reply.text(400, "text/plain", "a rule is a JSON object");
            }
            if (!name.isEmpty()) {
                settings.put("name", name);
            }
            put(settings);
            return Reply.json(200, list());
        } catch (IOException | IllegalArgumentException e) {
            return Reply.text(400, "text/plain", String.valueOf(e.getMessage()));
        }
    }

    private ArrayNode list() {
        ArrayNode list = Json.MAPPER.createArrayNode();
        rules.values().forEach(active -> list.add(active.rule().toJson()));
        return list;
    }
}
